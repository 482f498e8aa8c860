// SPDX-License-Identifier: Apache-2.0

/// Reads the fields of one mapping and collects all faults on the way.
///
/// Nothing is thrown: a field of a wrong type is reported with its place and read as absent, and a
/// required field that is missing is reported and read as empty. The caller looks at
/// ``Diagnostics/hasErrors`` when all is read.
///
/// ```swift
/// let reader = ObjectReader(value, file: "pool.yaml", diagnostics: diagnostics)
/// let name = reader.requiredString("name")
/// let count = reader.int64("count", in: 0...100_000) ?? 1
/// let taints = reader.list("taints") { Taint(reading: $0) }
/// reader.unknownKeys(allowed: ["name", "count", "taints"])
/// ```
public struct ObjectReader {
  /// The mapping that is read.
  public let value: Value
  /// The file that it stands in.
  public let file: String
  /// Where in the object it stands.
  public let path: FieldPath
  /// The collector of faults.
  public let diagnostics: Diagnostics

  /// Makes a reader of a mapping; any other node is reported and read as empty.
  public init(
    _ value: Value, file: String, path: FieldPath = .root, diagnostics: Diagnostics
  ) {
    self.value = value
    self.file = file
    self.path = path
    self.diagnostics = diagnostics
    if value.entries == nil {
      error(at: value, found: "found \(value.summary)", expected: "a mapping")
    }
  }

  /// The place of the mapping.
  public var place: SourcePlace { SourcePlace(file: file, mark: value.mark) }

  /// The keys in the order written.
  public var keys: [String] { (value.entries ?? []).map(\.key) }

  /// The value of a field; nil when it is absent or null.
  public func field(_ key: String) -> Value? {
    guard let value = value[key], !value.isNull else { return nil }
    return value
  }

  /// Whether a field is given and not null.
  public func has(_ key: String) -> Bool { field(key) != nil }

  /// The place of a field, or of the mapping when the field is absent.
  public func place(of key: String) -> SourcePlace {
    SourcePlace(file: file, mark: value[key]?.mark ?? value.mark)
  }

  /// Reports an error of a field.
  public func error(
    _ key: String, found: String, expected: String? = nil, hint: String? = nil
  ) {
    diagnostics.report(
      Diagnostic(
        at: place(of: key), path: path.appending(key).description, found: found,
        expected: expected, hint: hint))
  }

  /// Reports an error of the whole mapping, or of a node in it.
  public func error(
    at node: Value? = nil, found: String, expected: String? = nil, hint: String? = nil
  ) {
    diagnostics.report(
      Diagnostic(
        at: SourcePlace(file: file, mark: (node ?? value).mark), path: path.description,
        found: found, expected: expected, hint: hint))
  }

  /// Reports a warning of a field.
  public func warning(_ key: String, found: String, hint: String? = nil) {
    diagnostics.report(
      Diagnostic(
        .warning, at: place(of: key), path: path.appending(key).description, found: found,
        hint: hint))
  }

  /// Reports that a required field is missing.
  public func missing(_ key: String, hint: String? = nil) {
    // A key that is nearly the right one is the likely cause.
    let nearest = nearestName(to: key, in: keys)
    diagnostics.report(
      Diagnostic(
        at: place, path: path.appending(key).description, found: "required field is missing",
        hint: hint ?? nearest.map { "\"\($0)\" is not known here" }))
  }

  /// Reports a field of the wrong type.
  public func wrongType(_ key: String, expected: String, hint: String? = nil) {
    guard let value = value[key] else { return }
    error(key, found: "found \(value.summary)", expected: expected, hint: hint)
  }

  /// Reports every key that is not in a list, with the nearest one that is.
  public func unknownKeys(allowed: [String]) {
    for entry in value.entries ?? [] where !allowed.contains(entry.key) {
      diagnostics.report(
        Diagnostic(
          at: SourcePlace(file: file, mark: entry.keyMark),
          path: path.appending(entry.key).description, found: "unknown field",
          hint: didYouMean(entry.key, in: allowed)
            ?? "known fields are \(allowed.sorted().joined(separator: ", "))"))
    }
  }
}
