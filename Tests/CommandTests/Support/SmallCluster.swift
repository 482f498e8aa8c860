// SPDX-License-Identifier: Apache-2.0

/// A small cluster in YAML for the one-shot verbs.
enum SmallCluster {
  /// Two free nodes and a cordoned one.
  static let nodes = """
    apiVersion: v1
    kind: Node
    metadata: {name: node-1, labels: {kubernetes.io/hostname: node-1, topology.kubernetes.io/zone: east}}
    status: {allocatable: {cpu: "4", memory: 8Gi, pods: "110"}}
    ---
    apiVersion: v1
    kind: Node
    metadata: {name: node-2, labels: {kubernetes.io/hostname: node-2, topology.kubernetes.io/zone: west}}
    status: {allocatable: {cpu: "4", memory: 8Gi, pods: "110"}}
    ---
    apiVersion: v1
    kind: Node
    metadata: {name: node-3, labels: {kubernetes.io/hostname: node-3}}
    spec: {unschedulable: true}
    status: {allocatable: {cpu: "1", memory: 8Gi, pods: "110"}}
    """

  /// A deployment of ten pods of 900m: eight fit.
  static let workload = """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      replicas: 10
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec:
          containers:
          - {name: c, image: i, resources: {requests: {cpu: 900m, memory: 100Mi}}}
    """

  /// One pod.
  static func pod(_ name: String, cpu: String = "500m", spec: String = "") -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata: {name: \(name)}
    spec:
      containers: [{name: c, image: i, resources: {requests: {cpu: \(cpu)}}}]
    \(spec.split(separator: "\n").map { "  \($0)\n" }.joined())
    """
  }

  /// The folder of a test with the cluster in it, as `cluster/nodes.yaml` and `web.yaml`.
  static func folder() throws -> TestFolder {
    let folder = try TestFolder()
    try folder.write(nodes, to: "nodes.yaml")
    try folder.write(workload, to: "web.yaml")
    return folder
  }
}
