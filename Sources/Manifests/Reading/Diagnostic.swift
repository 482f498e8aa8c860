// SPDX-License-Identifier: Apache-2.0

/// One fault found in an input file, with its place and what would be right.
///
/// It is an `Error` so that a single fault can also be thrown, but readers collect them all
/// in a ``Diagnostics``.
public struct Diagnostic: Error, Sendable, Hashable, CustomStringConvertible {
  /// How bad a fault is.
  public enum Severity: String, Sendable, Hashable {
    case error
    case warning
  }

  /// Whether the input is refused or used with care.
  public var severity: Severity
  /// Where the fault is.
  public var place: SourcePlace
  /// The path of the field, such as `spec.containers[0].name`; empty for a whole file.
  public var path: String
  /// What was found, as a phrase: `found "abc"` or `required field is missing`.
  public var found: String
  /// What was expected instead, as a phrase; nil when `found` says it all.
  public var expected: String?
  /// Advice for the user, such as `did you mean "cpu"?`.
  public var hint: String?

  /// Makes a diagnostic from its parts.
  public init(
    _ severity: Severity = .error, at place: SourcePlace, path: String = "", found: String,
    expected: String? = nil, hint: String? = nil
  ) {
    self.severity = severity
    self.place = place
    self.path = path
    self.found = found
    self.expected = expected
    self.hint = hint
  }

  /// The file as the user named it.
  public var file: String { place.file }
  /// The line, the first being 1.
  public var line: Int { place.line }
  /// The column, the first being 1.
  public var column: Int { place.column }

  /// The fault in one line, without its place.
  public var message: String {
    var text = path.isEmpty ? found : "\(path): \(found)"
    if let expected { text += ", expected \(expected)" }
    return text
  }

  /// The fault as compilers print it, with the hint on a second, indented line.
  public var description: String {
    let line = "\(place): \(severity.rawValue): \(message)"
    guard let hint else { return line }
    return line + "\n    hint: \(hint)"
  }
}
