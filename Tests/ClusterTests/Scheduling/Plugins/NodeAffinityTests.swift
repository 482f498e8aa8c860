// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

struct NodeAffinityTests {
  typealias Requirement = NodeSelectorTerm.Requirement

  private func requiring(_ requirements: [Requirement], fields: [Requirement] = []) -> Pod {
    World.pod { pod in
      var term = NodeSelectorTerm()
      term.matchExpressions = requirements
      term.matchFields = fields
      var affinity = NodeAffinity()
      affinity.required = [term]
      pod.spec.affinity.nodeAffinity = affinity
    }
  }

  @Test(arguments: [
    (Requirement(key: "size", operator: .in, values: ["3", "5"]), "b"),
    (Requirement(key: "size", operator: .notIn, values: ["3"]), "a"),
    (Requirement(key: "size", operator: .exists), "b"),
    (Requirement(key: "size", operator: .doesNotExist), "a"),
    (Requirement(key: "size", operator: .gt, values: ["4"]), "c"),
    (Requirement(key: "size", operator: .lt, values: ["4"]), "b"),
    (Requirement(key: "size", operator: .gt, values: ["5"]), nil),
    (Requirement(key: "size", operator: .gt, values: ["-1"]), nil),
  ])
  func `operators compare labels`(requirement: Requirement, expected: String?) {
    var world = World()
    world.add("a")
    world.add("b") { $0.metadata.labels["size"] = "3" }
    world.add("c") { $0.metadata.labels["size"] = "5" }
    #expect(world.place(requiring([requirement])) == expected)
  }

  @Test func `an empty term matches nothing and a node selector is joined by and`() {
    var world = World()
    world.add("a") { $0.metadata.labels["disk"] = "ssd" }
    #expect(world.place(requiring([])) == nil)
    var pod = requiring([Requirement(key: "disk", operator: .exists)])
    pod.spec.nodeSelector = ["disk": "hdd"]
    #expect(world.reasons(pod) == ["node(s) didn't match Pod's node affinity/selector": 1])
    pod.spec.nodeSelector = ["disk": "ssd"]
    #expect(world.place(pod) == "a")
  }

  @Test func `names narrow the nodes before any filter`() {
    var world = World()
    world.add("a")
    world.add("b")
    let pod = requiring(
      [], fields: [Requirement(key: "metadata.name", operator: .in, values: ["b"])])
    #expect(world.place(pod) == "b")
    var large = pod
    large.spec.containers[0].resources.requests["cpu"] = Quantity(64)
    #expect(
      world.reasons(large) == [
        "Insufficient cpu": 1, "node(s) didn't satisfy plugin(s) [NodeAffinity]": 1,
      ])
  }

  @Test func `preferences add up and are normalised to the best`() {
    var world = World()
    world.add("a") { $0.metadata.labels["x"] = "1" }
    world.add("b") { $0.metadata.labels["y"] = "1" }
    world.add("c")
    let pod = World.pod { pod in
      var affinity = NodeAffinity()
      for (key, weight) in [("x", Int32(30)), ("y", 7)] {
        var term = NodeSelectorTerm()
        term.matchExpressions = [Requirement(key: key, operator: .exists)]
        affinity.preferred.append(.init(weight: weight, preference: term))
      }
      pod.spec.affinity.nodeAffinity = affinity
    }
    // 100 * 7 / 30 is 23 in integers; the weight is 2.
    #expect(world.scores("NodeAffinity", pod) == ["a": 200, "b": 46, "c": 0])
    #expect(world.scores("NodeAffinity", World.pod()).isEmpty)
  }
}
