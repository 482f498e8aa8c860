// SPDX-License-Identifier: Apache-2.0

import Cluster
import Manifests
import Planner
import Testing

/// The cheapest cure of a waiting pod, case by case.
struct CureTests {
  static let zone = "topology.kubernetes.io/zone"

  /// The cures of the first waiting pod of a cluster.
  private func explain(_ text: String) throws -> PendingExplanation {
    let input = Objects.input(text)
    try #require(input.diagnostics.map(\.description) == [])
    var run = ScheduleRun(input)
    let before = NodeUsage.all(in: run.scheduling.nodes)
    let pending = PendingExplanation.all(of: &run, atMost: 10)
    #expect(NodeUsage.all(in: run.scheduling.nodes) == before, "a trial was not undone")
    return try #require(pending.first)
  }

  private func cheapest(_ text: String) throws -> String? {
    try explain(text).cures?.first?.text
  }

  @Test func `the smallest amount that is short is to be freed`() throws {
    let text =
      Objects.node("a") + Objects.node("b") + Objects.pod("x", cpu: "3", spec: "nodeName: a")
      + Objects.pod("w", cpu: "2500m", spec: "nodeName: b") + Objects.pod("p", cpu: "1700m")
    let explanation = try explain(text)
    #expect(explanation.group.message == "0/2 nodes are available: 2 Insufficient cpu.")
    #expect(explanation.cures?.map(\.text) == ["free 200m cpu on b", "add 1 node like a"])
    #expect(explanation.cures?.first?.reason == "Insufficient cpu")
  }

  @Test func `a new node is cheaper than more than half of an old one`() throws {
    let text =
      Objects.node("a") + Objects.pod("x", cpu: "4", spec: "nodeName: a")
      + Objects.pod("p", cpu: "3")
    #expect(try cheapest(text) == "add 1 node like a")
    #expect(try cheapest(text.replacing("cpu: \"3\"", with: "cpu: \"2\"")) == "free 2 cpu on a")
  }

  @Test func `a request that no node can hold is to be lowered`() throws {
    let text = Objects.node("a") + Objects.node("b", cpu: "6") + Objects.pod("p", cpu: "10")
    let cures = try #require(try explain(text).cures)
    #expect(cures.map(\.text) == ["lower the pod's request by 4 cpu, so that b can take it"])
  }

  @Test func `a cordon is lifted rather than anything else`() throws {
    let text =
      Objects.node(
        "a",
        spec:
          "unschedulable: true, taints: [{key: node.kubernetes.io/unschedulable, effect: NoSchedule}]"
      )
      + Objects.node("b") + Objects.pod("x", cpu: "4", spec: "nodeName: b") + Objects.pod("p")
    let cures = try #require(try explain(text).cures)
    #expect(cures.first?.text == "uncordon a")
    #expect(cures.first?.reason == "node(s) were unschedulable")
    #expect(cures.dropFirst().first?.text == "free 1 cpu on b")
  }

