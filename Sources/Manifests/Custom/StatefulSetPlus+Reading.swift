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

  /// Reads the strategy; its batches stand in it or in a `batchDeployConfig` of their own.
  init(reading strategy: ObjectReader, replicas: Int32) {
    type = strategy.oneOf("type", as: CloneSet.UpdateStrategyType.self) ?? .recreate
    paused = strategy.bool("paused") ?? false
    inPlaceGracePeriodSeconds =
      strategy.object("inPlaceUpdateStrategy")?.count("gracePeriodSeconds") ?? 0
    trafficCheckSeconds =
      strategy.object("inPlaceUpdateStrategy")?.int32("trafficCheckSeconds", in: 0...3_600)
    let reader = strategy.object("batchDeployConfig") ?? strategy
    podsNumToUpdate = StatefulSetPlus.UpdateStrategy.sizes(in: reader)
    podsToUpdate = (reader.items("podsToUpdate") ?? []).indices.map {
      StatefulSetPlus.UpdateStrategy.podNames(ofBatch: $0, in: reader)
    }
    let range = 1...StatefulSetPlus.UpdateStrategy.greatestBatchNum
    let given = max(podsNumToUpdate.count, podsToUpdate.count)
    batchNum = reader.int32("batchNum", in: range) ?? Int32(clamping: max(given, 1))
    if let step = reader.int32("scaleStep", in: 1 ... .max) {
      // As many steps as it takes, none of them greater.
      let steps = max(1, (Int64(replicas) + Int64(step) - 1) / Int64(step))
      if reader.has("batchNum") || given > 0 {
        reader.error(
          "scaleStep", found: "found scaleStep and batches", expected: "only one of them")
      } else if steps > Int64(range.upperBound) {
        reader.error(
          "scaleStep", found: "found \(steps) steps", expected: "at most \(range.upperBound)")
      } else {
        batchNum = Int32(steps)
      }
    }
    batchAuto = reader.bool("batchAuto") ?? false
    batchIntervalMinutes = reader.count("batchIntervalMinutes") ?? 0
    parallel = reader.bool("parallel") ?? true
    batchDeadlineMinutes = reader.int32("batchDeadlineMinutes", in: 1 ... .max)
    maxFailedPercent = reader.int32("maxFailedPercent", in: 0...100) ?? 0
    check(reader, replicas: replicas)
  }

  private static func sizes(in reader: ObjectReader) -> [IntOrString] {
    (reader.items("podsNumToUpdate") ?? []).enumerated().compactMap { index, item in
      if let number = item.integer.flatMap(Int32.init(exactly:)), number > 0 {
        return .int(number)
      }
      if let text = item.string, text.first != "+",
        let percent = IntOrString.string(text).percent, (1...100).contains(percent)
      {
        return .string(text)
      }
      reader.error(
        "podsNumToUpdate", found: "found \(item.summary) as batch \(index)",
        expected: "a number of pods or a percentage such as 40%")
      return nil
    }
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
    let percents = podsNumToUpdate.compactMap(\.percent)
    if percents.isEmpty {
      let sum = podsNumToUpdate.reduce(Int64(0)) { sum, size in
        if case .int(let count) = size { sum + Int64(count) } else { sum }
      }
      if sum != Int64(replicas) {
        reader.error(
          "podsNumToUpdate", found: "the batches hold \(sum) pods",
          expected: "as many as replicas, which is \(replicas)")
      }
    } else if percents.count != podsNumToUpdate.count {
      reader.error(
        "podsNumToUpdate", found: "found numbers and percentages", expected: "only one of them")
    } else {
      let sum = percents.reduce(Int64(0)) { $0 + Int64($1) }
      if sum != 100 {
        reader.error(
          "podsNumToUpdate", found: "the batches hold \(sum)%", expected: "100% together")
      }
    }
    if podsNumToUpdate.count != Int(batchNum) {
      reader.error(
        "podsNumToUpdate", found: "found \(podsNumToUpdate.count) batches",
        expected: "as many as batchNum, which is \(batchNum)")
    }
  }
}
