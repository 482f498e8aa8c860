// SPDX-License-Identifier: Apache-2.0

/// Imports point down only, and Foundation stays at the edges.
enum Layers: TidyRule {
  /// What each target may import besides the standard library.
  static let allowed: [String: [String]] = [
    "EventKernel": [],
    "Metrics": [],
    "Manifests": edges + ["Yams", "CYaml"],
    "Scenario": edges + ["EventKernel", "Manifests"],
    "MetricStore": edges + ["Metrics", "GRDB", "GRDBSQLite"],
    "Cluster": ["EventKernel", "Manifests", "Metrics", "Scenario"],
    "Report": edges + ["Metrics", "MetricStore", "Mustache"],
    "Planner": edges + below,
    "springtide": edges + below + ["Planner", "Report", "ArgumentParser"],
  ]

  private static let edges = [
    "Foundation", "FoundationEssentials", "Glibc", "Dispatch", "Synchronization",
  ]
  private static let below = [
    "EventKernel", "Metrics", "Manifests", "Scenario", "MetricStore", "Cluster",
  ]
  private static let imports = Pattern(
    #"^[ \t]*(?:@\w+\s+)*(?:(?:public|package|internal|private|fileprivate)\s+)?import\s+"#
      + #"(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)"#)

  static func findings(in file: SourceFile) -> [Finding] {
    guard let module = file.module else { return [] }
    guard let names = allowed[module] else {
      return [Finding(path: file.path, line: 1, what: "\(module) has no place in the layers")]
    }
    return imports.matches(in: file.code).filter { !names.contains($0.groups[1]) }.map {
      Finding(path: file.path, line: $0.line, what: "\(module) must not import \($0.groups[1])")
    }
  }
}
