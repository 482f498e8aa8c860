// SPDX-License-Identifier: Apache-2.0

import Cluster
import Foundation
import Manifests
import Planner
import Testing

/// How many more pods fit, compared with placing them one by one.
struct CapacityTests {
  private func kinds(_ text: String) throws -> [CapacitySpecification] {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("springtide-capacity-\(UUID().uuidString).yaml")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let faults = Diagnostics()
    let kinds = CapacitySpecification.read(path: file.path, into: faults)
    #expect(faults.all == [])
    return kinds
  }

  /// The pods on each node after placing copies of one pod until one waits, by the one-shot verb.
  private func bruteForce(_ input: ScheduleInput, _ pod: Pod) -> ([String: Int], String) {
    var count = 64
    while true {
      var filled = input
      for number in 0..<count {
        var copy = pod
        copy.metadata.name = "copy-\(number)"
        filled.pods.append(copy)
      }
      let run = ScheduleRun(filled)
      let copies = run.decisions.filter { filled.pods[$0.pod].metadata.name.hasPrefix("copy-") }
      guard let failed = copies.firstIndex(where: { $0.node == nil }) else {
        count *= 2
        continue
      }
      var shares: [String: Int] = [:]
      for copy in copies[..<failed] {
        if let node = copy.node { shares[run.names[node], default: 0] += 1 }
      }
      guard case .unschedulable(let failure) = copies[failed].detail.placement else {
        return ([:], "")
      }
      return (shares, failure.message)
    }
  }

  @Test(arguments: 1...40)
  func `the scheduler places as many as one by one, on the same nodes`(seed: UInt64) throws {
    var random = SeededCluster(seed: seed)
    let input = Objects.input(random.cluster())
    #expect(input.diagnostics.map(\.description) == [])
    let kinds = try kinds(random.pod("copy", bound: nil))
    var estimate = CapacityEstimate(input, specifications: kinds)
    let answer = try #require(estimate.alone().first)
    let (shares, message) = bruteForce(input, kinds[0].pod)
    let own = Dictionary(uniqueKeysWithValues: answer.nodes.map { ($0.name, $0.count) })
    #expect(own == shares, "seed \(seed)")
    #expect(answer.count == shares.values.reduce(0, +), "seed \(seed)")
    #expect(answer.failure?.message == message, "seed \(seed)")
    #expect(estimate.alone() == [answer], "asking twice gives another answer, seed \(seed)")
  }

