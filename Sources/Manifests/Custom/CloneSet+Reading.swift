// SPDX-License-Identifier: Apache-2.0

// Defaults: openkruise/kruise apis/apps/defaults/v1alpha1.go and v1beta1.go.

extension CloneSet {
  init(reading reader: ObjectReader, version: String) {
    metadata = ObjectMeta(ofObject: reader)
    if let own = reader.requiredObject("spec") { spec = Spec(reading: own, version: version) }
  }
}

extension CloneSet.Spec {
  init(reading reader: ObjectReader, version: String) {
    replicas = reader.count("replicas") ?? 1
    template = PodTemplateSpec(ofWorkload: reader)
    selector = LabelSelector(ofWorkload: reader, choosing: template)
    if let strategy = reader.object("updateStrategy") {
      updateStrategy = CloneSet.UpdateStrategy(reading: strategy, version: version)
    }
    if let scale = reader.object("scaleStrategy") {
      podsToDelete = scale.strings("podsToDelete")
      scaleMaxUnavailable = scale.intOrPercent("maxUnavailable")
    }
    minReadySeconds = reader.count("minReadySeconds") ?? 0
    revisionHistoryLimit = reader.count("revisionHistoryLimit") ?? 10
    reader.warnOfHooks()
  }
}

extension ObjectReader {
  /// Tells that hooks of the lifecycle, which others would take off, hold nothing back.
  fileprivate func warnOfHooks() {
    guard object("lifecycle") != nil else { return }
    warning(
      "lifecycle", found: "hooks of the lifecycle are not simulated by this version",
      hint: "pods change and go without waiting for them")
  }
}

extension CloneSet.UpdateStrategy {
  /// Reads a strategy; in v1beta1 it lies in `rollingUpdate`, and its type is called a policy.
  init(reading given: ObjectReader, version: String) {
    let isNested = version == "v1beta1"
    let isOnDelete = isNested && given.oneOf("type", ["RollingUpdate", "OnDelete"]) == "OnDelete"
    guard let reader = isNested ? given.object("rollingUpdate") : given else {
      paused = isOnDelete
      return
    }
    let key = isNested ? "podUpdatePolicy" : "type"
    type = reader.oneOf(key, as: CloneSet.UpdateStrategyType.self) ?? .recreate
    partition = reader.intOrPercent("partition", atMost100Percent: true) ?? .int(0)
    maxUnavailable = reader.intOrPercent("maxUnavailable", atMost100Percent: true) ?? .string("20%")
    maxSurge = reader.intOrPercent("maxSurge") ?? .int(0)
    // With OnDelete the controller updates no pod by itself.
    paused = isOnDelete || (reader.bool("paused") ?? false)
    if let priority = reader.object("priorityStrategy") {
      priorityStrategy = CloneSet.PriorityStrategy(reading: priority)
    }
    scatterStrategy = reader.list("scatterStrategy") { term in
      LabelSet.Label(key: term.requiredString("key"), value: term.string("value") ?? "")
    }
    inPlaceGracePeriodSeconds =
      reader.object("inPlaceUpdateStrategy")?.count("gracePeriodSeconds") ?? 0
    if maxUnavailable.isZeroAmount, maxSurge.isZeroAmount {
      reader.error(
        "maxUnavailable", found: "maxUnavailable and maxSurge are both 0",
        expected: "one of them to be greater, or no pod could ever be replaced")
    }
  }
}

extension CloneSet.PriorityStrategy {
  init(reading reader: ObjectReader) {
    weightPriority = reader.list("weightPriority") { term in
      let weight = Int32(clamping: term.requiredInt64("weight", in: 0...100))
      guard let selector = term.requiredObject("matchSelector") else { return nil }
      return WeightTerm(weight: weight, matchSelector: LabelSelector(reading: selector))
    }
    orderPriority = reader.list("orderPriority") { $0.requiredString("orderedKey") }
  }
}

extension AdvancedStatefulSet {
  init(reading reader: ObjectReader) {
    metadata = ObjectMeta(ofObject: reader)
    if let own = reader.requiredObject("spec") { spec = Spec(reading: own) }
  }
}

extension AdvancedStatefulSet.Spec {
  init(reading reader: ObjectReader) {
    replicas = reader.count("replicas") ?? 1
    template = PodTemplateSpec(ofWorkload: reader)
    selector = LabelSelector(ofWorkload: reader, choosing: template)
    serviceName = reader.string("serviceName") ?? ""
    podManagementPolicy =
      reader.oneOf("podManagementPolicy", as: StatefulSet.PodManagementPolicy.self)
      ?? .orderedReady
    if let strategy = reader.object("updateStrategy") {
      updateStrategy = AdvancedStatefulSet.UpdateStrategy(reading: strategy)
    }
    reserveOrdinals = reader.integers("reserveOrdinals", in: 0 ... .max).sorted()
    scaleMaxUnavailable = reader.object("scaleStrategy")?.intOrPercent("maxUnavailable")
    revisionHistoryLimit = reader.count("revisionHistoryLimit") ?? 10
    volumeClaimTemplates = reader.claimTemplateNames()
    reader.warnOfHooks()
  }
}

extension AdvancedStatefulSet.UpdateStrategy {
  init(reading reader: ObjectReader) {
    type = reader.oneOf("type", as: StatefulSet.UpdateStrategyType.self) ?? .rollingUpdate
    guard let rolling = reader.object("rollingUpdate") else { return }
    partition = rolling.count("partition") ?? 0
    maxUnavailable = rolling.intOrPercent("maxUnavailable", atMost100Percent: true) ?? .int(1)
    podUpdatePolicy =
      rolling.oneOf("podUpdatePolicy", as: CloneSet.UpdateStrategyType.self) ?? .recreate
    paused = rolling.bool("paused") ?? false
    minReadySeconds = rolling.count("minReadySeconds") ?? 0
    inPlaceGracePeriodSeconds =
      rolling.object("inPlaceUpdateStrategy")?.count("gracePeriodSeconds") ?? 0
    unorderedUpdate = rolling.object("unorderedUpdate").map { unordered in
      unordered.object("priorityStrategy").map { CloneSet.PriorityStrategy(reading: $0) }
        ?? CloneSet.PriorityStrategy()
    }
  }
}
