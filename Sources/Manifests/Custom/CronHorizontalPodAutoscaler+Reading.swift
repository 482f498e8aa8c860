// SPDX-License-Identifier: Apache-2.0

extension CronHorizontalPodAutoscaler {
  init(reading reader: ObjectReader) {
    metadata = ObjectMeta(ofObject: reader)
    guard let own = reader.requiredObject("spec") else { return }
    if let target = own.requiredObject("scaleTargetRef") {
      scaleTargetRef = CrossVersionObjectReference(reading: target)
    }
    excludeDates = own.strings("excludeDates")
    jobs = own.requiredList("jobs") { Job(reading: $0) }
  }
}

extension CronHorizontalPodAutoscaler.Job {
  init(reading reader: ObjectReader) {
    name = reader.requiredString("name")
    schedule = reader.requiredString("schedule")
    targetSize = Int32(clamping: reader.requiredInt64("targetSize", in: 0...Int64(Int32.max)))
    runOnce = reader.bool("runOnce") ?? false
  }
}

extension CronHPA {
  init(reading reader: ObjectReader) {
    metadata = ObjectMeta(ofObject: reader)
    guard let own = reader.requiredObject("spec") else { return }
    if let target = own.requiredObject("scaleTargetRef") {
      scaleTargetRef = CrossVersionObjectReference(reading: target)
    }
    crons = own.requiredList("crons") { cron in
      Cron(
        schedule: cron.requiredString("schedule"),
        targetReplicas: Int32(
          clamping: cron.requiredInt64("targetReplicas", in: 0...Int64(Int32.max))))
    }
  }
}
