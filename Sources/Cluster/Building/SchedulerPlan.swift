// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// The schedulers that a scenario asks for.
enum SchedulerPlan {
  /// The configuration of a block; one with faults is as far as it could be read.
  static func configuration(of block: SchedulerBlock) -> SchedulerConfiguration {
    read(block, into: Diagnostics())
  }

  /// The faults of a block's configuration.
  static func faults(of block: SchedulerBlock) -> [Diagnostic] {
    let diagnostics = Diagnostics()
    let profiles = read(block, into: diagnostics).profiles
    if let file = block.configuration?.file, block.ties != .sample,
      profiles.contains(where: { $0.percentageOfNodesToScore % 100 != 0 })
    {
      diagnostics.report(
        Diagnostic(
          .warning, at: SourcePlace(file: file), path: "percentageOfNodesToScore",
          found: "all nodes are looked at with ties: \(block.ties.rawValue)",
          hint: "ties: sample looks at a share of the nodes"))
    }
    return diagnostics.all
  }

  private static func read(
    _ block: SchedulerBlock, into diagnostics: Diagnostics
  ) -> SchedulerConfiguration {
    guard let configuration = block.configuration else { return SchedulerConfiguration() }
    return SchedulerConfiguration(
      reading: ObjectReader(
        configuration.document, file: configuration.file, diagnostics: diagnostics))
  }

  /// A scheduler for each profile and the queue that they share.
  static func make(
    _ block: SchedulerBlock
  ) -> (schedulers: [Scheduler], queue: SchedulingQueue<PodState>) {
    let configuration = configuration(of: block)
    let schedulers = configuration.profiles.map { profile in
      let tieBreak: TieBreak =
        switch block.ties {
        case .draw: .draw
        case .smallestName: .smallestName
        case .sample: .sample(percentageOfNodesToScore: profile.percentageOfNodesToScore)
        }
      return Scheduler(profile: profile, tieBreak: tieBreak)
    }
    var times = SchedulingQueue<PodState>.Configuration()
    times.initialBackoff = .seconds(configuration.initialBackoffSeconds)
    times.greatestBackoff = .seconds(configuration.greatestBackoffSeconds)
    return (schedulers, SchedulingQueue(configuration: times))
  }

  /// Tells of pods that no scheduler takes.
  static func faults(
    of spec: PodSpec, _ item: ManifestSet.Item, profiles: [String]
  ) -> [Diagnostic] {
    guard !profiles.contains(spec.schedulerName) else { return [] }
    return [
      Diagnostic(
        .warning, at: item.place, path: "spec.template.spec.schedulerName",
        found: "no scheduler profile is named \"\(spec.schedulerName)\"",
        hint: didYouMean(spec.schedulerName, in: profiles)
          ?? "its pods stay pending; scheduler.config of the cluster can name profiles")
    ]
  }
}
