// SPDX-License-Identifier: Apache-2.0

extension Node {
  /// Reads a whole node.
  public init(reading reader: ObjectReader) {
    metadata = ObjectMeta(ofObject: reader, namespace: "")
    if let own = reader.object("spec") {
      spec.taints = own.list("taints") { Taint(reading: $0) }
      spec.unschedulable = own.bool("unschedulable") ?? false
      spec.providerID = own.string("providerID")
    }
    if let own = reader.object("status") { status = Status(reading: own) }
  }
}

extension Node.Status {
  init(reading reader: ObjectReader) {
    capacity = reader.resources("capacity")
    // Kubernetes v1.36 pkg/apis/core/v1/defaults.go, SetDefaults_NodeStatus.
    allocatable = reader.has("allocatable") ? reader.resources("allocatable") : capacity
    conditions = reader.list("conditions") { Condition(reading: $0) }
    images = reader.list("images") { image in
      Node.Image(
        names: image.strings("names"), sizeBytes: image.int64("sizeBytes", in: 0 ... .max) ?? 0)
    }
    addresses = reader.list("addresses") { address in
      Node.Address(
        type: address.requiredString("type"), address: address.requiredString("address"))
    }
  }
}

extension Namespace {
  init(reading reader: ObjectReader) {
    metadata = ObjectMeta(ofObject: reader, namespace: "")
  }
}

extension PriorityClass {
  init(reading reader: ObjectReader) {
    metadata = ObjectMeta(ofObject: reader, namespace: "")
    value = Int32(
      clamping: reader.requiredInt64("value", in: Int64(Int32.min)...Int64(Int32.max)))
    globalDefault = reader.bool("globalDefault") ?? false
    preemptionPolicy =
      reader.oneOf("preemptionPolicy", as: PodSpec.PreemptionPolicy.self) ?? .preemptLowerPriority
    // Kubernetes v1.36 pkg/apis/scheduling/validation/validation.go: larger ones are the system's.
    let isSystem = metadata.name.hasPrefix("system-")
    if value > 1_000_000_000, !isSystem {
      reader.error("value", found: "found \(value)", expected: "at most 1000000000")
    }
  }
}
