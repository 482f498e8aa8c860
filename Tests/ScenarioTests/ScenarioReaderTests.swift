// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Foundation
import Manifests
import Scenario
import Testing

@Suite struct ScenarioReaderTests {
  private func festival() throws -> Scenario {
    let folder = try ScenarioFolder()
    let result = folder.read()
    #expect(result.diagnostics.isEmpty)
    return try #require(result.scenario)
  }

  private let feed = WorkloadReference(kind: "Deployment", name: "feed")

  @Test func `the frame of a scenario is read`() throws {
    let scenario = try festival()
    #expect(scenario.name == "festival")
    #expect(scenario.description == "One evening.")
    #expect(scenario.seed == 20_190_204)
    #expect(scenario.start == WallClock(unixSeconds: 1_549_274_400, utcOffsetSeconds: 28_800))
    #expect(scenario.duration == .hours(8))
    #expect(scenario.sampleInterval == .seconds(30))
    #expect(scenario.trafficStep == .milliseconds(500))
  }

  @Test func `pools take pods from the kubelet and allocatable from the capacity`() throws {
    let pools = try festival().cluster.nodePools
    try #require(pools.count == 2)
    #expect(pools[0].capacity["pods"] == Quantity(110))
    #expect(pools[1].capacity["pods"] == Quantity(50))
    #expect(pools[0].allocatable.cpuMillis == 47_500)
    #expect(pools[0].allocatable.memoryBytes == 192 << 30)
    #expect(pools[0].allocatable["nvidia.com/gpu"] == Quantity(8))
    #expect(pools[1].allocatable == pools[1].capacity)
    #expect(pools[0].zones == ["a", "b"])
    #expect(pools[0].labels == ["tier": "online", "example.com/disk": "ssd"])
    #expect(
      pools[0].taints == [Taint(key: "dedicated", value: "online", effect: .noSchedule)])
  }

  @Test func `control plane, kubelet and registry keep the defaults that are not given`() throws {
    let cluster = try festival().cluster
    #expect(cluster.controlPlane.controllerManager == .init(qps: 100, burst: 30))
    #expect(cluster.controlPlane.scheduler == .init(qps: 50, burst: 100))
    #expect(cluster.controlPlane.apiLatency == .milliseconds(2))
    #expect(
      cluster.kubelet.sandbox == DurationSpread(median: .milliseconds(400), p99: .seconds(2)))
    #expect(cluster.kubelet.containerStart.sigma == 0)
    #expect(cluster.kubelet.pullBytesPerSecond == 312_500_000)
    #expect(cluster.registry.bytesPerSecond == 500_000_000)
  }

  @Test func `behavior is read`() throws {
    let behavior = try #require(try festival().behavior.first)
    #expect(behavior.target == feed)
    #expect(behavior.startup.imageBytes == 300 << 20)
    #expect(behavior.startup.warmUpFactor == 3)
    #expect(behavior.startup.warmUpTime == .seconds(20))
    #expect(behavior.request?.cpu == .milliseconds(5))
    #expect(behavior.request?.concurrency == 64)
    #expect(behavior.request?.cpuSpread == 1)
    #expect(behavior.idleCPUCores == 0.05)
  }

  @Test func `the parts of a rate are read`() throws {
    let rate = try #require(try festival().traffic.first).rate
    #expect(rate.constant == 5)
    #expect(rate.points.map(\.at.microseconds) == [0, 7_200_000_000])
    #expect(rate.daily == .init(low: 10, high: 50, peakSecondOfDay: 73_800))
    #expect(rate.bursts.map(\.at.microseconds) == [21_630_000_000])
    #expect(rate.bursts.map(\.decay) == [.seconds(180)])
    #expect(rate.recording?.path == "data/peak.csv")
  }

  @Test func `the timeline is read in the order of the file`() throws {
    let timeline = try festival().timeline
    #expect(timeline.map(\.at.microseconds.seconds) == [7200, 9000, 10_800, 21_600, 25_200])
    try #require(timeline.count == 5)
    guard case .apply(let set) = timeline[0].action else { throw Mistake(description: "apply") }
    #expect(set.items.map(\.kind) == ["Deployment"])
    guard case .failNodes("online", 5, let back) = timeline[1].action else {
      throw Mistake(description: "failNodes")
    }
    #expect(back == .minutes(20))
    guard case .restoreNodes("online", 2) = timeline[2].action else {
      throw Mistake(description: "restoreNodes")
    }
    guard case .scale(feed, 12) = timeline[3].action else { throw Mistake(description: "scale") }
    guard case .restart(let target) = timeline[4].action else {
      throw Mistake(description: "restart")
    }
    #expect(target.description == "StatefulSet/data/store")
  }

  @Test func `objectives are read`() throws {
    let objective = try #require(try festival().objectives.first)
    #expect(objective.latency.map(\.quantile) == [0.5, 0.99])
    #expect(objective.latency.map(\.bound) == [.milliseconds(20), .milliseconds(200)])
    #expect(objective.errorRatio == 0.001)
    #expect(objective.window == .minutes(1))
  }

  @Test func `a minimal scenario has the defaults`() throws {
    let result = try ScenarioFolder().read("minimal.yaml")
    let scenario = try #require(result.scenario)
    #expect(scenario.seed == 1)
    #expect(scenario.sampleInterval == .seconds(15))
    #expect(scenario.cluster.controlPlane == ControlPlaneBlock())
    #expect(scenario.cluster.kubelet == KubeletBlock())
    #expect(scenario.cluster.registry == RegistryBlock())
    #expect(scenario.cluster.objects.items.isEmpty)
    #expect(scenario.behavior.isEmpty && scenario.traffic.isEmpty && scenario.timeline.isEmpty)
  }

  @Test func `the ideal profile can be corrected key by key`() throws {
    let folder = try ScenarioFolder()
    let base = "spec.clusters[0].controlPlane."
    let result = folder.read(
      "minimal.yaml",
      set: [base + "profile=ideal", base + "scheduler.qps=7", base + "scheduler.burst=9"])
    var expected = ControlPlaneBlock.ideal
    expected.scheduler = .init(qps: 7, burst: 9)
    #expect(result.scenario?.cluster.controlPlane == expected)
    #expect(expected.controllerManager.qps == 0)
    #expect(expected.hpaSyncPeriod == .seconds(15))
  }

  @Test func `skipped kinds and files are listed`() throws {
    let folder = try ScenarioFolder()
    let result = folder.read()
    #expect(result.manifests.skipped.map(\.name) == ["feed-secret"])
    #expect(
      result.files.map { $0.path.replacing(folder.path, with: "") } == [
        "scenario.yaml", "manifests/feed/extras.yaml", "manifests/feed/feed.yaml",
        "data/peak.csv", "manifests/feed-v2.yaml",
      ])
    #expect(result.files.map(\.role) == [.scenario, .manifest, .manifest, .curve, .manifest])
  }

  @Test func `the hash depends on every input byte and on nothing else`() throws {
    let (first, second) = (try ScenarioFolder(), try ScenarioFolder())
    let hash = first.read().inputHash
    #expect(hash.count == 16)
    #expect(second.read().inputHash == hash)
    #expect(first.read(set: ["spec.seed=7"]).inputHash != hash)
    for name in ["scenario.yaml", "manifests/feed/extras.yaml", "data/peak.csv"] {
      let text = try second.text(name)
      try second.write(text + "\n", to: name)
      #expect(second.read().inputHash != hash)
      try second.write(text, to: name)
    }
    #expect(second.read().inputHash == hash)
  }

  @Test func `a document is told from a manifest`() throws {
    let documents = DocumentReader.read(
      Array("{apiVersion: springtide.dev/v1alpha1, kind: Scenario}".utf8), file: "a.yaml",
      into: Diagnostics())
    #expect(documents.map(ScenarioReader.isScenario) == [true])
    let manifest = DocumentReader.read(
      Array("{apiVersion: v1, kind: Pod}".utf8), file: "a.yaml", into: Diagnostics())
    #expect(manifest.map(ScenarioReader.isScenario) == [false])
  }
}

extension Int64 {
  /// Whole seconds of microseconds.
  fileprivate var seconds: Int64 { self / 1_000_000 }
}
