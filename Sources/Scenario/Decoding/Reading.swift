// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// One reading of one scenario: the place in the file, the faults, and what later keys need.
///
/// A class, because forms are closures that share it; it lives on one thread during one reading.
final class Reading {
  /// A name in the scenario that must exist elsewhere, checked when everything is read.
  struct Mention<Name> {
    var name: Name
    var path: String
    var place: SourcePlace
  }

  /// The faults so far.
  let diagnostics = Diagnostics()
  /// The files that the scenario refers to.
  let inputs: InputFiles
  /// The overrides whose values carry negative lines; see `Override`.
  let overrides: [Override]

  /// The instant of simulated time zero, once it is read.
  var start: WallClock?
  /// The length of the run, once it is read.
  var duration: SimulationDuration?
  /// Workloads that must exist among the manifests.
  var workloads: [Mention<WorkloadReference>] = []
  /// Node pools that must exist, with the nodes that they must have.
  var pools: [Mention<(pool: String, count: Int)>] = []
  /// Zones that must have nodes.
  var zones: [Mention<String>] = []
  /// The pools and their nodes so far.
  var poolCounts: [String: Int] = [:]
  /// The pool whose name was read last, with the path of its block.
  var lastPool: (name: String, path: String)?
  /// The nodes of all pools so far.
  var nodeCount = 0
  /// The ConfigMaps that the scenario names.
  var configMaps: [Mention<String>] = []
  /// The lists of the scenario with the workloads that have an entry there.
  var owners: Set<String> = []
  /// All manifests that were read, also those that the timeline applies.
  var manifests = ManifestSet()
  /// The files and folders of manifests that could not be read.
  var missingManifests = 0

  /// Values that could not be read because an earlier value is missing, which has its own fault.
  var unresolvedCount = 0

  private var path = ""

  init(inputs: InputFiles, overrides: [Override] = []) {
    self.inputs = inputs
    self.overrides = overrides
  }

  // MARK: Places and faults

  /// The path of a key of the mapping that is being read, or of that mapping itself.
  func path(of key: String? = nil) -> String {
    guard let key else { return path }
    return path.isEmpty || key.hasPrefix("[") ? path + key : path + "." + key
  }

  /// The path of the mapping that holds the key that is being read.
  var parentPath: String {
    path.lastIndex(of: ".").map { String(path[..<$0]) } ?? ""
  }

  /// How many values could not be read so far.
  var failureCount: Int { diagnostics.errorCount + unresolvedCount }

  /// Does something one step deeper in the file.
  func within<Result>(_ step: String, _ body: () -> Result) -> Result {
    let outer = path
    path = path(of: step)
    defer { path = outer }
    return body()
  }

  /// The place of a mark: in the scenario file or in an override.
  func place(_ mark: Mark) -> SourcePlace {
    guard mark.line < 0 else { return SourcePlace(file: inputs.scenarioPath, mark: mark) }
    return overrides[Int(-mark.line) - 1].place(column: Int(mark.column))
  }

  /// A name with the path and place at which it stands.
  func mention<Name>(_ name: Name, at value: Value) -> Mention<Name> {
    Mention(name: name, path: path, place: place(value.mark))
  }

  /// Reports a fault of a value.
  func report(
    _ value: Value, key: String? = nil, found: String? = nil, expected: String? = nil,
    hint: String? = nil
  ) {
    report(
      .error, value.mark, key, found: found ?? "found " + value.summary, expected: expected,
      hint: hint)
  }

  /// Reports a fault or warning at a mark.
  func report(
    _ severity: Diagnostic.Severity, _ mark: Mark, _ key: String?, found: String,
    expected: String? = nil, hint: String? = nil
  ) {
    diagnostics.report(
      Diagnostic(
        severity, at: place(mark), path: path(of: key), found: found, expected: expected,
        hint: hint))
  }
}
