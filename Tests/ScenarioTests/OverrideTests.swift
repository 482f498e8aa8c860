// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario
import Testing

@Suite struct OverrideTests {
  @Test func `an override takes the place of a value`() throws {
    let result = try ScenarioFolder().read(set: [
      "spec.seed=7", "spec.clusters[0].nodePools[1].count=500", "spec.clusters[0].name=south",
      "spec.traffic[0].rate.bursts[0].times=2", "metadata.description='a = b'",
    ])
    let scenario = try #require(result.scenario)
    #expect(scenario.seed == 7)
    #expect(scenario.cluster.nodePools.map(\.count) == [30, 500])
    #expect(scenario.cluster.name == "south")
    #expect(scenario.traffic.first?.rate.bursts.map(\.times) == [2])
    #expect(scenario.description == "a = b")
  }

  @Test func `an override makes the blocks above it`() throws {
    let result = try ScenarioFolder().read(
      "minimal.yaml",
      set: [
        "spec.sampling.interval=1m", "spec.clusters[0].kubelet.sandbox.median=1s",
        "spec.clusters[0].kubelet.sandbox.p99=2s",
      ])
    let scenario = try #require(result.scenario)
    #expect(scenario.sampleInterval == .minutes(1))
    #expect(
      scenario.cluster.kubelet.sandbox == DurationSpread(median: .seconds(1), p99: .seconds(2)))
  }

  @Test func `a later override wins and a null gives the default back`() throws {
    let folder = try ScenarioFolder()
    #expect(folder.read(set: ["spec.seed=1", "spec.seed=2"]).scenario?.seed == 2)
    #expect(folder.read(set: ["spec.trafficStep="]).scenario?.trafficStep == .seconds(1))
  }

  @Test func `keys with dots are set bare, in brackets or with a list`() throws {
    let labels = "spec.clusters[0].nodePools[0].template.labels"
    let result = try ScenarioFolder().read(set: [
      labels + ".example.com/disk=hdd", labels + "[\"example.com/rack\"]=r1",
      "spec.clusters[0].nodePools[0].zones=[x, z]",
      "spec.clusters[0].nodePools[0].template.capacity.example.com/fpga=4",
    ])
    let pool = try #require(result.scenario?.cluster.nodePools.first)
    #expect(pool.labels == ["tier": "online", "example.com/disk": "hdd", "example.com/rack": "r1"])
    #expect(pool.zones == ["x", "z"])
    #expect(pool.allocatable["example.com/fpga"] == Quantity(4))
  }

  /// An override and what is said of it.
  @Test(
    arguments: [
      ("spec.duratoin=1h", "spec.duratoin: unknown field", "did you mean \"duration\"?"),
      ("spec", "no = in the override, expected path=value", nil),
      ("=1h", "found a path that cannot be read, expected one such as spec.clusters[0].name", nil),
      (
        "spec..seed=1",
        "found a path that cannot be read, expected one such as spec.clusters[0].name", nil
      ),
      (
        "spec.clusters[x]=1",
        "found a path that cannot be read, expected one such as spec.clusters[0].name", nil
      ),
      (
        "spec.clusters[7].name=a",
        "spec.clusters: found index 7, expected an index of a list of 1 items", nil
      ),
      (
        "spec.clusters.name=a", "spec.clusters: found key \"name\", expected an index such as [0]",
        nil
      ),
      ("spec.seed.value=1", "spec.seed: found key \"value\", expected no further key", nil),
      ("spec[0]=1", "spec: found an index, expected a key: this is no list", nil),
      ("spec.sampling=1", "spec.sampling: names a block, expected one of its keys: interval", nil),
      ("spec.seed=[1", "found a value that is no YAML", nil),
    ] as [(String, String, String?)])
  func `a wrong override is refused`(_ text: String, _ message: String, _ hint: String?) throws {
    let result = try ScenarioFolder().read(set: [text])
    #expect(result.scenario == nil)
    let fault = try #require(result.diagnostics.first)
    #expect(result.diagnostics.count == 1)
    #expect(fault.message.hasPrefix(message))
    #expect(fault.hint == hint)
    #expect(fault.description.hasPrefix("--set \(text):1:"))
  }

  @Test func `a fault behind an override is told at the override`() throws {
    let result = try ScenarioFolder().read(set: ["spec.timeline[1].failNodes.pool=onlne"])
    #expect(
      result.diagnostics.map(\.description) == [
        """
        --set spec.timeline[1].failNodes.pool=onlne:1:33: error: spec.timeline[1].failNodes.pool: \
        no node pool "onlne", expected one of batch, online
            hint: did you mean "online"?
        """
      ])
  }
}
