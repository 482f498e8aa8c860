// SPDX-License-Identifier: Apache-2.0

extension Pod {
  /// Reads a whole pod.
  public init(reading reader: ObjectReader) {
    metadata = ObjectMeta(ofObject: reader)
    if let own = reader.requiredObject("spec") { spec = PodSpec(reading: own) }
    if let own = reader.object("status") { status = PodStatus(reading: own) }
  }
}

extension PodTemplateSpec {
  /// Reads a template; its pods must have a restart policy that the owner permits.
  public init(reading reader: ObjectReader, allowedRestarts: [PodSpec.RestartPolicy] = [.always]) {
    metadata = ObjectMeta(reading: reader.object("metadata"), namespace: "")
    if let own = reader.requiredObject("spec") {
      spec = PodSpec(reading: own, allowedRestarts: allowedRestarts)
    }
  }

  /// Reads the template of a workload, which must be there.
  init(
    ofWorkload reader: ObjectReader, allowedRestarts: [PodSpec.RestartPolicy] = [.always]
  ) {
    guard let own = reader.requiredObject("template") else {
      self.init()
      return
    }
    self.init(reading: own, allowedRestarts: allowedRestarts)
  }
}

extension PodStatus {
  init(reading reader: ObjectReader) {
    phase = reader.oneOf("phase", as: Phase.self) ?? .pending
    conditions = reader.list("conditions") { Condition(reading: $0) }
    containerStatuses = reader.list("containerStatuses") { ContainerStatus(reading: $0) }
    initContainerStatuses = reader.list("initContainerStatuses") { ContainerStatus(reading: $0) }
    startTime = reader.timestamp("startTime")
    nominatedNodeName = reader.string("nominatedNodeName").flatMap { $0.isEmpty ? nil : $0 }
    qosClass = reader.string("qosClass")
    reason = reader.string("reason")
  }
}

extension PodStatus.ContainerStatus {
  init(reading reader: ObjectReader) {
    name = reader.string("name") ?? ""
    ready = reader.bool("ready") ?? false
    restartCount = reader.count("restartCount") ?? 0
    started = reader.bool("started")
  }
}

extension Condition {
  init(reading reader: ObjectReader) {
    type = reader.requiredString("type")
    status = reader.oneOf("status", as: Status.self) ?? .unknown
    reason = reader.string("reason") ?? ""
    lastTransitionTime = reader.timestamp("lastTransitionTime")
  }
}
