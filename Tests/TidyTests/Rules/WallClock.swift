// SPDX-License-Identifier: Apache-2.0

/// Below the planner nothing reads a clock, the system's randomness or a per-process hash.
enum WallClock: TidyRule {
  private static let edges = ["Planner", "springtide"]
  private static let pattern = Pattern(
    #"\bDate\(\)|\bDate\.now\b|\bDate\(timeIntervalSinceNow|\b(?:Continuous|Suspending)Clock\b|"#
      + #"\bSystemRandomNumberGenerator\b|\.random\(|\.randomElement\(\)|\.shuffled?\(\)|"#
      + #"\btime\(nil\)|\bclock_gettime\b|\bgettimeofday\b|\bDispatchTime\b|\bProcessInfo\b|"#
      + #"\bUUID\(\)|\barc4random|\bgetrandom\b|\bs?rand\(|\bdrand48\b|"#
      + #"\.hashValue\b|\bHasher\(\)"#)

  static func findings(in file: SourceFile) -> [Finding] {
    guard let module = file.module, !edges.contains(module) else { return [] }
    return pattern.findings(in: file.code, of: file) {
      "\"\($0.groups[0])\" differs from run to run"
    }
  }
}
