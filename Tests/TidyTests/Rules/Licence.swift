// SPDX-License-Identifier: Apache-2.0

/// The first line names the licence.
enum Licence: TidyRule {
  static let line = "// SPDX-License-Identifier: Apache-2.0"

  static func findings(in file: SourceFile) -> [Finding] {
    guard file.lines.first.map(String.init) != line else { return [] }
    return [Finding(path: file.path, line: 1, what: "the first line must be: \(line)")]
  }
}
