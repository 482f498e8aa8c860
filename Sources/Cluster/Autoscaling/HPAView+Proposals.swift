// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// What each metric proposes, from the pods and the readings.
///
/// Integers and floating-point numbers stand where the controller has them, so that results are
/// equal to the last bit. Source: kubernetes v1.36
/// pkg/controller/podautoscaler/replica_calculator.go and metrics/utilization.go.
extension HPAView {
  /// The proposal of one metric of the spec.
  func proposal(ofMetric index: Int) -> HPAMetricProposal {
    guard index < readings.count, readings[index].isAnswered else { return .failed(.noAnswer) }
    let metric = autoscaler.metrics[index]
    switch (metric.source, metric.target) {
    case (.object, .value(let target)), (.external, .value(let target)):
      return proposalOfWhole(readings[index].totalMilli, target: target)
    case (.object, .averageValue(let target)), (.external, .averageValue(let target)):
      return proposalPerPod(readings[index].totalMilli, target: target)
    case (_, .utilization(let target)):
      return proposal(from: PodTally(self, index), utilization: target)
    case (_, .averageValue(let target)), (_, .value(let target)):
      return proposal(from: PodTally(self, index), averageMilli: target)
    }
  }

  /// Object and External with a `Value` target.
  private func proposalOfWhole(_ usage: Int64, target: Int64) -> HPAMetricProposal {
    let ratio = Double(usage) / Double(target)
    var proposal = HPAMetricProposal(
      replicas: specReplicas, ratio: ratio, status: HPAStatus.Metric(valueMilli: usage))
    guard specReplicas != 0 else {
      proposal.replicas = int32(ratio.rounded(.up))
      return proposal
    }
    proposal.isWithinTolerance = autoscaler.isWithinTolerance(ratio)
    if proposal.isWithinTolerance { return proposal }
    guard !pods.isEmpty else { return .failed(.noPods) }
    for pod in pods where pod.phase == .running && pod.readiness == .ready {
      proposal.readyPods += 1
    }
    proposal.replicas = int32((ratio * Double(proposal.readyPods)).rounded(.up))
    return proposal
  }

  /// Object and External with an `AverageValue` target: pods do not matter.
  private func proposalPerPod(_ usage: Int64, target: Int64) -> HPAMetricProposal {
    let ratio = Double(usage) / (Double(target) * Double(statusReplicas))
    var proposal = HPAMetricProposal(replicas: statusReplicas, ratio: ratio)
    proposal.isWithinTolerance = autoscaler.isWithinTolerance(ratio)
    if !proposal.isWithinTolerance {
      proposal.replicas = int32((Double(usage) / Double(target)).rounded(.up))
    }
    if statusReplicas != 0 {
      let average = (Double(usage) / Double(statusReplicas)).rounded(.up)
      proposal.status.averageValueMilli = Int64(exactly: average) ?? Int64.max
    }
    return proposal
  }

  /// Resource and ContainerResource with a `Utilization` target.
  private func proposal(from tally: PodTally, utilization target: Int32) -> HPAMetricProposal {
    guard var proposal = begin(tally, needsRequests: true) else { return .failed(tally.failure) }
    let usage = tally.listedReadyTotal
    let request = tally.readyRequests
    guard request != 0, tally.readyPods != 0 else { return .failed(.zeroRequests) }
    let percent = HPAView.percent(usage, of: request)
    proposal.status.averageUtilization = percent
    proposal.status.averageValueMilli = usage / Int64(tally.readyPods)
    return complete(proposal, tally, ratio: Double(percent) / Double(target)) { fill in
      // A pod without a sample counts with all of its request, or with the target if that is more.
      var usage = usage
      var request = request
      if fill.missing != .none {
        request &+= tally.missingRequests
        let share = Int64(max(100, target))
        if fill.missing == .atTarget { usage &+= tally.missingUsage(percent: share, in: self) }
      }
      if fill.includesUnready { request &+= tally.unreadyRequests }
      guard request != 0 else { return nil }
      return Double(HPAView.percent(usage, of: request)) / Double(target)
    }
  }

  /// Whole per cent, truncated; overflow wraps round as in Go.
  private static func percent(_ usage: Int64, of request: Int64) -> Int32 {
    Int32(truncatingIfNeeded: (usage &* 100).dividedReportingOverflow(by: request).partialValue)
  }

  /// Resource, ContainerResource and Pods with an `AverageValue` target.
  private func proposal(from tally: PodTally, averageMilli target: Int64) -> HPAMetricProposal {
    guard var proposal = begin(tally, needsRequests: false) else { return .failed(tally.failure) }
    let average = tally.sampleTotal / Int64(tally.sampleCount)
    proposal.status.averageValueMilli = average
    return complete(proposal, tally, ratio: Double(average) / Double(target)) { fill in
      var usage = tally.sampleTotal
      var count = tally.sampleCount
      if fill.missing != .none { count += tally.missingPods }
      if fill.missing == .atTarget { usage &+= target &* Int64(tally.missingPods) }
      if fill.includesUnready { count += tally.unreadyPods }
      return Double(usage / Int64(count)) / Double(target)
    }
  }

  private func begin(_ tally: PodTally, needsRequests: Bool) -> HPAMetricProposal? {
    if pods.isEmpty || tally.sampleCount == 0 { return nil }
    if needsRequests, !tally.hasAllRequests { return nil }
    var proposal = HPAMetricProposal(replicas: specReplicas)
    proposal.readyPods = Int32(clamping: tally.readyPods)
    proposal.unreadyPods = Int32(clamping: tally.unreadyPods)
    proposal.missingPods = Int32(clamping: tally.missingPods)
    return proposal
  }

  /// The count for a first ratio, and if pods have to be filled in, for the second one.
  private func complete(
    _ start: HPAMetricProposal, _ tally: PodTally, ratio: Double,
    refill: (FilledIn) -> Double?
  ) -> HPAMetricProposal {
    var proposal = start
    proposal.ratio = ratio
    let includesUnready = tally.unreadyPods > 0 && ratio > 1
    if !includesUnready, tally.missingPods == 0 {
      proposal.isWithinTolerance = autoscaler.isWithinTolerance(ratio)
      if !proposal.isWithinTolerance {
        proposal.replicas = int32((ratio * Double(tally.readyPods)).rounded(.up))
      }
      return proposal
    }
    var fill = FilledIn(missing: .none, includesUnready: includesUnready)
    if tally.missingPods > 0, ratio != 1 { fill.missing = ratio < 1 ? .atTarget : .atZero }
    guard let second = refill(fill) else { return .failed(.zeroRequests) }
    proposal.ratio = second
    proposal.isWithinTolerance = autoscaler.isWithinTolerance(second)
    if proposal.isWithinTolerance { return proposal }
    let count =
      tally.sampleCount + (fill.missing == .none ? 0 : tally.missingPods)
      + (includesUnready ? tally.unreadyPods : 0)
    let replicas = int32((second * Double(count)).rounded(.up))
    proposal.isHeldByMissingPods =
      (ratio < 1 && second > 1) || (ratio > 1 && second < 1)
      || (second < 1 && replicas > specReplicas) || (second > 1 && replicas < specReplicas)
    if !proposal.isHeldByMissingPods { proposal.replicas = replicas }
    return proposal
  }
}

/// Which pods without a usable sample are filled in for the second ratio, and with what.
private struct FilledIn {
  enum Missing {
    case none
    case atZero
    case atTarget
  }

  var missing: Missing
  var includesUnready: Bool
}
