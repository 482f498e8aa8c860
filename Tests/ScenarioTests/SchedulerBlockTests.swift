// SPDX-License-Identifier: Apache-2.0

import Manifests
import Scenario
import Testing

/// The block `scheduler` of a cluster.
@Suite struct SchedulerBlockTests {
  private static let configuration = """
    apiVersion: kubescheduler.config.k8s.io/v1
    kind: KubeSchedulerConfiguration
    podMaxBackoffSeconds: 20

    """

  /// The fixture with a scheduler block and a file for it.
  private func folder(_ block: String, file: String = configuration) throws -> ScenarioFolder {
    let folder = try ScenarioFolder()
    try folder.write(file, to: "scheduler.yaml")
    try folder.replace(
      "      controlPlane:", with: "      scheduler: \(block)\n      controlPlane:")
    return folder
  }

  @Test func `without the block ties are drawn and the profile is the default one`() throws {
    let cluster = try #require(try ScenarioFolder().read().scenario).cluster
    #expect(cluster.scheduler.configuration == nil)
    #expect(cluster.scheduler.ties == .draw)
  }

  @Test func `a configuration is found beside the scenario and is part of its fingerprint`() throws
  {
    let folder = try folder("{config: scheduler.yaml, ties: sample}")
    let result = folder.read()
    let scheduler = try #require(result.scenario).cluster.scheduler
    #expect(scheduler.ties == .sample)
    #expect(scheduler.configuration?.file == folder.path + "scheduler.yaml")
    #expect(scheduler.configuration?.document["podMaxBackoffSeconds"]?.mark.line == 3)
    #expect(result.files.contains { $0.role == .schedulerConfiguration })
    try folder.write(Self.configuration + "\n", to: "scheduler.yaml")
    #expect(folder.read().inputHash != result.inputHash)
  }

  @Test func `a missing file and an unknown rule are told together`() throws {
    let folder = try folder("{config: shceduler.yaml, ties: smalestName}")
    let faults = folder.faults(folder.read())
    #expect(faults.count == 2)
    #expect(
      faults.contains { $0.contains("scheduler.config") && $0.contains("a file that exists") })
    #expect(faults.contains { $0.contains("one of draw, smallestName, sample") })
  }

  @Test func `a file of two documents or of broken YAML is refused`() throws {
    let two = try folder(
      "{config: scheduler.yaml}", file: Self.configuration + "---\nkind: Other\n")
    #expect(two.faults(two.read()).contains { $0.contains("one document, not 2") })
    let broken = try folder("{config: scheduler.yaml}", file: "kind: [\n")
    #expect(broken.faults(broken.read()).contains { $0.hasPrefix("scheduler.yaml:") })
  }

  @Test func `gates are removed by an entry of the timeline`() throws {
    let folder = try ScenarioFolder()
    try folder.replace(
      "  timeline:\n",
      with: "  timeline:\n    - {at: 90m, removeSchedulingGates: "
        + "{target: {kind: Deployment, name: feed}}}\n")
    let timeline = try #require(folder.read().scenario).timeline
    let targets = timeline.compactMap { entry -> String? in
      guard case .removeSchedulingGates(let target) = entry.action else { return nil }
      return target.name
    }
    #expect(targets == ["feed"])
  }
}
