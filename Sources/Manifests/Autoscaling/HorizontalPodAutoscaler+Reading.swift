// SPDX-License-Identifier: Apache-2.0

// Defaults: kubernetes v1.36 pkg/apis/autoscaling/v2/defaults.go.
// Validation: kubernetes v1.36 pkg/apis/autoscaling/validation/validation.go.

extension HorizontalPodAutoscaler {
  init(reading reader: ObjectReader, version: String) {
    metadata = ObjectMeta(ofObject: reader)
    if let own = reader.requiredObject("spec") { spec = Spec(reading: own, version: version) }
    if let own = reader.object("status") {
      status.currentReplicas = own.count("currentReplicas") ?? 0
      status.desiredReplicas = own.count("desiredReplicas") ?? 0
      status.lastScaleTime = own.timestamp("lastScaleTime")
    }
  }
}

extension HorizontalPodAutoscaler.Spec {
  /// Reads a specification of autoscaling/v1, v2beta2 or v2.
  public init(reading reader: ObjectReader, version: String) {
    if let target = reader.requiredObject("scaleTargetRef") {
      scaleTargetRef = CrossVersionObjectReference(reading: target)
    }
    minReplicas = reader.count("minReplicas") ?? 1
    maxReplicas = Int32(clamping: reader.requiredInt64("maxReplicas", in: 1...Int64(Int32.max)))
    if version == "v1" {
      let percent = reader.int32("targetCPUUtilizationPercentage", in: 1 ... .max)
      metrics = percent.map { [.resource(name: "cpu", target: .utilization($0))] } ?? []
    } else {
      metrics = reader.list("metrics") { MetricSpec(reading: $0) }
      behavior = reader.object("behavior").map { HorizontalPodAutoscalerBehavior(reading: $0) }
    }
    if metrics.isEmpty { metrics = [.resource(name: "cpu", target: .utilization(80))] }
    check(reader)
  }

  private func check(_ reader: ObjectReader) {
    reader.check(maxReplicas: maxReplicas, atLeast: minReplicas)
    // Scaling to zero needs a metric that exists without pods.
    let hasOuterMetric = metrics.contains {
      switch $0 {
      case .object, .external: true
      case .resource, .containerResource, .pods: false
      }
    }
    if minReplicas == 0, !hasOuterMetric {
      reader.error(
        "minReplicas", found: "found 0",
        expected: "at least 1, or an Object or External metric with the gate HPAScaleToZero")
    }
  }
}

extension ObjectReader {
  /// Reports a greatest number of pods that is below the least.
  func check(maxReplicas: Int32, atLeast minReplicas: Int32) {
    guard has("maxReplicas"), maxReplicas < minReplicas else { return }
    error(
      "maxReplicas", found: "found \(maxReplicas)",
      expected: "at least minReplicas, which is \(minReplicas)")
  }
}
