// SPDX-License-Identifier: Apache-2.0

// Validation: kubernetes v1.36 pkg/apis/apps/validation/validation.go.

extension Deployment {
  init(reading reader: ObjectReader) {
    metadata = ObjectMeta(ofObject: reader)
    if let own = reader.requiredObject("spec") { spec = Spec(reading: own) }
  }
}

extension Deployment.Spec {
  init(reading reader: ObjectReader) {
    replicas = reader.count("replicas") ?? 1
    template = PodTemplateSpec(ofWorkload: reader)
    selector = LabelSelector(ofWorkload: reader, choosing: template)
    minReadySeconds = reader.count("minReadySeconds") ?? 0
    revisionHistoryLimit = reader.count("revisionHistoryLimit") ?? 10
    progressDeadlineSeconds = reader.count("progressDeadlineSeconds") ?? 600
    paused = reader.bool("paused") ?? false
    if let own = reader.object("strategy") { readStrategy(own) }
    if reader.has("progressDeadlineSeconds"), progressDeadlineSeconds <= minReadySeconds {
      reader.error(
        "progressDeadlineSeconds", found: "found \(progressDeadlineSeconds)",
        expected: "more than minReadySeconds, which is \(minReadySeconds)")
    }
  }

  private mutating func readStrategy(_ reader: ObjectReader) {
    strategy = reader.oneOf("type", as: Deployment.StrategyType.self) ?? .rollingUpdate
    guard let rolling = reader.object("rollingUpdate") else { return }
    if strategy == .recreate {
      reader.error(
        "rollingUpdate", found: "rollingUpdate is given",
        expected: "none when the type is Recreate")
    }
    maxUnavailable =
      rolling.intOrPercent("maxUnavailable", atMost100Percent: true) ?? maxUnavailable
    maxSurge = rolling.intOrPercent("maxSurge") ?? maxSurge
    if maxUnavailable.isZeroAmount, maxSurge.isZeroAmount {
      rolling.error(
        "maxUnavailable", found: "maxUnavailable and maxSurge are both 0",
        expected: "one of them to be greater, or no pod could ever be replaced")
    }
  }
}

extension IntOrString {
  /// Whether the value is 0 or 0%.
  var isZeroAmount: Bool { self == .int(0) || percent == 0 }
}

extension ReplicaSet {
  init(reading reader: ObjectReader) {
    metadata = ObjectMeta(ofObject: reader)
    guard let own = reader.requiredObject("spec") else { return }
    spec.replicas = own.count("replicas") ?? 1
    spec.template = own.object("template").map { PodTemplateSpec(reading: $0) }
    spec.selector = LabelSelector(ofWorkload: own, choosing: spec.template)
    spec.minReadySeconds = own.count("minReadySeconds") ?? 0
  }
}
