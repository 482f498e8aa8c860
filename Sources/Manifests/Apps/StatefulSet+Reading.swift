// SPDX-License-Identifier: Apache-2.0

// Validation: kubernetes v1.36 pkg/apis/apps/validation/validation.go.

extension StatefulSet {
  init(reading reader: ObjectReader) {
    metadata = ObjectMeta(ofObject: reader)
    if let own = reader.requiredObject("spec") { spec = Spec(reading: own) }
  }
}

extension StatefulSet.Spec {
  init(reading reader: ObjectReader) {
    replicas = reader.count("replicas") ?? 1
    template = PodTemplateSpec(ofWorkload: reader)
    selector = LabelSelector(ofWorkload: reader, choosing: template)
    serviceName = reader.string("serviceName") ?? ""
    podManagementPolicy =
      reader.oneOf("podManagementPolicy", as: StatefulSet.PodManagementPolicy.self)
      ?? .orderedReady
    minReadySeconds = reader.count("minReadySeconds") ?? 0
    revisionHistoryLimit = reader.count("revisionHistoryLimit") ?? 10
    firstOrdinal = reader.object("ordinals")?.count("start") ?? 0
    volumeClaimTemplates = reader.claimTemplateNames()
    readUpdateStrategy(reader.object("updateStrategy"))
    if let retention = reader.object("persistentVolumeClaimRetentionPolicy") {
      let type = StatefulSet.ClaimRetention.self
      claimsWhenDeleted = retention.oneOf("whenDeleted", as: type) ?? .retain
      claimsWhenScaled = retention.oneOf("whenScaled", as: type) ?? .retain
    }
  }

  private mutating func readUpdateStrategy(_ reader: ObjectReader?) {
    guard let reader else { return }
    updateStrategy = reader.oneOf("type", as: StatefulSet.UpdateStrategyType.self) ?? .rollingUpdate
    guard let rolling = reader.object("rollingUpdate") else { return }
    partition = rolling.count("partition") ?? 0
    maxUnavailable = rolling.intOrPercent("maxUnavailable", atMost100Percent: true)
    if let maxUnavailable, maxUnavailable.isZeroAmount {
      rolling.error("maxUnavailable", found: "found \(maxUnavailable)", expected: "more than 0")
    }
  }
}

extension ObjectReader {
  /// The names of volume claim templates.
  func claimTemplateNames() -> [String] {
    list("volumeClaimTemplates") { claim in
      claim.requiredObject("metadata")?.requiredString("name")
    }
  }
}

extension DaemonSet {
  init(reading reader: ObjectReader) {
    metadata = ObjectMeta(ofObject: reader)
    if let own = reader.requiredObject("spec") { spec = Spec(reading: own) }
  }
}

extension DaemonSet.Spec {
  init(reading reader: ObjectReader) {
    template = PodTemplateSpec(ofWorkload: reader)
    selector = LabelSelector(ofWorkload: reader, choosing: template)
    minReadySeconds = reader.count("minReadySeconds") ?? 0
    revisionHistoryLimit = reader.count("revisionHistoryLimit") ?? 10
    guard let strategy = reader.object("updateStrategy") else { return }
    updateStrategy =
      strategy.oneOf("type", as: StatefulSet.UpdateStrategyType.self) ?? .rollingUpdate
    guard let rolling = strategy.object("rollingUpdate") else { return }
    maxUnavailable = rolling.intOrPercent("maxUnavailable", atMost100Percent: true) ?? .int(1)
    maxSurge = rolling.intOrPercent("maxSurge", atMost100Percent: true) ?? .int(0)
    if maxUnavailable.isZeroAmount == maxSurge.isZeroAmount {
      rolling.error(
        "maxUnavailable", found: "maxUnavailable is \(maxUnavailable), maxSurge is \(maxSurge)",
        expected: "exactly one of them to be greater than 0")
    }
  }
}
