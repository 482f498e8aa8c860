// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests

/// Random nodes and pods that use every rule of the scheduler.
struct RandomCluster {
  var draws: RandomStream
  private let zones = ["x", "y", "z"]
  private let apps = ["a", "b", "c"]
  private let zoneKey = "topology.kubernetes.io/zone"
  private let hostname = "kubernetes.io/hostname"

  init(seed: UInt64) {
    draws = RandomStream(seed: seed, name: "random cluster")
  }

  mutating func chance(_ percent: Int) -> Bool { draws.next(below: 100) < percent }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[draws.next(below: elements.count)]
  }

  mutating func node(_ name: String) -> Node {
    var random = self
    defer { self = random }
    return SchedulingWorld.node(name) { node in
      if random.chance(80) { node.metadata.labels[zoneKey] = random.pick(zones) }
      if random.chance(30) { node.metadata.labels["disk"] = random.pick(["ssd", "hdd"]) }
      if random.chance(10) { node.metadata.labels[hostname] = "shared" }
      node.status.allocatable["cpu"] = Quantity(random.pick([2, 4, 8]))
      node.status.allocatable["pods"] = Quantity(random.pick([3, 6, 110]))
      node.spec.unschedulable = random.chance(5)
      node.spec.taints = random.taints()
      if random.chance(20) {
        node.status.images = [.init(names: ["registry.example/app:v1"], sizeBytes: 900 << 20)]
      }
    }
  }

  mutating func taints() -> [Taint] {
    var taints: [Taint] = []
    if chance(10) { taints.append(Taint(key: "dedicated", effect: .noSchedule)) }
    if chance(20) { taints.append(Taint(key: "spot", effect: .preferNoSchedule)) }
    return taints
  }

  /// One kind of pods; its priority grows with its number.
  mutating func pod(_ number: Int) -> Pod {
    var random = self
    defer { self = random }
    let labels: LabelSet = ["app": random.pick(apps)]
    let cpu = Int64(random.draws.next(below: 6)) * 150
    return SchedulingWorld.pod(labels, cpuMillis: cpu, mebibytes: 64 * Int64(number % 5)) { pod in
      pod.spec.priority = Int32(number % 3)
      if random.chance(25) { pod.spec.topologySpreadConstraints = random.constraints() }
      if random.chance(25) { pod.spec.affinity.podAffinity = random.affinity(required: 20) }
      if random.chance(30) { pod.spec.affinity.podAntiAffinity = random.affinity(required: 60) }
      if random.chance(15) { pod.spec.nodeSelector = ["disk": "ssd"] }
      if random.chance(20) { pod.spec.affinity.nodeAffinity = random.nodeAffinity() }
      if random.chance(30) {
        var toleration = Toleration()
        toleration.operator = .exists
        pod.spec.tolerations = [toleration]
      }
      if random.chance(10) {
        var port = ContainerPort()
        port.hostPort = 80
        pod.spec.containers[0].ports = [port]
      }
    }
  }

  private mutating func constraints() -> [TopologySpreadConstraint] {
    var constraints: [TopologySpreadConstraint] = []
    for key in [zoneKey, hostname] where chance(60) {
      var constraint = TopologySpreadConstraint()
      constraint.topologyKey = key
      constraint.maxSkew = Int32(1 + draws.next(below: 3))
      constraint.whenUnsatisfiable = pick([.doNotSchedule, .scheduleAnyway])
      constraint.labelSelector = LabelSelector(matchLabels: ["app": pick(apps)])
      constraint.nodeTaintsPolicy = pick([.honor, .ignore])
      if constraint.whenUnsatisfiable == .doNotSchedule, chance(20) { constraint.minDomains = 3 }
      constraints.append(constraint)
    }
    return constraints
  }

  private mutating func affinity(required percent: Int) -> PodAffinity {
    var term = PodAffinityTerm()
    term.topologyKey = pick([zoneKey, hostname])
    term.labelSelector = LabelSelector(matchLabels: ["app": pick(apps)])
    var affinity = PodAffinity()
    if chance(percent) {
      affinity.required = [term]
    } else {
      affinity.preferred = [
        .init(weight: Int32(1 + draws.next(below: 100)), podAffinityTerm: term)
      ]
    }
    return affinity
  }

  private mutating func nodeAffinity() -> NodeAffinity {
    var affinity = NodeAffinity()
    for value in ["ssd", "hdd"] where chance(60) {
      var term = NodeSelectorTerm()
      term.matchExpressions = [.init(key: "disk", operator: .in, values: [value])]
      affinity.preferred.append(
        .init(weight: Int32(1 + draws.next(below: 50)), preference: term))
    }
    return affinity
  }
}
