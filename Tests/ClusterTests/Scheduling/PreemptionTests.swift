// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

struct PreemptionTests {
  private func pod(_ app: String, cpuMillis: Int64, priority: Int32) -> Pod {
    World.pod(["app": app], cpuMillis: cpuMillis) { $0.spec.priority = priority }
  }

  /// Binds pods and asks what a pod of priority 100 could drive away.
  private func preempt(
    _ bound: [(node: String, pod: Pod, start: Int64)], wanted: Pod,
    budgets: [DisruptionBudget] = []
  ) -> (node: String?, victims: [UInt64], outcome: PreemptionOutcome) {
    var world = World()
    for name in Set(bound.map(\.node)).sorted() { world.add(name) }
    var onNode: [NodeIndex: [PodOnNode]] = [:]
    for (key, entry) in bound.enumerated() {
      world.bind(entry.pod, to: entry.node)
      let template = world.nodes.templates.intern(entry.pod)
      for node in world.nodes.indices where world.nodes.names[node] == entry.node {
        onNode[node, default: []].append(
          PodOnNode(key: UInt64(key), template: template, startTime: entry.start))
      }
    }
    let template = world.nodes.templates.intern(wanted)
    let outcome = world.scheduler.preempt(
      template, in: &world.nodes, budgets: budgets, pods: { onNode[$0] ?? [] })
    let name = outcome.chosen.map { world.nodes.names[$0.node] }
    return (name, outcome.chosen?.victims.map(\.key) ?? [], outcome)
  }

  @Test func `as few pods as possible leave and the least important first`() {
    let bound = [
      (node: "a", pod: pod("x", cpuMillis: 1_000, priority: 3), start: Int64(1)),
      (node: "a", pod: pod("y", cpuMillis: 1_000, priority: 1), start: 2),
      (node: "a", pod: pod("z", cpuMillis: 1_000, priority: 2), start: 3),
      (node: "a", pod: pod("w", cpuMillis: 1_000, priority: 200), start: 4),
    ]
    let result = preempt(bound, wanted: pod("v", cpuMillis: 1_500, priority: 100))
    #expect(result.node == "a")
    #expect(result.victims == [2, 1])
  }

  @Test func `the node with the lowest highest victim is taken`() {
    let bound = [
      (node: "a", pod: pod("x", cpuMillis: 4_000, priority: 5), start: Int64(1)),
      (node: "b", pod: pod("x", cpuMillis: 2_000, priority: 4), start: 1),
      (node: "b", pod: pod("y", cpuMillis: 2_000, priority: 4), start: 1),
    ]
    let result = preempt(bound, wanted: pod("v", cpuMillis: 3_000, priority: 100))
    #expect(result.node == "b")
    #expect(result.victims == [1, 2])
  }

  @Test func `a later start of the most important victim decides between equals`() {
    let bound = [
      (node: "a", pod: pod("x", cpuMillis: 4_000, priority: 5), start: Int64(10)),
      (node: "b", pod: pod("x", cpuMillis: 4_000, priority: 5), start: 20),
    ]
    let result = preempt(bound, wanted: pod("v", cpuMillis: 3_000, priority: 100))
    #expect(result.node == "b")
    #expect(result.outcome.best.count == 1)
  }

  @Test func `a node whose budgets hold is taken first`() {
    let bound = [
      (node: "a", pod: pod("guarded", cpuMillis: 4_000, priority: 1), start: Int64(1)),
      (node: "b", pod: pod("free", cpuMillis: 4_000, priority: 9), start: 1),
    ]
    let budget = DisruptionBudget(
      namespace: "default", selector: LabelSelector(matchLabels: ["app": "guarded"]),
      disruptionsAllowed: 0)
    let wanted = pod("v", cpuMillis: 3_000, priority: 100)
    #expect(preempt(bound, wanted: wanted).node == "a")
    #expect(preempt(bound, wanted: wanted, budgets: [budget]).node == "b")
    let empty = DisruptionBudget(
      namespace: "default", selector: LabelSelector(), disruptionsAllowed: 0)
    #expect(preempt(bound, wanted: wanted, budgets: [empty]).node == "a")
  }

  @Test func `nothing is done without lower priorities, with policy Never or for taints`() {
    let bound = [(node: "a", pod: pod("x", cpuMillis: 4_000, priority: 100), start: Int64(1))]
    let wanted = pod("v", cpuMillis: 3_000, priority: 100)
    #expect(preempt(bound, wanted: wanted).outcome.refusal == .noCandidate)
    var polite = pod("v", cpuMillis: 3_000, priority: 200)
    polite.spec.preemptionPolicy = .never
    #expect(preempt(bound, wanted: polite).outcome.refusal == .policyNever)
    let huge = pod("v", cpuMillis: 5_000, priority: 200)
    #expect(preempt(bound, wanted: huge).outcome.refusal == .noResolvableNode)
  }

  @Test func `a nominated node keeps its room against lower priorities only`() {
    var world = World()
    let node = world.add("a")
    let nominee = world.nodes.templates.intern(pod("v", cpuMillis: 3_000, priority: 100))
    world.scheduler.nominate(7, template: nominee, to: node, in: world.nodes)
    #expect(world.place(pod("low", cpuMillis: 2_000, priority: 1)) == nil)
    #expect(
      world.reasons(pod("low", cpuMillis: 2_000, priority: 1)) == ["Insufficient cpu": 1])
    #expect(world.place(pod("low", cpuMillis: 1_000, priority: 1)) == "a")
    let itself = world.scheduler.place(nominee, in: &world.nodes, nominee: 7)
    #expect(itself == .node(node))
    world.scheduler.endNomination(of: 7)
    #expect(world.place(pod("low", cpuMillis: 2_000, priority: 1)) == "a")
  }
}
