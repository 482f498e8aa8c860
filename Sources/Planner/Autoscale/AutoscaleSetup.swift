// SPDX-License-Identifier: Apache-2.0

public import Cluster
public import EventKernel

/// An autoscaler with the recorded load that it is to follow.
public struct AutoscaleSetup: Sendable {
  /// What the recorded numbers of a metric are.
  public enum LoadKind: String, Sendable, Hashable, CaseIterable {
    /// The sum over the workload: cores, bytes, requests per second.
    case total
    /// The mean of the pods that there were when it was recorded.
    case perPod = "per-pod"
    /// Per cent of the requests of the pods that there were when it was recorded.
    case utilization
  }

  /// The load of one metric of the autoscaler.
  public struct Metric: Sendable {
    /// The total over time, in cores, bytes or the metric's own unit.
    public var total: LoadSeries
    /// The request of one pod in thousandths; nil when there is none.
    public var requestMilli: Int64?
    /// The most that one pod can use, in thousandths; nil when nothing bounds it.
    public var limitMilli: Int64?

    /// Makes the load of a metric.
    public init(total: LoadSeries, requestMilli: Int64? = nil, limitMilli: Int64? = nil) {
      self.total = total
      self.requestMilli = requestMilli
      self.limitMilli = limitMilli
    }
  }

  /// The name of the autoscaler.
  public var name = ""
  /// The autoscaler, ready for computing.
  public var autoscaler: CompiledHPA
  /// The load of each metric, in the order of the autoscaler.
  public var metrics: [Metric]
  /// The recorded number of pods, to compare with.
  public var recordedReplicas: LoadSeries?
  /// The number of pods at the start, all of them ready.
  public var initialReplicas: Int32
  /// From the decision for a pod to its readiness.
  public var readyAfter = SimulationDuration.seconds(30)
  /// How old the samples are that a decision sees.
  public var metricAge = SimulationDuration.seconds(15)
  /// The length of time that a CPU sample covers.
  public var metricWindow = SimulationDuration.seconds(15)
  /// Whether times of the series count from 1970.
  public var isCalendar = false

  /// Makes a question.
  public init(autoscaler: CompiledHPA, metrics: [Metric], initialReplicas: Int32) {
    self.autoscaler = autoscaler
    self.metrics = metrics
    self.initialReplicas = initialReplicas
  }

  /// The greatest number of pods that is played.
  public static let mostReplicas: Int32 = 100_000
  /// The greatest number of pods times decisions that is played: some minutes of computing.
  public static let mostPodSyncs = 20_000_000_000.0

  /// The first and the last instant with a sample of every metric, in microseconds of the series.
  public var span: ClosedRange<Int64>? {
    let firsts = metrics.compactMap { $0.total.points.first?.microseconds }
    let lasts = metrics.compactMap { $0.total.points.last?.microseconds }
    guard let first = firsts.max(), let last = lasts.min(), first <= last else { return nil }
    return first...last
  }

  /// The share of the load of a metric that one pod takes at the target, in the metric's unit.
  ///
  /// Nil where no number of pods follows from the load: the target is a value as a whole.
  public func targetPerPod(_ index: Int) -> Double? {
    switch autoscaler.metrics[index].target {
    case .utilization(let percent):
      metrics[index].requestMilli.map { Double($0) * Double(percent) / 100_000 }
    case .averageValue(let milli): Double(milli) / 1_000
    case .value: nil
    }
  }
}
