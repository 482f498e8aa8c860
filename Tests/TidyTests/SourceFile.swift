// SPDX-License-Identifier: Apache-2.0

/// One file of the repository, with its code told apart from comments and literals.
struct SourceFile: Sendable {
  /// The path from the root of the repository, with slashes.
  let path: String
  /// The whole text.
  let text: String
  /// The text with comments and the contents of string literals replaced by spaces, so that line
  /// and column stay the same.
  let code: String

  init(path: String, text: String) {
    self.path = path
    self.text = text
    var blanking = Blanking(text)
    code = blanking.run()
  }

  var name: String { path.split(separator: "/").last.map(String.init) ?? path }
  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
  var codeLines: [Substring] { code.split(separator: "\n", omittingEmptySubsequences: false) }

  /// The target of a file under `Sources`, else nil.
  var module: String? {
    let parts = path.split(separator: "/")
    return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
  }
}

/// One breach of a rule, printed as compilers do.
struct Finding: Equatable, CustomStringConvertible {
  let path: String
  let line: Int
  let what: String

  var description: String { "\(path):\(line): \(what)" }
}

/// A rule looks at one file at a time.
protocol TidyRule: SendableMetatype {
  static func findings(in file: SourceFile) -> [Finding]
}
