// SPDX-License-Identifier: Apache-2.0

import Manifests
import Planner

/// Small clusters in YAML, for tests of the one-shot verbs.
enum Objects {
  /// A node with 4 cores and 8 GiB unless told otherwise, in zone z.
  static func node(
    _ name: String, cpu: String = "4", pods: Int = 110, labels: String = "", spec: String = ""
  ) -> String {
    let more = labels.isEmpty ? "" : ", \(labels)"
    return """
      ---
      apiVersion: v1
      kind: Node
      metadata: {name: \(name), labels: {kubernetes.io/hostname: \(name)\(more)}}
      spec: {\(spec)}
      status: {allocatable: {cpu: "\(cpu)", memory: 8Gi, pods: "\(pods)"}}

      """
  }

  /// A pod with one container.
  static func pod(
    _ name: String, cpu: String = "1", spec: String = "", metadata: String = "", ports: String = ""
  ) -> String {
    """
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: \(name), labels: {app: web}\(metadata.isEmpty ? "" : ", \(metadata)")}
    spec:
      containers:
      - {name: c, image: i, resources: {requests: {cpu: "\(cpu)"}}\(ports)}
    \(spec.split(separator: "\n").map { "  \($0)\n" }.joined())
    """
  }

  /// A workload with an app label.
  static func workload(
    _ kind: String, _ name: String, replicas: Int = 2, apiVersion: String = "apps/v1",
    spec: String = ""
  ) -> String {
    """
    ---
    apiVersion: \(apiVersion)
    kind: \(kind)
    metadata: {name: \(name)}
    spec:
    \(kind == "DaemonSet" ? "" : "  replicas: \(replicas)\n")\
      selector: {matchLabels: {app: \(name)}}
      serviceName: s
      template:
        metadata: {labels: {app: \(name)}}
        spec:
          containers: [{name: c, image: i, resources: {requests: {cpu: 100m}}}]
    \(spec.split(separator: "\n").map { "      \($0)\n" }.joined())
    """
  }

  static func input(_ text: String) -> ScheduleInput {
    ScheduleInput(ManifestReader.read(text: text, file: "t.yaml"))
  }
}
