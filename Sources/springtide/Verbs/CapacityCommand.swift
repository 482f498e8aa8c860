// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Cluster
import Manifests
import Planner

/// The verb `capacity`.
struct CapacityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "capacity",
    abstract: "Tell how many more pods of a kind fit, where, and what stops the next one.",
    discussion: """
      The scheduler itself places one pod after the other until it finds no node. Pods of the \
      cluster that wait come first. With several kinds each is counted alone, and then all \
      together: one pod of each in turn until none of any kind fits.
      """)

  @OptionGroup var objects: ObjectOptions

  @Option(
    help: ArgumentHelp(
      "A file with a Pod, or a workload whose template is taken; may be given again.",
      valueName: "file"))
  var pod: [String]

  @Option(help: "Prefer empty nodes (spread, as the default scheduler) or full ones (pack).")
  var strategy: CapacityStrategy?

  @Option(help: ArgumentHelp("Stop at so many pods of each kind.", valueName: "count"))
  var limit: Int?

  @Flag(help: "Count by zone rather than by node.")
  var zones = false

  @Flag(help: "Print long lists whole.")
  var all = false

  @Option(name: .shortAndLong, help: "How to print.")
  var output = TableOrJSON.table

  func validate() throws {
    if strategy != nil, objects.schedulerConfig != nil {
      throw ValidationError("--strategy and --scheduler-config exclude each other")
    }
    if let limit, !(1...CapacityEstimate.mostPods).contains(limit) {
      throw ValidationError("--limit: expected 1 to \(CapacityEstimate.mostPods), found \(limit)")
    }
  }

  func run() throws {
    let input = try objects.load(profile: (strategy ?? .spread).profile)
    let faults = Diagnostics()
    let kinds = pod.flatMap { CapacitySpecification.read(path: $0, into: faults) }
    try ObjectOptions.tell(faults.all)
    var estimate = CapacityEstimate(input, specifications: kinds, limit: limit)
    for kind in kinds {
      if let objection = estimate.objection(to: kind) { throw CommandFailure.badInput(objection) }
    }
    let alone = estimate.alone()
    let mixed = kinds.count > 1 ? estimate.mixed() : []
    switch output {
    case .table:
      let text = CapacityText(
        alone: alone, mixed: mixed, waiting: estimate.waitingCount, byZone: zones, isWhole: all)
      try DataOutput.print(text.lines().joined(separator: "\n") + "\n")
    case .json:
      let name = objects.schedulerConfig == nil ? (strategy ?? .spread).rawValue : "configured"
      let document = CapacityDocument.value(
        alone: alone, mixed: mixed, strategy: name, waiting: estimate.waitingCount,
        version: Version.json)
      try DataOutput.print(document.jsonLines + "\n")
    }
  }
}

extension CapacityStrategy: ExpressibleByArgument {}
