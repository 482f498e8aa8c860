// SPDX-License-Identifier: Apache-2.0

/// The CPU that a pod has used in all, at the end of each of the last load steps.
///
/// A ring of running totals: the use in any window is the difference of two of them. Groups of
/// one workload have the same steps, so that their histories can be averaged place by place.
struct UsageHistory: Sendable {
  /// The totals in seconds of CPU; the one after k steps is at place k modulo the length.
  private var totals: [Double]
  /// Steps that have ended since the start of the run.
  private var stepCount: Int
  /// The use per second before the start of the run; zero for pods that came later.
  private var coresBefore = 0.0
  private let isFromStart: Bool

  /// Makes the history of a pod that has used nothing.
  init(steps: Int, afterSteps count: Int) {
    totals = [Double](repeating: 0, count: max(2, steps))
    stepCount = count
    isFromStart = count == 0
  }

  /// Adds a step.
  mutating func append(_ cpuSeconds: Double, length: Double) {
    let last = totals[stepCount % totals.count]
    stepCount += 1
    totals[stepCount % totals.count] = last + cpuSeconds
    // A cluster that runs at the start has run as it does in its first step.
    if stepCount == 1, isFromStart { coresBefore = cpuSeconds / length }
  }

  /// Mixes in another history of the same steps, as the mean over pods.
  mutating func mix(_ other: UsageHistory, share: Double) {
    for place in totals.indices {
      totals[place] = totals[place] * (1 - share) + other.totals[place] * share
    }
    coresBefore = coresBefore * (1 - share) + other.coresBefore * share
  }

  /// The CPU used up to an instant, from an origin that is the same for all instants.
  ///
  /// Instants before the oldest total count as that, instants after the last step as its end.
  func total(atSeconds second: Double, stepLength: Double) -> Double {
    if second < 0 { return coresBefore * second }
    let steps = min(second / stepLength, Double(stepCount))
    let oldest = max(0, stepCount - totals.count + 1)
    let step = max(Int(steps), oldest)
    let before = totals[step % totals.count]
    guard step < stepCount, Double(step) < steps else { return before }
    return before + (totals[(step + 1) % totals.count] - before) * (steps - Double(step))
  }
}
