// SPDX-License-Identifier: Apache-2.0

extension VerticalPodAutoscaler {
  init(reading reader: ObjectReader) {
    metadata = ObjectMeta(ofObject: reader)
    guard let own = reader.requiredObject("spec") else { return }
    if let target = own.requiredObject("targetRef") {
      targetRef = CrossVersionObjectReference(reading: target)
    }
    if let policy = own.object("updatePolicy") {
      updateMode = policy.oneOf("updateMode", as: UpdateMode.self) ?? .recreate
      minReplicas = policy.int32("minReplicas", in: 1 ... .max)
      if policy.has("evictionRequirements") {
        policy.warning(
          "evictionRequirements", found: "requirements of evictions are not simulated",
          hint: "the updater evicts as if there were none")
      }
    }
    if let policy = own.object("resourcePolicy") {
      containerPolicies = policy.list("containerPolicies") { ContainerPolicy(reading: $0) }
    }
    if own.list("recommenders", { $0.string("name") }).contains(where: { $0 != "default" }) {
      own.warning(
        "recommenders", found: "only the default recommender is simulated",
        hint: "it recommends in place of the one that is named")
    }
  }
}

extension VerticalPodAutoscaler.ContainerPolicy {
  init(reading reader: ObjectReader) {
    containerName = reader.string("containerName") ?? "*"
    mode = reader.oneOf("mode", as: VerticalPodAutoscaler.ScalingMode.self) ?? .auto
    minAllowed = reader.resources("minAllowed")
    maxAllowed = reader.resources("maxAllowed")
    controlledValues =
      reader.oneOf("controlledValues", as: VerticalPodAutoscaler.ControlledValues.self)
      ?? .requestsAndLimits
    if reader.has("controlledResources") { controlledResources = resourceNames(reader) }
    for item in minAllowed.items {
      guard let most = maxAllowed[item.name], most < item.quantity else { continue }
      reader.error(
        "maxAllowed", found: "found \(item.name) \(most)",
        expected: "at least minAllowed, which is \(item.quantity)")
    }
  }

  private func resourceNames(_ reader: ObjectReader) -> [String] {
    let known = ["cpu", "memory"]
    let names = reader.strings("controlledResources")
    for name in names where !known.contains(name) {
      reader.error(
        "controlledResources", found: "found \"\(name)\"", expected: "cpu or memory",
        hint: didYouMean(name, in: known))
    }
    return names.filter { known.contains($0) }
  }
}
