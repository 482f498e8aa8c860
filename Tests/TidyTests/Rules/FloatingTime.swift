// SPDX-License-Identifier: Apache-2.0

/// Simulated time is a whole number; no instant or delay of the kernel is a floating number.
enum FloatingTime: TidyRule {
  private static let pattern = Pattern(
    #"\b(?:\w*[tT]ime|now|\w*[iI]nstant|\w*[dD]eadline|\w*[dD]elay|\w*[mM]icroseconds|until)"#
      + #"\s*:\s*(?:Double|Float)\b|\bTimeInterval\b"#)

  static func findings(in file: SourceFile) -> [Finding] {
    guard file.module == "EventKernel" else { return [] }
    return pattern.findings(in: file.code, of: file) { "\"\($0.groups[0])\" is floating time" }
  }
}
