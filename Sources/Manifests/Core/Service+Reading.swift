// SPDX-License-Identifier: Apache-2.0

extension Service {
  init(reading reader: ObjectReader) {
    metadata = ObjectMeta(ofObject: reader)
    guard let own = reader.requiredObject("spec") else { return }
    selector = own.labels("selector")
    ports = own.list("ports") { Port(reading: $0) }
    clusterIP = own.string("clusterIP").flatMap { $0.isEmpty ? nil : $0 }
    type = own.oneOf("type", as: ServiceType.self) ?? .clusterIP
    publishNotReadyAddresses = own.bool("publishNotReadyAddresses") ?? false
  }
}

extension Service.Port {
  init(reading reader: ObjectReader) {
    name = reader.string("name")
    port = Int32(clamping: reader.requiredInt64("port", in: 1...65_535))
    // Kubernetes v1.36 pkg/apis/core/v1/defaults.go, SetDefaults_Service.
    let target = reader.intOrString("targetPort") ?? .int(0)
    targetPort = target == .int(0) || target == .string("") ? .int(port) : target
    nodePort = reader.int32("nodePort", in: 0...65_535) ?? 0
    `protocol` = reader.oneOf("protocol", as: ContainerPort.TransportProtocol.self) ?? .tcp
  }
}

extension ResourceQuota {
  init(reading reader: ObjectReader) {
    metadata = ObjectMeta(ofObject: reader)
    if let own = reader.object("spec") {
      hard = own.resources("hard")
      scopes = own.strings("scopes")
    }
    if let own = reader.object("status") { used = own.resources("used") }
  }
}

extension LimitRange {
  init(reading reader: ObjectReader) {
    metadata = ObjectMeta(ofObject: reader)
    guard let own = reader.requiredObject("spec") else { return }
    limits = own.requiredList("limits") { Item(reading: $0) }
  }
}

extension LimitRange.Item {
  /// Missing defaults follow from the bounds, in the order of the server.
  ///
  /// Source: kubernetes v1.36 pkg/apis/core/v1/defaults.go, SetDefaults_LimitRangeItem.
  init(reading reader: ObjectReader) {
    type = reader.requiredString("type")
    max = reader.resources("max")
    min = reader.resources("min")
    `default` = reader.resources("default")
    defaultRequest = reader.resources("defaultRequest")
    maxLimitRequestRatio = reader.resources("maxLimitRequestRatio")
    guard type == "Container" else { return }
    for item in max.items where `default`[item.name] == nil { `default`[item.name] = item.quantity }
    for item in `default`.items where defaultRequest[item.name] == nil {
      defaultRequest[item.name] = item.quantity
    }
    for item in min.items where defaultRequest[item.name] == nil {
      defaultRequest[item.name] = item.quantity
    }
  }
}

extension ReplicationController {
  init(reading reader: ObjectReader) {
    metadata = ObjectMeta(ofObject: reader)
    guard let own = reader.requiredObject("spec") else { return }
    replicas = own.count("replicas") ?? 1
    template = own.object("template").map { PodTemplateSpec(reading: $0) }
    // Kubernetes v1.36 pkg/apis/core/v1/defaults.go, SetDefaults_ReplicationController.
    selector = own.labels("selector")
    if selector.isEmpty, let template { selector = template.metadata.labels }
    minReadySeconds = own.count("minReadySeconds") ?? 0
    if let template, !template.metadata.labels.contains(selector) {
      own.error("selector", found: "the selector does not match the labels of the template")
    }
  }
}
