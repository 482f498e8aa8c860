// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

struct InterPodAffinityTests {
  private let zone = "topology.kubernetes.io/zone"
  private let hostname = "kubernetes.io/hostname"

  private func term(_ app: String, _ key: String) -> PodAffinityTerm {
    var term = PodAffinityTerm()
    term.labelSelector = LabelSelector(matchLabels: ["app": app])
    term.topologyKey = key
    return term
  }

  private func pod(
    _ app: String, near: [PodAffinityTerm] = [], apart: [PodAffinityTerm] = []
  ) -> Pod {
    World.pod(["app": app]) { pod in
      if !near.isEmpty {
        var affinity = PodAffinity()
        affinity.required = near
        pod.spec.affinity.podAffinity = affinity
      }
      if !apart.isEmpty {
        var affinity = PodAffinity()
        affinity.required = apart
        pod.spec.affinity.podAntiAffinity = affinity
      }
    }
  }

  private func zoned(_ zones: [String?]) -> World {
    var world = World()
    for (place, name) in zones.enumerated() {
      world.add("n\(place)") { $0.metadata.labels[zone] = name }
    }
    return world
  }

  @Test func `the first pod of a group starts anywhere and the others follow`() {
    var world = zoned(["x", "y", "y"])
    let member = pod("db", near: [term("db", zone)])
    world.bind(World.pod(["app": "other"], cpuMillis: 2_000), to: "n0")
    #expect(world.place(member) == "n1")
    #expect(world.place(member) == "n2")
    #expect(world.place(member) == "n1")
  }

  @Test func `a pod that does not match its own terms cannot start a group`() {
    var world = zoned(["x"])
    #expect(
      world.reasons(pod("web", near: [term("db", zone)]))
        == ["node(s) didn't match pod affinity rules": 1])
  }

  @Test func `anti-affinity by host name allows one pod a node`() {
    var world = zoned(["x", "x", nil])
    let loner = pod("db", apart: [term("db", hostname)])
    let places = (0..<3).map { _ in world.place(loner) }
    #expect(places == ["n0", "n1", "n2"])
    #expect(world.reasons(loner) == ["node(s) didn't match pod anti-affinity rules": 3])
  }

  @Test func `a pod without terms is kept away by the terms of others`() {
    var world = zoned(["x", "y"])
    #expect(world.place(pod("db", apart: [term("web", zone)])) == "n0")
    #expect(world.place(pod("web")) == "n1")
    world.bind(pod("db", apart: [term("web", zone)]), to: "n1")
    #expect(
      world.reasons(pod("web"))
        == ["node(s) didn't satisfy existing pods anti-affinity rules": 2])
  }

  @Test func `a node without the key never conflicts`() {
    var world = zoned(["x", nil])
    let loner = pod("db", apart: [term("db", zone)])
    #expect(world.place(loner) == "n0")
    #expect(world.place(loner) == "n1")
    #expect(world.place(loner) == "n1")
  }

  @Test func `wishes of either side are normalised between least and most`() {
    var world = zoned(["x", "y", "z"])
    var wishing = pod("web")
    var affinity = PodAffinity()
    affinity.preferred = [.init(weight: 10, podAffinityTerm: term("db", zone))]
    wishing.spec.affinity.podAffinity = affinity
    var shy = pod("cache")
    var anti = PodAffinity()
    anti.preferred = [.init(weight: 30, podAffinityTerm: term("web", zone))]
    shy.spec.affinity.podAntiAffinity = anti
    world.bind(pod("db"), to: "n0")
    world.bind(shy, to: "n1")
    // 10, -30 and 0 between -30 and 10, times 2.
    #expect(world.scores("InterPodAffinity", wishing) == ["n0": 200, "n1": 0, "n2": 150])
    #expect(world.scores("InterPodAffinity", pod("lone")).isEmpty)
  }

  @Test func `namespaces bound what a term sees`() {
    var world = zoned(["x", "y"])
    var away = pod("db")
    away.metadata.namespace = "beta"
    world.bind(away, to: "n1")
    #expect(world.place(pod("web", near: [term("db", zone)])) == nil)
    var named = term("db", zone)
    named.namespaces = ["beta"]
    #expect(world.place(pod("web", near: [named])) == "n1")
    var all = term("db", zone)
    all.namespaceSelector = LabelSelector()
    #expect(world.place(pod("web", near: [all])) == "n1")
    var labelled = term("db", zone)
    labelled.namespaceSelector = LabelSelector(matchLabels: ["env": "prod"])
    #expect(world.place(pod("web", near: [labelled])) == nil)
    var objects = SchedulingObjects()
    objects.namespaces = ["beta": ["env": "prod"]]
    world.nodes.setObjects(objects)
    #expect(world.place(pod("web", near: [labelled])) == "n1")
  }
}
