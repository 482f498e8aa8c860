// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

extension ClusterBlock: ScenarioBlock {
  static let blank = ClusterBlock(name: "")

  static let fields: [Field<ClusterBlock>] = [
    Field("name", \.name, .dnsLabel(), .required, "The name of the cluster."),
    Field(
      "nodePools", \.nodePools, .list(of: .block(NodePoolBlock.self), count: 1...1000), .required,
      "The pools of equal nodes; at most \(NodePoolBlock.mostNodes) nodes in all."),
    Field(
      "manifests", \.objects, .manifests, .convention("an empty cluster"),
      "Files and folders of Kubernetes objects applied at time zero, relative to the scenario."),
    Field(
      "initialState", .choice(["running", "empty"], name: "state"),
      .convention("an evening begins with a cluster that runs"),
      "Whether the workloads of the manifests run at time zero or are created then.",
      default: "running"
    ) { state, block in block.isRunningAtStart = state == "running" },
    Field("controlPlane", block: \.controlPlane, "Rates, workers and latencies."),
    Field("scheduler", block: \.scheduler, "Profiles of the scheduler and its choice of nodes."),
    Field(
      "nodeAutoscaler", block: \.nodeAutoscaler,
      "What adds and removes nodes: the cluster autoscaler or Karpenter."),
    Field("kubelet", block: \.kubelet, "Times of the kubelets and container runtimes."),
    Field("network", block: \.network, "The service that gives pods their addresses."),
    Field("registry", block: \.registry, "The image registry that all nodes share."),
    Field(
      "customMetrics", block: \.customMetrics,
      "Metrics of autoscalers beside CPU and memory, by way of Prometheus and its adapter."),
  ]

  static func check(_ block: inout ClusterBlock, at value: Value, _ reading: Reading) {
    checkKarpenter(block, value, reading)
    let plane = block.controlPlane
    if plane.nodeMonitorGracePeriod <= block.kubelet.leaseRenewPeriod {
      let grace = DurationText.text(plane.nodeMonitorGracePeriod)
      reading.report(
        value["controlPlane"]?["nodeMonitorGracePeriod"] ?? value,
        key: "controlPlane.nodeMonitorGracePeriod",
        found: "found \(grace)",
        expected: "more than kubelet.leaseRenewPeriod, which is "
          + DurationText.text(block.kubelet.leaseRenewPeriod),
        hint: "otherwise every node counts as not ready between two heartbeats")
    }
  }
}

extension ClusterBlock {
  /// The pools of the file and those of Karpenter have names of their own and one master each.
  fileprivate static func checkKarpenter(
    _ block: ClusterBlock, _ value: Value, _ reading: Reading
  ) {
    guard block.nodeAutoscaler.kind == .karpenter else { return }
    let names = block.objects.karpenterNodePools.map(\.metadata.name)
    if names.isEmpty {
      reading.report(
        value["nodeAutoscaler"] ?? value, key: "nodeAutoscaler",
        found: "no NodePool among the manifests",
        expected: "a manifest of kind NodePool of karpenter.sh/v1")
    }
    for (place, pool) in block.nodePools.enumerated() {
      let item = value["nodePools"]?.items?[place] ?? value
      if pool.autoscaling != nil {
        reading.report(
          item["autoscaling"] ?? item, key: "nodePools[\(place)].autoscaling",
          found: "a pool with autoscaling", expected: "kind: cluster-autoscaler",
          hint: "Karpenter changes the nodes of its NodePools alone")
      }
      if names.contains(pool.name) {
        reading.report(
          item["name"] ?? item, key: "nodePools[\(place)].name",
          found: "a NodePool of Karpenter has the name \"\(pool.name)\", too",
          expected: "unique names")
      }
    }
  }
}

extension RegistryBlock: ScenarioBlock {
  static let blank = RegistryBlock()

  static let fields: [Field<RegistryBlock>] = [
    Field(
      "bandwidth", \.bytesPerSecond, .bandwidth, .assumed("one network card of 10 Gbit/s"),
      "What the registry can send, shared evenly by the active pulls."),
    Field(
      "peerToPeer", optional: \.peerToPeer, .block(PeerBlock.self),
      absent: "all images come from the registry",
      "Nodes hand images on to each other, as with Dragonfly or Kraken."),
  ]
}

extension RegistryBlock.PeerBlock: ScenarioBlock {
  static let blank = RegistryBlock.PeerBlock()

  static let fields: [Field<RegistryBlock.PeerBlock>] = [
    Field(
      "upload", \.uploadBytesPerSecond, .bandwidth,
      .assumed("as much as a node can receive by default"),
      "What one node hands on."),
    Field(
      "efficiency", \.efficiency, .share,
      .assumed(
        "near one for images of many pieces (Qiu and Srikant, SIGCOMM 2004); Kraken tells of more "
          + "than half of the link speed"),
      "The share of the upload that is used while the node has only a part of the image."),
  ]
}
