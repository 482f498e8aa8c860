// SPDX-License-Identifier: Apache-2.0

import Cluster
import Manifests
import Scenario

/// What `validate` finds in one file or folder.
struct InputCheck {
  let path: String
  private(set) var diagnostics: [Diagnostic]
  private(set) var skipped: [ManifestSet.Skipped]
  /// The number of objects that were understood.
  private(set) var objectCount: Int

  /// Reads a scenario with all that it refers to, or manifests.
  init(path: String) {
    self.path = path
    if Self.isScenario(path) {
      let reading = ScenarioReader.read(path: path)
      diagnostics = reading.diagnostics
      skipped = reading.manifests.skipped
      objectCount = reading.manifests.items.count
      if let scenario = reading.scenario { diagnostics += Simulation.check(scenario) }
    } else {
      let set = ManifestReader.read(path: path)
      diagnostics = set.diagnostics
      skipped = set.skipped
      objectCount = set.items.count
    }
  }

  /// Whether the first document of a file is a scenario; a file that cannot be read is not, and
  /// reading it as manifests tells why.
  private static func isScenario(_ path: String) -> Bool {
    let ignored = Diagnostics()
    let limits = ManifestLimits()
    guard let bytes = ManifestReader.bytes(ofFile: path, limits: limits, into: ignored) else {
      return false
    }
    let documents = DocumentReader.read(bytes, file: path, limits: limits, into: ignored)
    return documents.first.map(ScenarioReader.isScenario) ?? false
  }

  var errorCount: Int { diagnostics.count { $0.severity == .error } }
  var warningCount: Int { diagnostics.count - errorCount }

  /// The faults, what is skipped, and a line that counts them.
  func lines() -> [String] {
    let skippedLines = skipped.map { one in
      let name = one.namespace.isEmpty ? one.name : "\(one.namespace)/\(one.name)"
      return "\(one.place): skipped: \(one.apiVersion) \(one.kind) \(name) is not simulated"
    }
    return (diagnostics.map(\.description) + skippedLines).map(RunText.plainLines)
      + ["\(path): \(counts)"]
  }

  private var counts: String {
    let objects = objectCount == 1 ? "1 object" : "\(objectCount) objects"
    let warnings = warningCount == 1 ? "1 warning" : "\(warningCount) warnings"
    return "\(objects), \(skipped.count) skipped, \(FaultCount.text(errorCount)), \(warnings)"
  }

  /// The closing line over all files.
  static func verdict(_ checks: [InputCheck]) -> String {
    let faults = checks.reduce(0) { $0 + $1.errorCount }
    let files = checks.count == 1 ? "1 input" : "\(checks.count) inputs"
    return "\(files), \(FaultCount.text(faults))"
  }

  /// The checks as JSON.
  struct Document: Encodable {
    var version = Version.json
    var kind = "ValidationList"
    var inputs: [Input]

    init(_ checks: [InputCheck]) {
      inputs = checks.map { check in
        Input(
          path: check.path, objects: check.objectCount, errors: check.errorCount,
          faults: check.diagnostics.map(Fault.init), skipped: check.skipped.map(Skip.init))
      }
    }

    struct Input: Encodable {
      var path: String
      var objects: Int
      var errors: Int
      var faults: [Fault]
      var skipped: [Skip]
    }

    struct Fault: Encodable {
      var severity: String
      var file: String
      var line: Int
      var column: Int
      var path: String
      var found: String
      var expected: String?
      var hint: String?

      init(_ diagnostic: Diagnostic) {
        severity = diagnostic.severity.rawValue
        file = diagnostic.file
        line = diagnostic.line
        column = diagnostic.column
        path = diagnostic.path
        found = diagnostic.found
        expected = diagnostic.expected
        hint = diagnostic.hint
      }
    }

    struct Skip: Encodable {
      var file: String
      var line: Int
      var column: Int
      var apiVersion: String
      var kind: String
      var name: String
      var namespace: String

      init(_ skipped: ManifestSet.Skipped) {
        file = skipped.place.file
        line = skipped.place.line
        column = skipped.place.column
        apiVersion = skipped.apiVersion
        kind = skipped.kind
        name = skipped.name
        namespace = skipped.namespace
      }
    }
  }
}
