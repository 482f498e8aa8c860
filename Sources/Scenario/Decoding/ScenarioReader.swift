// SPDX-License-Identifier: Apache-2.0

public import Manifests

/// Reads a scenario with all files that it names, and tells all faults at once.
///
/// ```swift
/// let result = ScenarioReader.read(path: "peak.yaml", overrides: [Override("spec.seed=7")])
/// for diagnostic in result.diagnostics { print(diagnostic) }
/// ```
public enum ScenarioReader {
  /// Reads a scenario file; overrides are applied to the tree before it is decoded.
  public static func read(path: String, overrides: [Override] = []) -> ScenarioReadResult {
    let reading = Reading(inputs: InputFiles(scenarioPath: path), overrides: overrides)
    let scenario = read(reading)
    for override in overrides { reading.inputs.combine(override.text) }
    return ScenarioReadResult(
      scenario: reading.diagnostics.hasErrors ? nil : scenario,
      diagnostics: sorted(reading.diagnostics.all, files: reading.inputs.files),
      inputHash: reading.inputs.hash, files: reading.inputs.files, manifests: reading.manifests)
  }

  /// Whether a document looks like a scenario rather than a manifest, for tools that take both.
  public static func isScenario(_ document: Value) -> Bool {
    document["kind"]?.string == Scenario.kind
      && (document["apiVersion"]?.string ?? "").hasPrefix("springtide.dev/")
  }

  private static func read(_ reading: Reading) -> Scenario? {
    guard var document = document(reading) else { return nil }
    guard hasKnownKind(document, reading) else { return nil }
    OverrideEdit.apply(
      reading.overrides, to: &document,
      shape: .block(BlockShape(fields: Scenario.fieldShapes)), into: reading.diagnostics)
    var scenario = Scenario.blank
    _ = reading.decode(document, into: &scenario)
    reading.checkReferences(of: scenario)
    return scenario
  }

  private static func document(_ reading: Reading) -> Value? {
    let path = reading.inputs.scenarioPath
    let limits = ManifestLimits()
    let bytes: [UInt8]
    do throws(TextFault) {
      bytes = try reading.inputs.read(path, as: .scenario, atMost: limits.fileBytes)
    } catch {
      report(path, "cannot be read", expected: error.expected, hint: error.hint, reading)
      return nil
    }
    let documents = DocumentReader.read(
      bytes, file: path, limits: limits, into: reading.diagnostics)
    if reading.diagnostics.hasErrors { return nil }
    guard documents.count == 1 else {
      report(path, "found \(documents.count) documents", expected: "one scenario", reading)
      return nil
    }
    return documents[0]
  }

  /// A file of another kind gets one message, not one for each of its keys.
  private static func hasKnownKind(_ document: Value, _ reading: Reading) -> Bool {
    guard document.entries != nil else {
      reading.report(document, expected: "a mapping with kind: \(Scenario.kind)")
      return false
    }
    if let kind = document["kind"], kind.string != Scenario.kind, !kind.isNull {
      reading.report(kind, key: "kind", expected: Scenario.kind)
      return false
    }
    return true
  }

  private static func report(
    _ path: String, _ found: String, expected: String, hint: String? = nil, _ reading: Reading
  ) {
    reading.diagnostics.report(
      Diagnostic(at: SourcePlace(file: path), found: found, expected: expected, hint: hint))
  }

  /// Files in the order read, the command line before all; faults of one place as they came.
  private static func sorted(_ diagnostics: [Diagnostic], files: [InputFile]) -> [Diagnostic] {
    var rank: [String: Int] = [:]
    for (index, file) in files.enumerated() where rank[file.path] == nil {
      rank[file.path] = index + 1
    }
    return diagnostics.enumerated().sorted { left, right in
      let (first, second) = (left.element.place, right.element.place)
      return (rank[first.file] ?? 0, first.line, first.column, left.offset)
        < (rank[second.file] ?? 0, second.line, second.column, right.offset)
    }.map(\.element)
  }
}
