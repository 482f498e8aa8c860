// SPDX-License-Identifier: Apache-2.0

import Manifests

/// Pods of one kind of difficulty on equal nodes in three zones.
struct PlacementWorkload {
  let name: String
  /// What kube-scheduler 1.36.2 placed a CPU second on a machine of the same size with 5,000 nodes,
  /// where that was recorded.
  let recorded: Double?
  let pods: [Pod]

  /// The workloads of which the real scheduler was recorded too, and some that it was not.
  static let all: [PlacementWorkload] = [
    PlacementWorkload(name: "plain", recorded: 52, pods: [pod("plain")]),
    PlacementWorkload(name: "100 templates", recorded: nil, pods: hundred),
    PlacementWorkload(name: "spread", recorded: 35, pods: [spread]),
    PlacementWorkload(name: "anti-affinity", recorded: 51, pods: ["a", "b", "c", "d"].map(apart)),
    PlacementWorkload(name: "preferred affinity", recorded: 45, pods: [together]),
  ]

  static func nodes(count: Int) -> [Node] {
    (0..<count).map { number in
      var node = Node()
      node.metadata.name = "node-\(number)"
      node.metadata.labels = [hostname: "node-\(number)", zone: "zone-\(number % 3)"]
      node.status.allocatable = ResourceList([
        .init(name: "cpu", quantity: Quantity(32)),
        .init(name: "memory", quantity: Quantity(128 << 30)),
        .init(name: "pods", quantity: Quantity(110)),
      ])
      return node
    }
  }

  private static let hostname = "kubernetes.io/hostname"
  private static let zone = "topology.kubernetes.io/zone"

  static func pod(_ app: String, cpuMillis: Int64 = 100, mebibytes: Int64 = 256) -> Pod {
    var pod = Pod()
    pod.metadata.labels = ["app": app]
    var container = Container()
    container.image = "registry.example/app:v1"
    container.resources.requests = ResourceList([
      .init(name: "cpu", quantity: Quantity(milli: cpuMillis)),
      .init(name: "memory", quantity: Quantity(mebibytes << 20)),
    ])
    pod.spec.containers = [container]
    return pod
  }

  private static var hundred: [Pod] {
    (0..<100).map { number in
      pod("app-\(number)", cpuMillis: 50 + 3 * Int64(number), mebibytes: 100 + 7 * Int64(number))
    }
  }

  /// Evenly over zones, and over hosts if that can be.
  private static var spread: Pod {
    var pod = pod("spread")
    var hard = TopologySpreadConstraint()
    hard.topologyKey = zone
    hard.maxSkew = 1
    hard.labelSelector = LabelSelector(matchLabels: ["app": "spread"])
    var soft = hard
    soft.topologyKey = hostname
    soft.whenUnsatisfiable = .scheduleAnyway
    pod.spec.topologySpreadConstraints = [hard, soft]
    return pod
  }

  private static func term(_ app: String) -> PodAffinityTerm {
    var term = PodAffinityTerm()
    term.topologyKey = hostname
    term.labelSelector = LabelSelector(matchLabels: ["app": app])
    return term
  }

  /// No two on a host; four such kinds, so that there are hosts enough.
  private static func apart(_ app: String) -> Pod {
    var pod = pod(app)
    var affinity = PodAffinity()
    affinity.required = [term(app)]
    pod.spec.affinity.podAntiAffinity = affinity
    return pod
  }

  private static var together: Pod {
    var pod = pod("together")
    var affinity = PodAffinity()
    affinity.preferred = [.init(weight: 50, podAffinityTerm: term("together"))]
    pod.spec.affinity.podAffinity = affinity
    return pod
  }
}
