// SPDX-License-Identifier: Apache-2.0

import EventKernel
public import Manifests

extension HPARecording {
  /// Reads a recording; faults go to the diagnostics of the reader.
  public init(reading reader: ObjectReader) {
    self.init(source: reader.value)
    if reader.requiredString("format") != HPARecording.format {
      reader.error("format", found: "found another format", expected: HPARecording.format)
    }
    cases = reader.requiredList("cases") { Case(reading: $0) }
  }
}

extension HPARecording.Case {
  init(reading reader: ObjectReader) {
    self.init()
    name = reader.requiredString("name")
    if let flags = reader.object("controllerFlags") {
      configuration.tolerance = flags.double("tolerance") ?? configuration.tolerance
      flags.read("syncPeriodSeconds", into: &configuration.syncPeriod)
      flags.read("initialReadinessDelaySeconds", into: &configuration.initialReadinessDelay)
      flags.read("cpuInitializationPeriodSeconds", into: &configuration.cpuInitializationPeriod)
      flags.read("downscaleStabilizationSeconds", into: &configuration.downscaleStabilization)
    }
    if let gates = reader.object("featureGates") {
      configuration.scalesToZero = gates.bool("HPAScaleToZero") ?? false
      configuration.hasConfigurableTolerance = gates.bool("HPAConfigurableTolerance") ?? true
    }
    if let own = reader.requiredObject("hpaSpec") {
      spec = HorizontalPodAutoscaler.Spec(reading: own, version: "v2")
    }
    defaultContainers = reader.list("defaultPodContainers") { RecordedContainer(reading: $0) }
    steps = reader.requiredList("steps") { HPARecording.Step(reading: $0) }
  }
}

extension HPARecording.Step {
  init(reading reader: ObjectReader) {
    self.init()
    time = .zero + (reader.seconds("t") ?? .zero)
    spec = reader.object("hpaSpecFromHere").map {
      HorizontalPodAutoscaler.Spec(reading: $0, version: "v2")
    }
    if let faults = reader.object("faults") {
      isScaleReadable = faults.bool("scaleGet") != true
      isScaleWritable = faults.bool("scaleUpdate") != true
    }
    specReplicas = reader.count("scaleSpecReplicas") ?? 0
    statusReplicas = reader.count("scaleStatusReplicas") ?? 0
    podUpdates = reader.list("podUpdates") { RecordedPod(reading: $0) }
    if let own = reader.object("metrics") { metrics = RecordedMetrics(reading: own) }
  }
}

extension RecordedContainer {
  init(reading reader: ObjectReader) {
    self.init(
      name: reader.string("name") ?? "", cpuMilli: reader.int64("cpuMilli"),
      memoryBytes: reader.int64("memoryBytes"))
  }
}

extension RecordedPod {
  init(reading reader: ObjectReader) {
    self.init(name: reader.requiredString("name"))
    isGone = reader.bool("gone") ?? false
    switch reader.string("phase") {
    case "Pending": sample.phase = .pending
    case "Running": sample.phase = .running
    case "Succeeded": sample.phase = .succeeded
    case "Failed": sample.phase = .failed
    default: sample.phase = .unknown
    }
    switch reader.string("ready") {
    case nil: sample.readiness = .absent
    case "True": sample.readiness = .ready
    case "False": sample.readiness = .notReady
    default: sample.readiness = .unknown
    }
    sample.isTerminating = reader.bool("deleting") ?? false
    sample.startTime = reader.seconds("startTime").map { .zero + $0 }
    sample.readyTransitionTime = .zero + (reader.seconds("readyTransition") ?? .zero)
    if reader.has("containers") {
      containers = reader.list("containers") { RecordedContainer(reading: $0) }
    }
    restartableInitContainers = reader.list("restartableInitContainers") {
      RecordedContainer(reading: $0)
    }
    podLevelRequests = reader.object("podLevelRequests").map { RecordedContainer(reading: $0) }
  }
}

extension RecordedMetrics {
  init(reading reader: ObjectReader) {
    self.init()
    if let own = reader.object("resource") { resource = RecordedMetrics.resource(own) }
    if let own = reader.object("podsMilli") {
      pods = own.names().map { name in
        let values = own.object(name)?.integers() ?? []
        return Named(name: name, content: values.map { PodValue(pod: $0.key, milli: $0.value) })
      }
    }
    object =
      reader.object("objectMilli")?.integers().map { Named(name: $0.key, content: $0.value) }
      ?? []
    if let own = reader.object("externalMilli") {
      external = own.names().map { name in
        Named(name: name, content: (own.items(name) ?? []).compactMap(\.integer))
      }
    }
  }

  private static func resource(_ reader: ObjectReader) -> [PodUsage]? {
    if reader.bool("apiError") == true { return nil }
    guard let usage = reader.object("usage") else { return [] }
    let overrides = reader.object("timestampOverrides")
    let timestamp = reader.seconds("timestamp") ?? .zero
    let window = reader.seconds("windowSeconds") ?? .zero
    return usage.names().map { pod in
      let own = overrides?.object(pod)
      let containers = usage.object(pod)
      return PodUsage(
        pod: pod,
        containers: (containers?.names() ?? []).map { name in
          let values = containers?.object(name)
          return ContainerUsage(
            name: name, cpuMilli: values?.int64("cpuMilli"),
            memoryBytes: values?.int64("memoryBytes"))
        },
        timestamp: .zero + (own?.seconds("timestamp") ?? timestamp),
        window: own?.seconds("windowSeconds") ?? window)
    }
  }
}

extension ObjectReader {
  /// The keys in the order written.
  fileprivate func names() -> [String] { (value.entries ?? []).map(\.key) }

  /// Whole numbers by key, in the order written; other values are reported.
  fileprivate func integers() -> [(key: String, value: Int64)] {
    names().compactMap { key in int64(key).map { (key: key, value: $0) } }
  }

  /// A number of seconds between years before and after the start.
  fileprivate func seconds(_ key: String) -> SimulationDuration? {
    guard let number = double(key) else { return nil }
    guard abs(number) < 1e9 else {
      error(key, found: "found \(number)", expected: "seconds between -1e9 and 1e9")
      return nil
    }
    return SimulationDuration(seconds: number)
  }

  fileprivate func read(_ key: String, into duration: inout SimulationDuration) {
    if let seconds = seconds(key) { duration = seconds }
  }
}
