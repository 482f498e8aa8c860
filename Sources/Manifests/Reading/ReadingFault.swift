// SPDX-License-Identifier: Apache-2.0

/// A fault that ends the reading of a text, before the name of its file is attached.
struct ReadingFault: Error {
  var mark: Mark
  var found: String
  var expected: String?
  var hint: String?

  static func tooDeep(at mark: Mark, limits: ManifestLimits) -> ReadingFault {
    ReadingFault(
      mark: mark, found: "refused: nested too deep, the limit is \(limits.depth) levels")
  }

  func diagnostic(file: String) -> Diagnostic {
    Diagnostic(
      at: SourcePlace(file: file, mark: mark), found: found, expected: expected, hint: hint)
  }
}
