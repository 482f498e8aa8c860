// SPDX-License-Identifier: Apache-2.0

/// The simulation never walks a dictionary or a set: their order differs from run to run.
///
/// A heuristic over one file: names declared as a dictionary or a set must not be iterated, unless
/// the same line sorts.
enum UnorderedIteration: TidyRule {
  private static let modules = ["Cluster", "EventKernel"]
  private static let declarations = Pattern(
    #"\b(?:var|let)\s+(\w+)\s*(?::\s*(?:\[(?!\()[^\[\]=]+:[^=]+\]|Set<|Dictionary<)|"#
      + #"=\s*(?:\[[\w.<>\[\]]+\s*:\s*[\w.<>\[\]?]+\]\(|Set[<(]|Dictionary[<(]))"#)
  private static let walks =
    "map|compactMap|flatMap|forEach|filter|reduce|first|randomElement|popFirst|enumerated|min|max"

  static func findings(in file: SourceFile) -> [Finding] {
    guard let module = file.module, modules.contains(module) else { return [] }
    let names = Set(declarations.matches(in: file.code).map { $0.groups[1] }).sorted()
    let patterns = names.map(iteration(of:))
    let lines = file.codeLines
    return patterns.flatMap { $0.matches(in: file.code) }
      .filter { !lines[$0.line - 1].contains(".sorted") }
      .map {
        Finding(
          path: file.path, line: $0.line, what: "\"\($0.groups[0])\" walks an unordered collection")
      }
  }

  private static func iteration(of name: String) -> Pattern {
    Pattern(
      #"\bin\s+(?:self\.)?\#(name)(?:\.keys|\.values)?\s*(?:\{|where\b)|"#
        + #"(?<![\w])\#(name)(?:\.keys|\.values)?\.(?:\#(walks))\b"#
        + #"|\bArray\((?:self\.)?\#(name)(?:\.keys|\.values)?\)"#)
  }
}
