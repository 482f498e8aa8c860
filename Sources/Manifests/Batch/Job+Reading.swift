// SPDX-License-Identifier: Apache-2.0

// Validation: kubernetes v1.36 pkg/apis/batch/validation/validation.go.

extension Job {
  init(reading reader: ObjectReader) {
    metadata = ObjectMeta(ofObject: reader)
    if let own = reader.requiredObject("spec") { spec = Spec(reading: own) }
  }
}

extension Job.Spec {
  init(reading reader: ObjectReader) {
    // Both absent: one pod, once. Only parallelism absent: 1. Only completions absent: nil.
    let givenParallelism = reader.count("parallelism")
    parallelism = givenParallelism ?? 1
    completions = reader.count("completions") ?? (givenParallelism == nil ? 1 : nil)
    backoffLimitPerIndex = reader.count("backoffLimitPerIndex")
    backoffLimit = reader.count("backoffLimit") ?? (backoffLimitPerIndex == nil ? 6 : .max)
    maxFailedIndexes = reader.count("maxFailedIndexes")
    activeDeadlineSeconds = reader.int64("activeDeadlineSeconds", in: 0 ... .max)
    ttlSecondsAfterFinished = reader.count("ttlSecondsAfterFinished")
    completionMode = reader.oneOf("completionMode", as: Job.CompletionMode.self) ?? .nonIndexed
    suspend = reader.bool("suspend") ?? false
    podReplacementPolicy =
      reader.oneOf("podReplacementPolicy", as: Job.PodReplacementPolicy.self)
      ?? (reader.has("podFailurePolicy") ? .failed : .terminatingOrFailed)
    selector = reader.object("selector").map { LabelSelector(reading: $0) }
    for (key, instead) in [
      ("podFailurePolicy", "every failed pod counts against the back-off limit"),
      ("successPolicy", "the job ends when all completions have succeeded"),
    ] where reader.has(key) {
      reader.warning(key, found: "\(key) is not simulated", hint: instead)
    }
    template = PodTemplateSpec(ofWorkload: reader, allowedRestarts: [.onFailure, .never])
    if completionMode == .indexed, completions == nil {
      reader.missing("completions", hint: "completionMode Indexed needs it")
    }
    if backoffLimitPerIndex != nil, completionMode != .indexed {
      reader.error(
        "backoffLimitPerIndex", found: "backoffLimitPerIndex is given",
        expected: "completionMode Indexed with it")
    }
  }
}

extension CronJob {
  init(reading reader: ObjectReader) {
    metadata = ObjectMeta(ofObject: reader)
    if let own = reader.requiredObject("spec") { spec = Spec(reading: own) }
  }
}

extension CronJob.Spec {
  init(reading reader: ObjectReader) {
    schedule = reader.requiredString("schedule")
    timeZone = reader.zoneName("timeZone")
    startingDeadlineSeconds = reader.int64("startingDeadlineSeconds", in: 0 ... .max)
    concurrencyPolicy =
      reader.oneOf("concurrencyPolicy", as: CronJob.ConcurrencyPolicy.self) ?? .allow
    suspend = reader.bool("suspend") ?? false
    successfulJobsHistoryLimit = reader.count("successfulJobsHistoryLimit") ?? 3
    failedJobsHistoryLimit = reader.count("failedJobsHistoryLimit") ?? 1
    guard let template = reader.requiredObject("jobTemplate") else { return }
    jobMetadata = ObjectMeta(reading: template.object("metadata"), namespace: "")
    if let own = template.requiredObject("spec") { jobSpec = Job.Spec(reading: own) }
  }
}
