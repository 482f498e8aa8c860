// SPDX-License-Identifier: Apache-2.0

/// A layer does not speak of the layers above it, not even in comments.
enum UpwardWords: TidyRule {
  private static let words: [String: Pattern] = [
    "EventKernel": Pattern(
      #"\b(?:[Pp]ods?|Nodes?|Kubernetes|[Kk]ubelet|Deployments?|ReplicaSets?|SQLite|GRDB|YAML)\b"#),
    "Metrics": Pattern(#"\b(?:SQLite|SQL|GRDB|HTML|SVG|YAML|Yams)\b"#),
    "Cluster": Pattern(#"\b(?:SQLite|SQL|GRDB|HTML|SVG|Yams|FileManager|FileHandle|fopen)\b"#),
    "MetricStore": Pattern(#"\b(?:HTML|SVG|Yams)\b"#),
  ]

  static func findings(in file: SourceFile) -> [Finding] {
    guard let module = file.module, let pattern = words[module] else { return [] }
    return pattern.findings(in: file.text, of: file) {
      "\"\($0.groups[0])\" is a word of a layer above \(module)"
    }
  }
}
