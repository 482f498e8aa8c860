// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

struct PodTopologySpreadTests {
  private let zone = "topology.kubernetes.io/zone"

  private func spreading(
    _ key: String, _ action: TopologySpreadConstraint.UnsatisfiableAction, skew: Int32 = 1,
    _ change: (inout TopologySpreadConstraint) -> Void = { _ in }
  ) -> Pod {
    World.pod { pod in
      var constraint = TopologySpreadConstraint()
      constraint.topologyKey = key
      constraint.whenUnsatisfiable = action
      constraint.maxSkew = skew
      constraint.labelSelector = LabelSelector(matchLabels: ["app": "a"])
      change(&constraint)
      pod.spec.topologySpreadConstraints = [constraint]
    }
  }

  private func zoned(_ zones: [String]) -> World {
    var world = World()
    for (place, name) in zones.enumerated() {
      world.add("n\(place)") { $0.metadata.labels[zone] = name }
    }
    return world
  }

  @Test func `a hard constraint keeps zones within the skew`() {
    var world = zoned(["x", "x", "x", "y"])
    var counts: [String: Int] = [:]
    for _ in 0..<20 {
      let node = world.place(spreading(zone, .doNotSchedule)) ?? ""
      counts[node == "n3" ? "y" : "x", default: 0] += 1
      #expect(abs(counts["x", default: 0] - counts["y", default: 0]) <= 1)
    }
    #expect(counts == ["x": 10, "y": 10])
  }

  @Test func `a node without the key is rejected and cannot be cured`() {
    var world = World()
    world.add("a")
    #expect(
      world.reasons(spreading(zone, .doNotSchedule)) == [
        "node(s) didn't match pod topology spread constraints (missing required label)": 1
      ])
  }

  @Test func `too few domains count as one that is empty`() {
    var world = zoned(["x", "y"])
    let pod = spreading(zone, .doNotSchedule) { $0.minDomains = 3 }
    #expect(world.place(pod) != nil)
    #expect(world.place(pod) != nil)
    #expect(
      world.reasons(pod) == ["node(s) didn't match pod topology spread constraints": 2])
  }

  @Test func `terminating pods do not count`() {
    var world = zoned(["x", "y"])
    let pod = spreading(zone, .doNotSchedule)
    #expect(world.place(pod) == "n0")
    let template = world.nodes.templates.intern(pod)
    world.nodes.setTerminating(template, on: world.nodes.indices.lowerBound)
    #expect(world.place(pod) == "n1")
    #expect(world.place(pod) == "n0")
  }

  @Test func `soft constraints prefer the emptier zone`() {
    var world = zoned(["x", "x", "y"])
    let pod = spreading(zone, .scheduleAnyway)
    world.bind(pod, to: "n0")
    let scores = world.scores("PodTopologySpread", pod)
    // One pod in x: ln(4) rounds to 1; 100 * (1 + 0 - 1) / 1 and 100 * 1 / 1, times 2.
    #expect(scores == ["n0": 0, "n1": 0, "n2": 200])
  }

  @Test func `pods of a service are spread by default`() {
    var world = zoned(["x", "y"])
    var service = Service()
    service.metadata.name = "web"
    service.selector = ["app": "a"]
    var objects = SchedulingObjects()
    objects.add(.service(service))
    #expect(world.scores("PodTopologySpread", World.pod()).isEmpty)
    world.nodes.setObjects(objects)
    world.bind(World.pod(), to: "n0")
    let scores = world.scores("PodTopologySpread", World.pod())
    // n0: round(ln(4) + 2 + ln(4) + 4) = 9; n1: 6; 100 * (9 + 6 - raw) / 9, times 2.
    #expect(scores == ["n0": 132, "n1": 200])
  }

  @Test func `labels that change move the pods of a node to another domain`() {
    var world = zoned(["x", "y"])
    let pod = spreading(zone, .doNotSchedule)
    #expect(world.place(pod) == "n0")
    var labels = world.nodes.labels[world.nodes.indices.lowerBound]
    labels[zone] = "y"
    world.nodes.setLabels(labels, of: world.nodes.indices.lowerBound)
    // Both nodes are in y now: one domain, so no skew.
    #expect(world.place(pod) == "n1")
    #expect(world.place(pod) == "n0")
  }
}
