// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Cluster
import Manifests
import Planner

/// Which objects a one-shot verb is about, and with which scheduler.
struct ObjectOptions: ParsableArguments {
  @Option(
    name: [.customShort("f"), .customLong("filename")], parsing: .upToNextOption,
    help: ArgumentHelp(
      "Files or folders of nodes, pods, workloads, services, budgets and the like; may be given again.",
      valueName: "file"))
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "A KubeSchedulerConfiguration; the default is that of Kubernetes 1.36.",
      valueName: "file"))
  var schedulerConfig: String?

  /// Reads everything; all faults are told at once.
  func load(profile: SchedulerProfile = .standard) throws(CommandFailure) -> ScheduleInput {
    let faults = Diagnostics()
    let profiles =
      schedulerConfig.map { ConfigurationFile.read(path: $0, into: faults).profiles } ?? [profile]
    let input = ScheduleInput(paths: files, profiles: profiles)
    try Self.tell(faults.all + input.diagnostics)
    if input.nodes.isEmpty { Console.warning("there are no nodes in the files") }
    return input
  }

  /// Prints faults and warnings; errors end the verb.
  static func tell(_ diagnostics: [Diagnostic]) throws(CommandFailure) {
    for diagnostic in diagnostics { Console.note(RunText.plainLines(diagnostic.description)) }
    let count = diagnostics.count { $0.severity == .error }
    if count > 0 { throw .badInput("\(FaultCount.text(count)), nothing was scheduled") }
  }
}
