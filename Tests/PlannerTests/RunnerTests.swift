// SPDX-License-Identifier: Apache-2.0

import Foundation
import MetricStore
import Metrics
import Planner
import Scenario
import Testing

/// Runs of a small scenario through the planner, without the command.
struct RunnerTests {
  private static let manifest = """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      replicas: 3
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec:
          containers: [{name: web, image: web, resources: {requests: {cpu: 500m}}}]
    """

  private static let text = """
    apiVersion: springtide.dev/v1alpha1
    kind: Scenario
    metadata: {name: planned}
    spec:
      start: "2024-01-01T00:00:00Z"
      duration: 20m
      clusters:
        - name: one
          nodePools: [{name: all, count: 2, template: {capacity: {cpu: 4, memory: 8Gi, pods: 20}}}]
          manifests: [web.yaml]
      behavior:
        - {target: {kind: Deployment, name: web}, request: {cpu: 2ms}}
      traffic:
        - {target: {kind: Deployment, name: web}, rate: {constant: 30}}
      timeline:
        - {at: 12m30s, scale: {target: {kind: Deployment, name: web}, replicas: 5}}
    """

  private func plan(
    overrides: [String] = [], audits: Bool = false, repeats: Bool = false
  ) throws -> RunPlan {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("springtide-planner-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(Self.manifest.utf8).write(to: folder.appendingPathComponent("web.yaml"))
    let file = folder.appendingPathComponent("planned.yaml")
    try Data(Self.text.utf8).write(to: file)
    let result = ScenarioReader.read(path: file.path, overrides: overrides.map { Override($0) })
    let scenario = try #require(result.scenario, "\(result.diagnostics)")
    return RunPlan(
      scenario, inputHash: result.inputHash, version: "1", overrides: overrides, audits: audits,
      repeats: repeats)
  }

  private func withStore(_ body: (RunStore) throws -> Void) throws {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("springtide-planner-\(UUID().uuidString).sqlite")
    defer { try? FileManager.default.removeItem(at: file) }
    try body(RunStore(path: file.path))
  }

  @Test func `the header tells what the scenario says`() throws {
    let header = try plan(overrides: ["spec.seed=5"]).header
    #expect(header.scenario == "planned")
    #expect(header.seed == 5)
    #expect(header.startUnixSeconds == 1_704_067_200)
    #expect(header.durationMicroseconds == 1_200_000_000)
    #expect(header.overrides == ["spec.seed=5"])
  }

  @Test func `a run is stored whole and marked as complete`() throws {
    try withStore { store in
      let result = try Runner().run(plan(), into: store)
      let id = try #require(result.run)
      let record = try store.reader.run(id)
      #expect(record.status == .complete)
      #expect(record.digest == result.outcome.digest)
      #expect(record.eventCount == result.outcome.eventCount)
      #expect(try store.reader.summary(of: id) == result.outcome.summary)
      let series = try store.reader.series(of: id)
      let ordinal = try #require(
        series.firstIndex { $0.metric.name == "kube_deployment_spec_replicas" })
      let chunks = try store.reader.samples(of: id, series: ordinal)
      #expect(chunks.count == 1, "slices leave no seams")
      #expect(chunks[0].values.first == 3)
      #expect(chunks[0].values.last == 5)
      #expect(chunks[0].values.count >= 80)
      #expect(try store.reader.pods(of: id).count == 5)
    }
  }

  @Test func `the length of the slices has no influence on what is stored`() throws {
    try withStore { store in
      var contents: [[[SampleChunk]]] = []
      var outcomes: [RunOutcome] = []
      for slice in [1_000_000, 7_300_001, 600_000_000] as [Int64] {
        let result = try Runner(sliceMicroseconds: slice).run(plan(), into: store)
        let id = try #require(result.run)
        outcomes.append(result.outcome)
        contents.append(
          try store.reader.series(of: id).indices.map {
            try store.reader.samples(of: id, series: $0).map(\.comparable)
          })
      }
      #expect(outcomes[0] == outcomes[1] && outcomes[1] == outcomes[2])
      #expect(contents[0] == contents[1] && contents[1] == contents[2])
    }
  }

  @Test func `without a store the outcome is the same`() throws {
    let bare = try Runner().run(plan())
    #expect(bare.run == nil)
    try withStore { store in
      let stored = try Runner().run(plan(), into: store)
      #expect(stored.outcome == bare.outcome)
    }
  }

  @Test func `progress goes from the first slice to the end`() throws {
    var seen: [RunProgress] = []
    let result = try Runner().run(plan()) { seen.append($0) }
    #expect(seen.count >= 100)
    #expect(zip(seen, seen.dropFirst()).allSatisfy { $0.nowMicroseconds < $1.nowMicroseconds })
    #expect(seen.last?.share == 1)
    #expect(seen.last?.eventCount == result.outcome.eventCount)
  }

  @Test func `an audited run and its twin are sound`() throws {
    let plain = try Runner().run(plan())
    let watched = try Runner().run(plan(audits: true, repeats: true))
    #expect(watched.outcome == plain.outcome)
  }

  @Test func `a twin that scales at another time is caught within a second`() throws {
    var twins = try plan(repeats: true)
    let late = "spec.timeline[0].at=12m40s"
    twins.twin = try plan(overrides: [late]).scenario
    let fault = #expect(throws: RunFault.self) { try Runner().run(twins) }
    guard case .diverged(let divergence) = fault else {
      Issue.record("expected a divergence, found \(String(describing: fault))")
      return
    }
    let scaled: Int64 = 750_000_000
    #expect(divergence.differentAtMicroseconds >= scaled)
    #expect(divergence.equalAtMicroseconds < scaled + 1_000_000)
    #expect(divergence.differentAtMicroseconds - divergence.equalAtMicroseconds <= 1_000_000)
    #expect(divergence.firstDigest != divergence.secondDigest)
  }

  @Test func `a run that diverges stays incomplete in the store`() throws {
    try withStore { store in
      var twins = try plan(repeats: true)
      twins.twin = try plan(overrides: ["spec.seed=3"]).scenario
      #expect(throws: RunFault.self) { try Runner().run(twins, into: store) }
      #expect(try store.reader.runs().map(\.status) == [.incomplete])
    }
  }
}

extension SampleChunk {
  /// The chunk with a number in place of what is not a number, which never equals itself.
  fileprivate var comparable: SampleChunk {
    var copy = self
    copy.values = values.map { $0.isNaN ? -1 : $0 }
    return copy
  }
}
