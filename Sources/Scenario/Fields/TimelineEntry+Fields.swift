// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

extension TimelineEntry: ScenarioBlock {
  static let blank = TimelineEntry(at: .zero, action: .restart(.blank))
  static let oneOf = [
    "apply", "scale", "failNodes", "failZone", "restoreNodes", "restart", "slowRegistry", "prePull",
    "slowStart", "stallControlPlane", "removeSchedulingGates", "drainNodes", "uncordonNodes",
  ]

  /// Kinds that have a number of replicas.
  private static let scalable = [
    "Deployment", "StatefulSet", "ReplicaSet", "ReplicationController", "CloneSet",
    "StatefulSetPlus",
  ]
  /// Kinds whose pods are replaced when their template changes.
  private static let restartable = [
    "Deployment", "StatefulSet", "DaemonSet", "CloneSet", "StatefulSetPlus",
  ]

  static let fields: [Field<TimelineEntry>] = [
    Field("at", \.at, .moment(withinRun: true), .required, "The instant."),
    Field(
      "apply", .manifest, .absent("nothing is applied"),
      "A file or folder of manifests that is applied, as kubectl apply would."
    ) { set, entry in entry.action = .apply(set) },
    Field(
      "scale", .block(ScaleOrder.self), .absent("nothing is scaled"),
      "The replicas of a workload are set."
    ) { order, entry in entry.action = .scale(order.target, replicas: order.replicas) },
    Field(
      "failNodes", .block(FailureOrder.self), .absent("no node fails"),
      "Nodes of a pool fall silent."
    ) { order, entry in
      entry.action = .failNodes(pool: order.pool, count: order.count, duration: order.duration)
    },
    Field(
      "failZone", .block(ZoneOrder.self), .absent("no zone fails"),
      "All nodes of a zone fall silent."
    ) { order, entry in entry.action = .failZone(order.zone, duration: order.duration) },
    Field(
      "slowRegistry", .block(RegistryOrder.self), .absent("the registry keeps its bandwidth"),
      "The image registry sends less than usual."
    ) { order, entry in
      entry.action = .slowRegistry(
        bytesPerSecond: order.bytesPerSecond, duration: order.duration)
    },
    Field(
      "prePull", .block(PrePullOrder.self), .absent("images come when pods need them"),
      "Nodes pull an image before pods need it."
    ) { order, entry in entry.action = .prePull(order) },
    Field(
      "slowStart", .block(TimelineEntry.SlowStart.self), .absent("applications start as usual"),
      "The applications of a workload take another time to start, such as a version that loads "
        + "more data or waits for what it depends on."
    ) { order, entry in entry.action = .slowStart(order) },
    Field(
      "restoreNodes", .block(RestoreOrder.self), .absent("no node comes back"),
      "Failed nodes of a pool come back."
    ) { order, entry in entry.action = .restoreNodes(pool: order.pool, count: order.count) },
    Field(
      "restart", .block(RestartOrder.self), .absent("nothing is restarted"),
      "The pods of a workload are replaced, as kubectl rollout restart would."
    ) { order, entry in entry.action = .restart(order.target) },
    Field(
      "stallControlPlane", .block(StallOrder.self), .absent("the control plane works on"),
      "Controllers and scheduler stand still; pods and kubelets live on."
    ) { order, entry in entry.action = .stallControlPlane(duration: order.duration) },
    Field(
      "removeSchedulingGates", .block(GateOrder.self), .absent("gated pods stay gated"),
      "The pods that a workload has lose their scheduling gates; later pods keep theirs."
    ) { order, entry in entry.action = .removeSchedulingGates(order.target) },
    Field(
      "drainNodes", .block(DrainOrder.self), .absent("no node is drained"),
      "Nodes of a pool are cordoned and emptied one after the other, as kubectl drain would."
    ) { order, entry in
      entry.action = .drainNodes(pool: order.pool, count: order.count, timeout: order.timeout)
    },
    Field(
      "uncordonNodes", .block(RestoreOrder.self), .absent("cordoned nodes stay cordoned"),
      "Cordoned nodes of a pool take pods again, the longest cordoned first."
    ) { order, entry in entry.action = .uncordonNodes(pool: order.pool, count: order.count) },
  ]

  private struct ScaleOrder: ScenarioBlock {
    var target = WorkloadReference.blank
    var replicas = 0

    static let blank = ScaleOrder()
    static let fields: [Field<ScaleOrder>] = [
      Field("target", \.target, .workload(kinds: scalable), .required, "The workload."),
      Field("replicas", \.replicas, .integer(0...1_000_000), .required, "The number of pods."),
    ]
  }

  private struct FailureOrder: ScenarioBlock {
    var pool = ""
    var count = 0
    var duration: SimulationDuration?

