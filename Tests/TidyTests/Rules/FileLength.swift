// SPDX-License-Identifier: Apache-2.0

/// No file is longer than a reader keeps in mind.
enum FileLength: TidyRule {
  static let limit = 400

  static func findings(in file: SourceFile) -> [Finding] {
    // The newline that ends the last line starts no further line.
    let count = file.lines.count - (file.text.hasSuffix("\n") ? 1 : 0)
    guard count > limit else { return [] }
    return [Finding(path: file.path, line: limit + 1, what: "\(count) lines, at most \(limit)")]
  }
}
