// SPDX-License-Identifier: Apache-2.0

// Defaults: kubernetes v1.36 pkg/apis/core/v1/defaults.go (SetDefaults_PodSpec, SetDefaults_Pod).
// Validation: kubernetes v1.36 pkg/apis/core/validation/validation.go.

extension PodSpec {
  /// Reads a specification; `allowedRestarts` are the policies that the owner permits.
  public init(
    reading reader: ObjectReader, allowedRestarts: [RestartPolicy] = RestartPolicy.allCases
  ) {
    containers = reader.requiredList("containers") { Container(reading: $0) }
    initContainers = reader.list("initContainers") { Container(reading: $0) }
    resources = ResourceRequirements(reading: reader.object("resources"), defaultsRequests: false)
    overhead = reader.resources("overhead")
    nodeName = reader.string("nodeName").flatMap { $0.isEmpty ? nil : $0 }
    nodeSelector = reader.labels("nodeSelector")
    affinity = reader.object("affinity").map { Affinity(reading: $0) } ?? Affinity()
    tolerations = reader.list("tolerations") { Toleration(reading: $0) }
    topologySpreadConstraints = reader.list("topologySpreadConstraints") {
      TopologySpreadConstraint(reading: $0)
    }
    priorityClassName = reader.string("priorityClassName").flatMap { $0.isEmpty ? nil : $0 }
    priority = reader.int32("priority")
    preemptionPolicy = reader.oneOf("preemptionPolicy", as: PreemptionPolicy.self)
    schedulerName = reader.string("schedulerName") ?? "default-scheduler"
    schedulingGates = reader.list("schedulingGates") { $0.requiredString("name") }
    readinessGates = reader.list("readinessGates") { $0.requiredString("conditionType") }
    terminationGracePeriodSeconds =
      reader.int64("terminationGracePeriodSeconds", in: 0 ... .max) ?? 30
    activeDeadlineSeconds = reader.int64("activeDeadlineSeconds", in: 1 ... .max)
    restartPolicy = reader.oneOf("restartPolicy", as: RestartPolicy.self) ?? .always
    hostNetwork = reader.bool("hostNetwork") ?? false
    runtimeClassName = reader.string("runtimeClassName")
    volumes = reader.list("volumes") { Volume(reading: $0) }
    setDefaults()
    check(reader, allowedRestarts: allowedRestarts)
  }

  private mutating func setDefaults() {
    if hostNetwork {
      for index in containers.indices { containers[index].takeHostPorts() }
      for index in initContainers.indices { initContainers[index].takeHostPorts() }
    }
    guard !resources.limits.isEmpty else { return }
    // A pod-level request that is not named is the sum of the containers, or else the limit.
    for item in containerRequests().items
    where resources.requests[item.name] == nil && ["cpu", "memory"].contains(item.name) {
      resources.requests[item.name] = item.quantity
    }
    for item in resources.limits.items
    where resources.requests[item.name] == nil && PodSpec.isPodLevelResource(item.name) {
      resources.requests[item.name] = item.quantity
    }
  }

  private func check(_ reader: ObjectReader, allowedRestarts: [RestartPolicy]) {
    if !allowedRestarts.contains(restartPolicy) {
      let names = allowedRestarts.map(\.rawValue).joined(separator: " or ")
      reader.error(
        "restartPolicy", found: "found \"\(restartPolicy.rawValue)\"",
        expected: "\(names) for this kind")
    }
    var names: Set<String> = []
    for container in initContainers + containers where !container.name.isEmpty {
      if !names.insert(container.name).inserted {
        reader.error(
          "containers", found: "found two containers named \"\(container.name)\"",
          expected: "a name of its own for each")
      }
    }
  }
}

extension Container {
  fileprivate mutating func takeHostPorts() {
    for index in ports.indices where ports[index].hostPort == 0 {
      ports[index].hostPort = ports[index].containerPort
    }
  }
}

extension Volume {
  init(reading reader: ObjectReader) {
    name = reader.requiredString("name")
    if let claim = reader.object("persistentVolumeClaim") {
      source = .persistentVolumeClaim(claimName: claim.requiredString("claimName"))
    } else if let map = reader.object("configMap") {
      source = .configMap(name: map.string("name") ?? "")
    } else if let secret = reader.object("secret") {
      source = .secret(name: secret.string("secretName") ?? "")
    } else if reader.has("hostPath") {
      source = .hostPath
    } else if let other = reader.keys.first(where: { $0 != "name" && $0 != "emptyDir" }) {
      source = .other(other)
    } else {
      // A volume without source is an empty folder: SetDefaults_Volume.
      source = .emptyDir
    }
  }
}