  @Test func `taints are removed from the node that has the fewest of them`() throws {
    let text =
      Objects.node("a", spec: "taints: [{key: k, effect: NoSchedule}, {key: l, effect: NoExecute}]")
      + Objects.node("b", spec: "taints: [{key: k, value: v, effect: NoSchedule}]")
      + Objects.pod("p")
    #expect(
      try cheapest(text) == "remove the taint k=v:NoSchedule from b, or let the pod tolerate it")
    let both = text.replacing(
      "{key: k, value: v, effect: NoSchedule}",
      with:
        "{key: k, effect: NoSchedule}, {key: m, effect: NoSchedule}")
    // One node without taints would be one change, but there is none of that kind to copy.
    #expect(
      try cheapest(both)
        == "remove the taints k:NoSchedule and l:NoExecute from a, or let the pod tolerate it")
  }

  @Test func `a selector is relaxed, or the label set on a node`() throws {
    let text =
      Objects.node("a", labels: "disk: hdd") + Objects.pod("p", spec: "nodeSelector: {disk: ssd}")
    #expect(
      try explain(text).cures?.map(\.text) == [
        "drop disk=ssd from the pod's nodeSelector", "label a with disk=ssd",
      ])
    let two = text.replacing("{disk: ssd}", with: "{disk: ssd, gpu: \"yes\"}")
    #expect(try explain(two).cures?.map(\.text) == ["label a with disk=ssd gpu=yes"])
  }

  @Test func `minDomains is lowered as little as is enough, or a zone is added`() throws {
    let spec = """
      topologySpreadConstraints:
      - {maxSkew: 1, minDomains: 9, topologyKey: \(Self.zone), whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: web}}}
      """
    let text =
      Objects.node("a", labels: "\(Self.zone): east")
      + Objects.node("b", labels: "\(Self.zone): west")
      + Objects.pod("o", spec: "nodeName: a") + Objects.pod("q", spec: "nodeName: b")
      + Objects.pod("p", spec: spec)
    #expect(
      try explain(text).cures?.map(\.text) == [
        "lower minDomains of \(Self.zone) from 9 to 2", "raise maxSkew of \(Self.zone) from 1 to 2",
        "add 1 node like a in a new \(Self.zone)",
      ])
  }

  @Test func `maxSkew is raised as little as is enough`() throws {
    let spec = """
      topologySpreadConstraints:
      - {maxSkew: 1, topologyKey: \(Self.zone), whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: web}}}
      """
    let busy = (0..<3).map { Objects.pod("o\($0)", cpu: "100m", spec: "nodeName: a") }.joined()
    let text =
      Objects.node("a", labels: "\(Self.zone): east")
      + Objects.node("b", cpu: "500m", labels: "\(Self.zone): west") + busy
      + Objects.pod("p", spec: spec)
    let cures = try #require(try explain(text).cures)
    #expect(cures.map(\.text).contains("raise maxSkew of \(Self.zone) from 1 to 4"))
  }

  @Test func `required neighbours and host ports are given up`() throws {
    let anti = """
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
          - {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: web}}}
      """
    let text =
      Objects.node("a") + Objects.pod("x", spec: "nodeName: a") + Objects.pod("p", spec: anti)
    #expect(
      try explain(text).cures?.map(\.text) == [
        "make the pod's required anti-affinity over kubernetes.io/hostname a preferred one",
        "add 1 node like a",
      ])
    let ports = ", ports: [{containerPort: 80, hostPort: 8080}]"
    let taken =
      Objects.node("a") + Objects.pod("x", spec: "nodeName: a", ports: ports)
      + Objects.pod("p", ports: ports)
    #expect(try cheapest(taken) == "give up the host port 8080")
    let affinity = anti.replacing("podAntiAffinity", with: "podAffinity").replacing(
      "app: web", with: "app: other")
    #expect(
      try cheapest(Objects.node("a") + Objects.pod("p", spec: affinity))
        == "make the pod's required affinity over kubernetes.io/hostname a preferred one")
  }

  @Test func `equal pods are told together with the nodes that all of them take`() throws {
    let pods = (0..<5).map { Objects.pod("p\($0)", cpu: "2") }.joined()
    let text = Objects.node("a") + Objects.pod("x", cpu: "3", spec: "nodeName: a") + pods
    let explanation = try explain(text)
    #expect(explanation.group.pods.count == 5)
    #expect(explanation.nodesForAll?.count == 3)
    #expect(explanation.nodesForAll?.text == "add 3 nodes like a")
    #expect(explanation.cures?.first?.text == "free 1 cpu on a")
  }

  @Test(arguments: 1...40)
  func `so many nodes are enough for all, and one less is not`(seed: UInt64) throws {
    var random = SeededCluster(seed: seed)
    let (nodes, pods) = random.plainCluster()
    let input = Objects.input(nodes + pods)
    var run = ScheduleRun(input)
    guard let explanation = PendingExplanation.all(of: &run, atMost: 1).first,
      let needed = explanation.nodesForAll,
      let model = input.nodes.first(where: { needed.text.hasSuffix(" like \($0.metadata.name)") })
    else { return }
    func pendingCount(_ added: Int) -> Int {
      var more = ScheduleRun(input).input
      for decision in run.decisions {
        if let node = decision.node { more.pods[decision.pod].spec.nodeName = run.names[node] }
      }
      for number in 0..<added {
        var node = model
        node.metadata.name = "new-\(number)"
        more.nodes.append(node)
      }
      return ScheduleRun(more).pendingCount
    }
    #expect(pendingCount(needed.count) == 0, "seed \(seed)")
    #expect(pendingCount(needed.count - 1) > 0, "seed \(seed)")
  }

  @Test func `when no single change is enough none is told, and without nodes one is to be added`()
    throws
  {
    let stuck =
      Objects.node("a", cpu: "1", spec: "taints: [{key: k, effect: NoSchedule}]")
      + Objects.pod("p", cpu: "2")
    #expect(try explain(stuck).cures == [])
    #expect(try explain(Objects.pod("p")).cures?.map(\.text) == ["add a node: there is none"])
  }

  @Test func `a pod that fits in the end is to be tried again`() throws {
    let affinity = """
      affinity:
        podAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
          - {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: late}}}
      """
    let text =
      Objects.node("a") + Objects.pod("p", spec: affinity)
      + Objects.pod("l").replacing("app: web", with: "app: late")
    #expect(try cheapest(text) == "try it again: a would take it now")
  }
}
