// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

/// Services and controllers come and go; a scheduler that saw it all decides as a new one does.
struct SchedulingObjectsTests {
  @Test(arguments: 1...16)
  func `a scheduler that saw changes decides as a new one`(seed: UInt64) {
    var random = RandomCluster(seed: seed)
    var nodes = NodeTable()
    // With no entries allowed counters are released as often as can be.
    if seed % 2 == 0 { nodes.counterEntryLimit = 0 }
    for number in 0..<12 { nodes.add(random.node("n\(number)")) }
    let templates = (0..<60).map { number in
      let pod = pod(number, &random)
      var specification = PodTemplateSpec()
      specification.metadata = pod.metadata
      specification.spec = pod.spec
      return nodes.templates.intern(
        specification, namespace: "default",
        owner: PodTemplate.Owner(kind: "ReplicaSet", name: "set-\(number % 7)"))
    }
    var objects = SchedulingObjects()
    var veteran = Scheduler()
    var placedCount = 0
    for step in 0..<300 {
      if random.chance(20) {
        change(&objects, &random)
        nodes.setObjects(objects)
      }
      let template = random.pick(templates)
      var novice = Scheduler()
      let placement = veteran.place(template, in: &nodes)
      #expect(placement == novice.place(template, in: &nodes), "seed \(seed), step \(step)")
      #expect(veteran.summary == novice.summary, "seed \(seed), step \(step)")
      guard case .node(let node) = placement else { continue }
      nodes.place(template, on: node)
      placedCount += 1
    }
    #expect(placedCount > 10, "seed \(seed): hardly a pod found a node")
  }

  private func pod(_ number: Int, _ random: inout RandomCluster) -> Pod {
    var pod = random.pod(number)
    pod.metadata.labels["number"] = "\(number)"
    if number % 3 > 0 { pod.spec.topologySpreadConstraints = [] }
    return pod
  }

  private func change(_ objects: inout SchedulingObjects, _ random: inout RandomCluster) {
    if random.chance(30), !objects.selecting.isEmpty {
      objects.selecting.remove(at: random.draws.next(below: objects.selecting.count))
      return
    }
    if random.chance(5) {
      objects.namespaces["default"] = ["team": random.pick(["red", "blue"])]
      return
    }
    let app: LabelSet = ["app": random.pick(["a", "b", "c"])]
    let isService = random.chance(40)
    objects.selecting.insert(
      .init(
        kind: isService ? "Service" : "ReplicaSet", namespace: "default",
        name: isService ? "service" : "set-\(random.draws.next(below: 7))",
        selector: random.chance(90) ? LabelSelector(matchLabels: app) : nil),
      at: random.draws.next(below: objects.selecting.count + 1))
  }
}
