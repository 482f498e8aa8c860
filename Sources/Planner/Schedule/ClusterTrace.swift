// SPDX-License-Identifier: Apache-2.0

import Manifests

/// Reads the node and pod lists of the public GPU cluster trace of Alibaba (2023) from CSV.
///
/// Layout: https://github.com/alibaba/clusterdata, cluster-trace-gpu-v2023. A node `sn` offers its
/// CPU, memory and, per GPU, 1000 of `alibabacloud.com/gpu-milli`, with the model as the label
/// `alibabacloud.com/gpu-card-model`, as in the node manifests of the trace. A pod asks for
/// `num_gpu` times `gpu_milli`; its `gpu_spec` becomes a required node affinity. Every pod of the
/// list is to be placed, whatever became of it. Kubernetes counts an extended resource in all, so
/// that the shares of one pod may come from several cards.
enum ClusterTrace {
  static let gpuMilli = "alibabacloud.com/gpu-milli"
  static let gpuModel = "alibabacloud.com/gpu-card-model"
  static let qualityOfService = "alibabacloud.com/qos"
  /// Pods on one node, as the node manifests of the trace have it.
  static let podsPerNode: Int64 = 1001

  /// Reads a file; its header tells whether it lists nodes or pods.
  static func read(path: String) -> ManifestSet {
    let diagnostics = Diagnostics()
    var set = ManifestSet()
    if let bytes = ManifestReader.bytes(
      ofFile: path, limits: ManifestLimits(), into: diagnostics)
    {
      set = read(bytes, file: path, diagnostics)
    }
    set.diagnostics += diagnostics.all
    set.refusedCount += diagnostics.errorCount
    return set
  }

  static func read(_ bytes: [UInt8], file: String, _ diagnostics: Diagnostics) -> ManifestSet {
    var set = ManifestSet()
    var table = TraceRows(bytes, file: file, diagnostics: diagnostics)
    let kind: (name: String, columns: [String]) =
      table.has("sn")
      ? ("sn", ["cpu_milli", "memory_mib"]) : ("name", ["cpu_milli", "memory_mib"])
    guard table.require([kind.name] + kind.columns) else { return set }
    while table.advance() {
      let place = table.place
      if kind.name == "sn" {
        guard let node = node(&table) else { continue }
        set.items.append(.init(object: .node(node), apiVersion: "v1", kind: "Node", place: place))
      } else {
        guard let pod = pod(&table) else { continue }
        set.items.append(.init(object: .pod(pod), apiVersion: "v1", kind: "Pod", place: place))
      }
    }
    return set
  }

  private static func node(_ row: inout TraceRows) -> Node? {
    let name = row.name("sn")
    let cpu = row.number("cpu_milli", atMost: 1_000_000_000)
    let memory = row.number("memory_mib", atMost: 1_000_000_000)
    let gpus = row.number("gpu", atMost: 10_000, default: 0)
    guard let name, let cpu, let memory, let gpus else { return nil }
    var node = Node()
    node.metadata.name = name
    node.metadata.labels["kubernetes.io/hostname"] = name
    let model = row.text("model")
    if !model.isEmpty { node.metadata.labels[gpuModel] = model }
    var list = ResourceList([
      .init(name: "cpu", quantity: Quantity(milli: cpu)),
      .init(name: "memory", quantity: Quantity(memory << 20, format: .binarySI)),
      .init(name: "pods", quantity: Quantity(podsPerNode)),
    ])
    if gpus > 0 { list[gpuMilli] = Quantity(gpus * 1000) }
    node.status.capacity = list
    node.status.allocatable = list
    return node
  }

  private static func pod(_ row: inout TraceRows) -> Pod? {
    let name = row.name("name")
    let cpu = row.number("cpu_milli", atMost: 1_000_000_000)
    let memory = row.number("memory_mib", atMost: 1_000_000_000)
    let gpus = row.number("num_gpu", atMost: 10_000, default: 0)
    let milli = row.number("gpu_milli", atMost: 1000, default: 1000)
    guard let name, let cpu, let memory, let gpus, let milli else { return nil }
    var pod = Pod()
    pod.metadata.name = name
    let quality = row.text("qos")
    if !quality.isEmpty { pod.metadata.labels[qualityOfService] = quality }
    var container = Container()
    container.name = "main"
    container.resources.requests = ResourceList([
      .init(name: "cpu", quantity: Quantity(milli: cpu)),
      .init(name: "memory", quantity: Quantity(memory << 20, format: .binarySI)),
    ])
    if gpus > 0 { container.resources.requests[gpuMilli] = Quantity(gpus * milli) }
    pod.spec.containers = [container]
    let models = row.text("gpu_spec").split(separator: "|").map(String.init)
    if !models.isEmpty {
      var term = NodeSelectorTerm()
      term.matchExpressions = [.init(key: gpuModel, operator: .in, values: models)]
      pod.spec.affinity.nodeAffinity = NodeAffinity()
      pod.spec.affinity.nodeAffinity?.required = [term]
    }
    return pod
  }
}