  @Test func `pods are counted by node and zone with the reason that stops the next`() throws {
    let zone = "topology.kubernetes.io/zone"
    let input = Objects.input(
      Objects.node("a", labels: "\(zone): x") + Objects.node("b", labels: "\(zone): x")
        + Objects.node("c", pods: 3)
        + Objects.pod("old", cpu: "3", spec: "nodeName: a"))
    let kinds = try kinds(Objects.pod("p"))
    var estimate = CapacityEstimate(input, specifications: kinds)
    let answer = try #require(estimate.alone().first)
    #expect(
      answer.nodes == [
        .init(name: "a", count: 1), .init(name: "b", count: 4), .init(name: "c", count: 3),
      ])
    #expect(answer.zones == [.init(name: "", count: 3), .init(name: "x", count: 5)])
    #expect(
      answer.failure?.message
        == "0/3 nodes are available: 1 Too many pods, 2 Insufficient cpu.")
    #expect(answer.bindingReason?.text == "Insufficient cpu")
  }

  @Test func `several kinds are counted alone and in turn`() throws {
    let input = Objects.input(Objects.node("a"))
    let kinds = try kinds(Objects.pod("large", cpu: "1500m") + Objects.pod("small", cpu: "500m"))
    var estimate = CapacityEstimate(input, specifications: kinds)
    #expect(estimate.alone().map(\.count) == [2, 8])
    // 2 + 2 take all 4 cores.
    #expect(estimate.mixed().map(\.count) == [2, 2])
    #expect(estimate.alone().map(\.count) == [2, 8])
  }

  @Test func `a kind that needs another as neighbour comes in once that is there`() throws {
    let affinity = """
      affinity:
        podAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
          - {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: late}}}
      """
    let kinds = try kinds(
      Objects.pod("needs", cpu: "1500m", spec: affinity)
        + Objects.pod("late", cpu: "2500m").replacing("app: web", with: "app: late"))
    var estimate = CapacityEstimate(Objects.input(Objects.node("a")), specifications: kinds)
    #expect(estimate.alone().map(\.count) == [0, 1])
    #expect(estimate.mixed().map(\.count) == [1, 1])
  }

  @Test func `waiting pods of the cluster come first`() throws {
    let cluster = Objects.node("a") + Objects.workload("Deployment", "web", replicas: 10)
    let kinds = try kinds(Objects.pod("p", cpu: "500m"))
    var estimate = CapacityEstimate(Objects.input(cluster), specifications: kinds)
    #expect(estimate.alone().map(\.count) == [6])
    #expect(estimate.waitingCount == 0)
    let full = cluster.replacing("replicas: 10", with: "replicas: 45")
    var crowded = CapacityEstimate(Objects.input(full), specifications: kinds)
    #expect(crowded.alone().map(\.count) == [0])
    #expect(crowded.waitingCount == 5)
  }

  @Test func `a pod without requests is limited by the number of pods alone`() throws {
    let kinds = try kinds(Objects.pod("p", cpu: "0"))
    var estimate = CapacityEstimate(
      Objects.input(Objects.node("a", pods: 7) + Objects.node("b", pods: 0)),
      specifications: kinds)
    #expect(estimate.objection(to: kinds[0]) == nil)
    #expect(estimate.alone().map(\.count) == [7])
  }

  @Test func `a count without bound is refused unless there is a limit`() throws {
    let kinds = try kinds(Objects.pod("p", cpu: "0"))
    let huge = Objects.input(Objects.node("a", pods: 1_000_000_000))
    var estimate = CapacityEstimate(huge, specifications: kinds)
    #expect(
      estimate.objection(to: kinds[0])
        == "Pod/p: more than 10000000 pods might fit; give --limit")
    var profile = SchedulerProfile.standard
    profile.filters.removeAll { $0.name == "NodeResourcesFit" }
    var input = Objects.input(Objects.node("a"))
    input.profiles = [profile]
    var open = CapacityEstimate(input, specifications: kinds)
    #expect(open.objection(to: kinds[0])?.contains("nothing bounds the number of pods") == true)
    var limited = CapacityEstimate(input, specifications: kinds, limit: 500)
    #expect(limited.objection(to: kinds[0]) == nil)
    let answer = try #require(limited.alone().first)
    #expect(answer.count == 500)
    #expect(answer.failure == nil)
  }

  @Test func `pods of a scheduler without a profile are refused`() throws {
    let kinds = try kinds(Objects.pod("p", spec: "schedulerName: other"))
    var estimate = CapacityEstimate(Objects.input(Objects.node("a")), specifications: kinds)
    #expect(
      estimate.objection(to: kinds[0]) == "Pod/p: there is no profile of the scheduler other")
  }

  @Test func `spreading fills all nodes alike and packing one after the other`() throws {
    let nodes = Objects.node("a") + Objects.node("b") + Objects.node("c")
    func shares(_ strategy: CapacityStrategy) throws -> [Int] {
      var input = Objects.input(nodes)
      input.profiles = [strategy.profile]
      let kinds = try kinds(Objects.pod("p"))
      var estimate = CapacityEstimate(input, specifications: kinds, limit: 4)
      return try #require(estimate.alone().first).nodes.map(\.count)
    }
    #expect(try shares(.spread) == [2, 1, 1])
    #expect(try shares(.pack) == [4])
  }

  @Test func `a workload is taken by its template, which spreads as its pods do`() throws {
    let kinds = try kinds(Objects.workload("Deployment", "web", replicas: 1))
    #expect(kinds.map(\.name) == ["Deployment/web"])
    #expect(kinds[0].selecting?.kind == "ReplicaSet")
    #expect(kinds[0].pod.metadata.controller?.kind == "ReplicaSet")
  }

  @Test func `a file without pods is reported`() {
    let faults = Diagnostics()
    let kinds = CapacitySpecification.read(path: "/nonexistent.yaml", into: faults)
    #expect(kinds.isEmpty)
    #expect(faults.all.map(\.message) == ["no such file or folder"])
  }
}
