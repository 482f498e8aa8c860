// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// The sums over all pods that one metric of a HorizontalPodAutoscaler needs, from a single pass.
///
/// Source of the order of tests: kubernetes v1.36
/// pkg/controller/podautoscaler/replica_calculator.go, groupPods.
struct PodTally {
  /// Pods with a sample that counts.
  var readyPods = 0
  /// Pods whose sample does not count because they are pending or not ready.
  var unreadyPods = 0
  /// Pods without a sample.
  var missingPods = 0
  /// The sum of the samples of ready pods.
  var listedReadyTotal: Int64 = 0
  /// The requests of the three groups.
  var readyRequests: Int64 = 0
  var unreadyRequests: Int64 = 0
  var missingRequests: Int64 = 0
  /// Whether every pod, also one that is ignored, has the request.
  var hasAllRequests = true
  /// The samples that count, those of pods outside the selector included.
  var sampleTotal: Int64 = 0
  var sampleCount = 0
  private var metric = 0
  private var hasPods: Bool

  /// Counts the pods of a view for one of its metrics; cost: one pass over the pods.
  init(_ view: HPAView, _ metric: Int) {
    self.metric = metric
    hasPods = !view.pods.isEmpty
    let rules = CPURules(view, isCPU: view.autoscaler.metrics[metric].isCPU)
    let pods = view.pods.span
    let reading = view.readings[metric]
    let samples = reading.samples.span
    let sampledCount = min(pods.count, samples.count)
    for index in 0..<sampledCount {
      let sample = samples[index]
      count(sample, as: rules.group(of: pods[index], sample))
    }
    for index in sampledCount..<pods.count {
      let sample = PodMetricSample.missing(hasRequest: false)
      count(sample, as: rules.group(of: pods[index], sample))
    }
    sampleTotal = listedReadyTotal &+ view.readings[metric].unlistedTotalMilli
    sampleCount = readyPods + view.readings[metric].unlistedCount
  }

  private mutating func count(_ sample: PodMetricSample, as group: CPURules.Group) {
    if !sample.hasRequest { hasAllRequests = false }
    switch group {
    case .ignored: break
    case .unready:
      unreadyPods &+= 1
      unreadyRequests &+= sample.requestMilli
    case .missing:
      missingPods &+= 1
      missingRequests &+= sample.requestMilli
    case .ready:
      readyPods &+= 1
      listedReadyTotal &+= sample.valueMilli
      readyRequests &+= sample.requestMilli
    }
  }

  /// Why the metric fails; meaningful only when it does.
  var failure: HPAMetricProposal.Failure {
    if !hasPods { return .noPods }
    return sampleCount == 0 ? .noSamples : .missingRequest
  }

  /// What missing pods use at a percentage of their requests, each truncated on its own.
  ///
  /// A second pass over the pods, which happens only when some are missing on the way down.
  func missingUsage(percent: Int64, in view: HPAView) -> Int64 {
    let rules = CPURules(view, isCPU: view.autoscaler.metrics[metric].isCPU)
    let samples = view.readings[metric].samples
    var usage: Int64 = 0
    for index in view.pods.indices where index < samples.count {
      guard rules.group(of: view.pods[index], samples[index]) == .missing else { continue }
      usage &+= (samples[index].requestMilli &* percent) / 100
    }
    return usage
  }
}

/// The tests that sort pods into groups.
private struct CPURules {
  enum Group {
    case ignored
    case unready
    case missing
    case ready
  }

  private let isCPU: Bool
  /// Pods that started later than this are in their initialisation period.
  private let initializationCutoff: SimulationTime
  private let readinessDelay: SimulationDuration

  init(_ view: HPAView, isCPU: Bool) {
    self.isCPU = isCPU
    initializationCutoff =
      view.now - view.autoscaler.configuration.cpuInitializationPeriod
    readinessDelay = view.autoscaler.configuration.initialReadinessDelay
  }

  func group(of pod: PodSample, _ sample: PodMetricSample) -> Group {
    if pod.isTerminating || pod.phase == .failed { return .ignored }
    if pod.phase == .pending { return .unready }
    guard sample.isPresent else { return .missing }
    guard isCPU else { return .ready }
    guard pod.readiness != .absent, let start = pod.startTime else { return .unready }
    let isUnready =
      if start > initializationCutoff {
        // One whole window has to lie behind the last change of readiness.
        pod.readiness == .notReady || sample.timestamp < pod.readyTransitionTime + sample.window
      } else {
        // A pod that was ready once is past its start-up, so its use counts again.
        pod.readiness == .notReady && start + readinessDelay > pod.readyTransitionTime
      }
    return isUnready ? .unready : .ready
  }
}
