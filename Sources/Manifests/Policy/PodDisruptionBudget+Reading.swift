// SPDX-License-Identifier: Apache-2.0

// Validation: kubernetes v1.36 pkg/apis/policy/validation/validation.go.

extension PodDisruptionBudget {
  init(reading reader: ObjectReader, version: String) {
    metadata = ObjectMeta(ofObject: reader)
    if let own = reader.requiredObject("spec") { spec = Spec(reading: own, version: version) }
    if let own = reader.object("status") { status = Status(reading: own) }
  }
}

extension PodDisruptionBudget.Spec {
  init(reading reader: ObjectReader, version: String) {
    minAvailable = reader.intOrPercent("minAvailable", atMost100Percent: true)
    maxUnavailable = reader.intOrPercent("maxUnavailable", atMost100Percent: true)
    selector = reader.object("selector").map { LabelSelector(reading: $0) }
    // In v1beta1 an empty selector matches no pod, in v1 every one.
    if version == "v1beta1", selector?.isEmpty == true { selector = nil }
    unhealthyPodEvictionPolicy =
      reader.oneOf(
        "unhealthyPodEvictionPolicy", as: PodDisruptionBudget.UnhealthyPodEvictionPolicy.self)
      ?? .ifHealthyBudget
    if minAvailable != nil, maxUnavailable != nil {
      reader.error(
        "maxUnavailable", found: "minAvailable and maxUnavailable are both given",
        expected: "one of them")
    }
  }
}

extension PodDisruptionBudget.Status {
  init(reading reader: ObjectReader) {
    disruptionsAllowed = reader.int32("disruptionsAllowed") ?? 0
    currentHealthy = reader.int32("currentHealthy") ?? 0
    desiredHealthy = reader.int32("desiredHealthy") ?? 0
    expectedPods = reader.int32("expectedPods") ?? 0
    disruptedPods = (reader.object("disruptedPods")?.keys ?? []).sorted()
  }
}
