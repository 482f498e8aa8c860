// SPDX-License-Identifier: Apache-2.0

extension StatefulSetPlus {
  init(reading reader: ObjectReader) {
    metadata = ObjectMeta(ofObject: reader)
    if let own = reader.requiredObject("spec") { spec = Spec(reading: own) }
  }
}

extension StatefulSetPlus.Spec {
  init(reading reader: ObjectReader) {
    replicas = reader.count("replicas") ?? 1
    template = PodTemplateSpec(ofWorkload: reader)
    selector = LabelSelector(ofWorkload: reader, choosing: template)
    serviceName = reader.string("serviceName") ?? ""
    podManagementPolicy =
      reader.oneOf("podManagementPolicy", as: StatefulSet.PodManagementPolicy.self)
      ?? .orderedReady
    minReadySeconds = reader.count("minReadySeconds") ?? 0
    guard let strategy = reader.object("updateStrategy") else { return }
    updateStrategy = StatefulSetPlus.UpdateStrategy(reading: strategy, replicas: replicas)
  }
}

extension StatefulSetPlus.UpdateStrategy {
  /// The greatest number of batches that is accepted.
  private static let greatestBatchNum: Int32 = 1_000

  init(reading reader: ObjectReader, replicas: Int32) {
    type = reader.oneOf("type", as: CloneSet.UpdateStrategyType.self) ?? .recreate
    let range = 1...StatefulSetPlus.UpdateStrategy.greatestBatchNum
    podsNumToUpdate = reader.integers("podsNumToUpdate", in: 1 ... .max)
    podsToUpdate = (reader.items("podsToUpdate") ?? []).indices.map {
      StatefulSetPlus.UpdateStrategy.podNames(ofBatch: $0, in: reader)
    }
    let given = max(podsNumToUpdate.count, podsToUpdate.count)
    batchNum = reader.int32("batchNum", in: range) ?? Int32(clamping: max(given, 1))
    batchAuto = reader.bool("batchAuto") ?? false
    batchIntervalMinutes = reader.count("batchIntervalMinutes") ?? 0
    parallel = reader.bool("parallel") ?? true
    batchDeadlineMinutes = reader.int32("batchDeadlineMinutes", in: 1 ... .max)
    maxFailedPercent = reader.int32("maxFailedPercent", in: 0...100) ?? 0
    paused = reader.bool("paused") ?? false
    check(reader, replicas: replicas)
  }

  private static func podNames(ofBatch index: Int, in reader: ObjectReader) -> [String] {
    guard let batch = reader.items("podsToUpdate")?[index] else { return [] }
    let names = (batch.items ?? []).compactMap(\.string)
    if names.isEmpty || names.count != batch.items?.count {
      reader.error(
        "podsToUpdate", found: "found \(batch.summary) as batch \(index)",
        expected: "a list of pod names")
    }
    return names
  }

  private func check(_ reader: ObjectReader, replicas: Int32) {
    guard !podsNumToUpdate.isEmpty else { return }
    let sum = podsNumToUpdate.reduce(Int64(0)) { $0 + Int64($1) }
    if sum != Int64(replicas) {
      reader.error(
        "podsNumToUpdate", found: "the batches hold \(sum) pods",
        expected: "as many as replicas, which is \(replicas)")
    }
    if podsNumToUpdate.count != Int(batchNum) {
      reader.error(
        "podsNumToUpdate", found: "found \(podsNumToUpdate.count) batches",
        expected: "as many as batchNum, which is \(batchNum)")
    }
  }
}
