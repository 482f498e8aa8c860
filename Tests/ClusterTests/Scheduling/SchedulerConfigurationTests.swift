// SPDX-License-Identifier: Apache-2.0

import Cluster
import Manifests
import Testing

struct SchedulerConfigurationTests {
  private func read(_ text: String) -> (configuration: SchedulerConfiguration, faults: [String]) {
    let faults = Diagnostics()
    let documents = DocumentReader.read(Array(text.utf8), file: "config.yaml", into: faults)
    let reader = ObjectReader(documents[0], file: "config.yaml", diagnostics: faults)
    let configuration = SchedulerConfiguration(reading: reader)
    return (
      configuration,
      faults.all.map { "\($0.line): \($0.message)\($0.hint.map { " | \($0)" } ?? "")" }
    )
  }

  private let head = """
    apiVersion: kubescheduler.config.k8s.io/v1
    kind: KubeSchedulerConfiguration

    """

  @Test func `an empty configuration is the default profile`() {
    let (configuration, faults) = read(head)
    #expect(faults.isEmpty)
    #expect(configuration.profiles.count == 1)
    #expect(
      configuration.profiles[0].filters.map(\.name) == [
        "NodeUnschedulable", "NodeName", "TaintToleration", "NodeAffinity", "NodePorts",
        "NodeResourcesFit", "PodTopologySpread", "InterPodAffinity",
      ])
    let weights = configuration.profiles[0].scores.map { "\($0.plugin.name) \($0.weight)" }
    #expect(
      weights.sorted() == [
        "ImageLocality 1", "InterPodAffinity 2", "NodeAffinity 2",
        "NodeResourcesBalancedAllocation 1", "NodeResourcesFit 1", "PodTopologySpread 2",
        "TaintToleration 3",
      ])
  }

  @Test func `plugins are disabled and weighed per profile`() {
    let (configuration, faults) = read(
      head + """
        percentageOfNodesToScore: 30
        profiles:
          - schedulerName: packing
            plugins:
              score:
                disabled: [{name: "*"}]
                enabled: [{name: NodeResourcesFit, weight: 5}]
              postFilter:
                disabled: [{name: DefaultPreemption}]
            pluginConfig:
              - name: NodeResourcesFit
                args:
                  scoringStrategy: {type: MostAllocated, resources: [{name: cpu, weight: 3}]}
          - schedulerName: default-scheduler
        """)
    #expect(faults.isEmpty)
    #expect(configuration.profiles.map(\.schedulerName) == ["packing", "default-scheduler"])
    let packing = configuration.profiles[0]
    #expect(packing.scores.map { "\($0.plugin.name) \($0.weight)" } == ["NodeResourcesFit 5"])
    #expect(packing.filters.count == 8)
    #expect(!packing.preempts)
    #expect(packing.percentageOfNodesToScore == 30)
    #expect(configuration.profiles[1].preempts)
  }

  @Test func `a misspelled plugin is an error with the right name`() {
    let (_, faults) = read(
      head + """
        profiles:
          - plugins:
              score:
                enabled: [{name: NodeResourceFit}]
        """)
    #expect(faults.count == 1)
    #expect(faults[0].contains("NodeResourcesFit"))
  }

  @Test func `arguments out of bounds and unknown keys are refused with their lines`() {
    let (_, faults) = read(
      head + """
        profiles:
          - pluginConfig:
              - name: InterPodAffinity
                args: {hardPodAffinityWeight: 101}
              - name: PodTopologySpread
                args: {defaultingTyp: List}
        """)
    #expect(faults.count == 2)
    #expect(faults[0].hasPrefix("6: ") || faults[0].hasPrefix("5: "))
    #expect(faults[1].contains("defaultingType"))
  }

  @Test func `two profiles of one name are refused`() {
    let (_, faults) = read(head + "profiles: [{schedulerName: a}, {schedulerName: a}]\n")
    #expect(faults.count == 1)
  }
}