    static let blank = FailureOrder()
    static let fields: [Field<FailureOrder>] = [
      Field("pool", \.pool, .pool, .required, "The pool."),
      Field("count", \.count, .poolNodes, .required, "The number of nodes."),
      Field(
        "for", optional: \.duration, .duration(.seconds(1)), absent: "until restoreNodes",
        "The time after which they come back."),
    ]
  }

  private struct DrainOrder: ScenarioBlock {
    var pool = ""
    var count = 0
    var timeout: SimulationDuration?

    static let blank = DrainOrder()
    static let fields: [Field<DrainOrder>] = [
      Field("pool", \.pool, .pool, .required, "The pool."),
      Field(
        "count", \.count, .poolNodes, .required,
        "The number of nodes: the first of the pool that are not cordoned."),
      Field(
        "timeout", optional: \.timeout, .duration(.seconds(1)),
        absent: "kubectl waits for ever, its own default",
        "The time after which the drain is given up; its nodes stay cordoned."),
    ]
  }

  private struct ZoneOrder: ScenarioBlock {
    var zone = ""
    var duration: SimulationDuration?

    static let blank = ZoneOrder()
    static let fields: [Field<ZoneOrder>] = [
      Field("zone", \.zone, .zone, .required, "The zone, as a pool names it."),
      Field(
        "for", optional: \.duration, .duration(.seconds(1)), absent: "until restoreNodes",
        "The time after which its nodes come back."),
    ]
  }

  private struct RegistryOrder: ScenarioBlock {
    var bytesPerSecond = 0.0
    var duration: SimulationDuration?

    static let blank = RegistryOrder()
    static let fields: [Field<RegistryOrder>] = [
      Field(
        "bandwidth", \.bytesPerSecond, .bandwidth, .required,
        "What the registry can send, shared evenly by the active pulls."),
      Field(
        "for", optional: \.duration, .duration(.seconds(1)), absent: "until the next slowRegistry",
        "The time after which it sends as before the run."),
    ]
  }

  private struct RestoreOrder: ScenarioBlock {
    var pool = ""
    var count = 0

    static let blank = RestoreOrder()
    static let fields: [Field<RestoreOrder>] = [
      Field("pool", \.pool, .pool, .required, "The pool."),
      Field("count", \.count, .poolNodes, .required, "The number of nodes."),
    ]
  }

  private struct StallOrder: ScenarioBlock {
    var duration = SimulationDuration.zero

    static let blank = StallOrder()
    static let fields: [Field<StallOrder>] = [
      Field(
        "for", \.duration, .duration(.seconds(1)), .required,
        "The time after which they go on.")
    ]
  }

  private struct RestartOrder: ScenarioBlock {
    var target = WorkloadReference.blank

    static let blank = RestartOrder()
    static let fields: [Field<RestartOrder>] = [
      Field("target", \.target, .workload(kinds: restartable), .required, "The workload.")
    ]
  }

  private struct GateOrder: ScenarioBlock {
    var target = WorkloadReference.blank

    static let blank = GateOrder()
    static let fields: [Field<GateOrder>] = [
      Field("target", \.target, .workload(kinds: restartable), .required, "The workload.")
    ]
  }
}

extension TimelineEntry.PrePullOrder: ScenarioBlock {
  static let blank = TimelineEntry.PrePullOrder(target: .blank)

  static let fields: [Field<TimelineEntry.PrePullOrder>] = [
    Field("target", \.target, .workload(), .required, "The workload whose pods will have it."),
    Field(
      "image", \.image, .text(atMost: 512), .required,
      "The image; one of the workload's containers has another tag of it."),
    Field(
      "pool", optional: \.pool, .pool, absent: "the nodes of all pools",
      "The pool whose nodes pull it."),
    Field(
      "nodesPerSecond", \.nodesPerSecond, .number(0.001...100_000, unit: "nodes/s"),
      .assumed("so slow that a registry of 10 Gbit/s serves others too"),
      "Nodes that begin to pull in a second."),
  ]
}

extension Form where Result == String {
  /// The name of a node pool that must exist.
  fileprivate static var pool: Form {
    Form.dnsLabel(atMost: 50).also { name, value, reading in
      reading.pools.append(reading.mention((pool: name, count: 0), at: value))
    }
  }
}

extension Form where Result == String {
  /// A zone that some node must be in.
  fileprivate static var zone: Form {
    Form.labelValue.also { zone, value, reading in
      reading.zones.append(reading.mention(zone, at: value))
    }
  }
}

extension Form where Result == Int {
  /// A number of nodes of the pool that was named last.
  fileprivate static var poolNodes: Form {
    Form.integer(1...NodePoolBlock.mostPoolNodes).also { count, value, reading in
      let parent = reading.parentPath
      guard let last = reading.pools.last, last.path == parent + ".pool" else { return }
      reading.pools.append(reading.mention((pool: last.name.pool, count: count), at: value))
    }
  }
}
