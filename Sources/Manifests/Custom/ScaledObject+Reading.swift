// SPDX-License-Identifier: Apache-2.0

extension ScaledObject {
  init(reading reader: ObjectReader) {
    metadata = ObjectMeta(ofObject: reader)
    guard let own = reader.requiredObject("spec") else { return }
    if let target = own.requiredObject("scaleTargetRef") {
      scaleTargetRef.name = target.requiredString("name")
      scaleTargetRef.kind = target.string("kind") ?? "Deployment"
      scaleTargetRef.apiVersion = target.string("apiVersion") ?? "apps/v1"
    }
    pollingInterval = own.int32("pollingInterval", in: 1 ... .max) ?? 30
    cooldownPeriod = own.count("cooldownPeriod") ?? 300
    initialCooldownPeriod = own.count("initialCooldownPeriod") ?? 0
    idleReplicaCount = own.count("idleReplicaCount")
    minReplicaCount = own.count("minReplicaCount") ?? 0
    maxReplicaCount = own.int32("maxReplicaCount", in: 1 ... .max) ?? 100
    triggers = own.requiredList("triggers") { Trigger(reading: $0) }
    if let advanced = own.object("advanced") {
      let config = advanced.object("horizontalPodAutoscalerConfig")
      autoscalerName = config?.string("name")
      behavior = config?.object("behavior").map { HorizontalPodAutoscalerBehavior(reading: $0) }
      if advanced.has("scalingModifiers") { unreadFields.append("spec.advanced.scalingModifiers") }
    }
    if own.has("fallback") { unreadFields.append("spec.fallback") }
    for name in ["paused", "paused-replicas", "paused-scale-in", "paused-scale-out"]
    where metadata.annotations["autoscaling.keda.sh/\(name)"] != nil {
      unreadFields.append("metadata.annotations[autoscaling.keda.sh/\(name)]")
    }
    check(own)
  }

  /// The checks of KEDA's own webhook.
  private func check(_ reader: ObjectReader) {
    if maxReplicaCount < minReplicaCount {
      reader.error(
        "maxReplicaCount", found: "found \(maxReplicaCount)",
        expected: "at least minReplicaCount, which is \(minReplicaCount)")
    }
    if let idle = idleReplicaCount, idle >= minReplicaCount {
      reader.error(
        "idleReplicaCount", found: "found \(idle)",
        expected: "less than minReplicaCount, which is \(minReplicaCount)")
    }
  }
}

extension ScaledObject.Trigger {
  init(reading reader: ObjectReader) {
    type = reader.requiredString("type")
    name = reader.string("name")
    metadata = reader.labels("metadata")
    metricType = reader.oneOf("metricType", ["AverageValue", "Value", "Utilization"])
  }
}
