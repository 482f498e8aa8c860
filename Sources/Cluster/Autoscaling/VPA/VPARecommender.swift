// SPDX-License-Identifier: Apache-2.0

/// Works out what containers should ask for from their usage.
///
///     var aggregate = VPAAggregate()
///     aggregate.addCPU(millis: 250, at: now)
///     let advice = VPARecommender().recommend([("app", aggregate)], policies: [])
///
/// Defaults and arithmetic: kubernetes/autoscaler
/// vertical-pod-autoscaler/pkg/recommender/logic/recommender.go, estimator.go and config/config.go.
package struct VPARecommender: Sendable, Equatable {
  /// The percentiles of one resource.
  package struct Percentiles: Sendable, Equatable {
    /// Of the target.
    package var target = 0.9
    /// Of the lower bound.
    package var lowerBound = 0.5
    /// Of the upper bound.
    package var upperBound = 0.95

    /// Creates the defaults.
    package init() {}
  }

  /// The share of usage that is added for safety.
  package var safetyMarginFraction = 0.15
  /// The least CPU for a pod.
  package var podMinCPUMillis = 25.0
  /// The least memory for a pod, in units of 2^20 bytes.
  package var podMinMemoryMebibytes = 250.0
  /// Percentiles of CPU.
  package var cpu = Percentiles()
  /// Percentiles of memory peaks.
  package var memory = Percentiles()
  /// The span of history that counts as one in the confidence.
  package var confidenceIntervalMicroseconds: Int64 = 86_400_000_000

  /// Creates a recommender with the defaults.
  package init() {}

  /// The recommendations for the containers of a workload, in order of their names.
  ///
  /// A container whose policy turns scaling off gets none and takes no part in the least amounts of
  /// the pod; one without samples gets its least amounts.
  package func recommend(
    _ aggregates: [(containerName: String, aggregate: VPAAggregate)],
    policies: [VPAContainerPolicy] = []
  ) -> [VPAContainerRecommendation] {
    let scaled =
      aggregates
      .filter { container in
        VPAContainerPolicy.of(container.containerName, in: policies)?.isScaled != false
      }
      .sorted { $0.containerName < $1.containerName }
    guard !scaled.isEmpty else { return [] }
    let share = 1 / Double(scaled.count)
    let cpuFloor = VPAResources.amount(podMinCPUMillis * 0.001 * 1000)
    let memoryFloor = VPAResources.amount(podMinMemoryMebibytes * 1024 * 1024)
    let floor = VPAResources(
      cpuMillis: VPAResources.scaled(cpuFloor, by: share),
      memoryBytes: VPAResources.scaled(memoryFloor, by: share))
    return scaled.map { name, aggregate in
      recommend(name, aggregate, floor, VPAContainerPolicy.of(name, in: policies))
    }
  }

  private func recommend(
    _ name: String, _ aggregate: VPAAggregate, _ floor: VPAResources,
    _ policy: VPAContainerPolicy?
  ) -> VPAContainerRecommendation {
    let confidence = aggregate.confidence(intervalMicroseconds: confidenceIntervalMicroseconds)
    // Little history pulls the bounds apart, so that pods are left alone.
    let lower = 1 + 0.001 / confidence
    let upper = 1 + 1 / confidence
    let controlled = policy?.controlledResources ?? [.cpu, .memory]
    func estimate(_ percentile: (Percentiles) -> Double, times factor: Double) -> VPAResources {
      var result = VPAResources()
      if controlled.contains(.cpu) {
        let cores = aggregate.cpuUsage.percentile(percentile(cpu))
        result.cpuMillis = bounded(cores * 1000, times: factor, floor.cpuMillis)
      }
      if controlled.contains(.memory) {
        let bytes = aggregate.memoryPeaks.percentile(percentile(memory))
        result.memoryBytes = bounded(bytes, times: factor, floor.memoryBytes)
      }
      return result
    }
    let target = estimate(\.target, times: 1)
    let lowerBound = estimate(\.lowerBound, times: 1 / (lower * lower))
    let upperBound = estimate(\.upperBound, times: upper)
    return VPAContainerRecommendation(
      containerName: name, target: policy?.bounded(target) ?? target,
      lowerBound: policy?.bounded(lowerBound) ?? lowerBound,
      upperBound: policy?.bounded(upperBound) ?? upperBound, uncappedTarget: target)
  }

  private func bounded(_ usage: Double, times factor: Double, _ floor: Int64?) -> Int64 {
    let base = VPAResources.amount(usage)
    let withMargin = base + VPAResources.scaled(base, by: safetyMarginFraction)
    return max(VPAResources.scaled(withMargin, by: factor), floor ?? 0)
  }
}
