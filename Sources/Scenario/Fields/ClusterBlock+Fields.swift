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
      "The cluster autoscaler, which acts on pools with autoscaling."),
    Field("kubelet", block: \.kubelet, "Times of the kubelets and container runtimes."),
    Field("registry", block: \.registry, "The image registry that all nodes share."),
    Field(
      "customMetrics", block: \.customMetrics,
      "Metrics of autoscalers beside CPU and memory, by way of Prometheus and its adapter."),
  ]

  static func check(_ block: inout ClusterBlock, at value: Value, _ reading: Reading) {
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

extension RegistryBlock: ScenarioBlock {
  static let blank = RegistryBlock()

  static let fields: [Field<RegistryBlock>] = [
    Field(
      "bandwidth", \.bytesPerSecond, .bandwidth, .assumed("one network card of 10 Gbit/s"),
      "What the registry can send, shared evenly by the active pulls.")
  ]
}
