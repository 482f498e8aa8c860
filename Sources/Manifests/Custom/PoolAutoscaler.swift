// SPDX-License-Identifier: Apache-2.0

/// An autoscaler of this program: grows a workload when its requests and latencies are worse than
/// those of its service pool and of the last days.
///
/// The rule is that of Weibo's elastic platform, which triggers on the rate and the time of requests
/// of one machine against the mean of its service pool and against its own last seven days. Steps,
/// factors and the way down are not in its account; they are settings here.
public struct PoolAutoscaler: Sendable, Hashable {
  /// What pods of the workload are used to, for hours of which the run has no history.
  public struct Baseline: Sendable, Hashable {
    /// Requests per second and pod.
    public var requestsPerSecond = 0.0
    /// The quantile of the latency in seconds.
    public var latencySeconds = 0.0

    /// Makes a baseline of nothing.
    public init() {}
  }

  /// Name and labels.
  public var metadata = ObjectMeta()
  /// The workload that is scaled.
  public var scaleTargetRef = CrossVersionObjectReference()
  /// The workloads of the pool by the labels of their pods; nil for the target alone.
  public var poolSelector: LabelSelector?
  /// The least number of pods.
  public var minReplicas: Int32 = 1
  /// The greatest number of pods.
  public var maxReplicas: Int32 = 1
  /// Seconds from one look to the next.
  public var periodSeconds: Int32 = 60
  /// Days of the same minute that make up the history.
  public var historyDays: Int32 = 7
  /// The percentage of the requests whose latency counts.
  public var quantilePercent = 99.0
  /// How many times the history the requests per pod must be.
  public var requestsOverHistory = 1.2
  /// How many times the history the latency must be.
  public var latencyOverHistory = 1.5
  /// How many times the mean of the pool the latency must be.
  public var latencyOverPool = 1.5
  /// The part of the pods that a step adds or takes, in per cent.
  public var stepPercent: Int32 = 20
  /// Seconds after a step up in which nothing is done, and of quiet before a step down.
  public var cooldownSeconds: Int32 = 300
  /// What pods are used to where the run has no history yet; nil for nothing.
  public var baseline: Baseline?

  /// Makes an empty autoscaler with the defaults.
  public init() {}
}

extension PoolAutoscaler {
  init(reading reader: ObjectReader) {
    metadata = ObjectMeta(ofObject: reader)
    guard let own = reader.requiredObject("spec") else { return }
    own.unknownKeys(allowed: [
      "scaleTargetRef", "poolSelector", "minReplicas", "maxReplicas", "periodSeconds",
      "historyDays", "quantilePercent", "requestsOverHistory", "latencyOverHistory",
      "latencyOverPool", "stepPercent", "cooldownSeconds", "baseline",
    ])
    if let target = own.requiredObject("scaleTargetRef") {
      scaleTargetRef = CrossVersionObjectReference(reading: target)
    }
    poolSelector = own.object("poolSelector").map { LabelSelector(reading: $0) }
    minReplicas = own.int32("minReplicas", in: 1 ... .max) ?? 1
    maxReplicas = Int32(clamping: own.requiredInt64("maxReplicas", in: 1...Int64(Int32.max)))
    periodSeconds = own.int32("periodSeconds", in: 1...86_400) ?? 60
    historyDays = own.int32("historyDays", in: 1...31) ?? 7
    quantilePercent = own.double("quantilePercent", in: 1...99.99) ?? 99
    requestsOverHistory = own.double("requestsOverHistory", in: 0...1_000) ?? 1.2
    latencyOverHistory = own.double("latencyOverHistory", in: 1...1_000) ?? 1.5
    latencyOverPool = own.double("latencyOverPool", in: 1...1_000) ?? 1.5
    stepPercent = own.int32("stepPercent", in: 1...1_000) ?? 20
    cooldownSeconds = own.count("cooldownSeconds") ?? 300
    if let usual = own.object("baseline") {
      var baseline = Baseline()
      baseline.requestsPerSecond = usual.double("requestsPerSecond", in: 0...1e9) ?? 0
      baseline.latencySeconds = usual.double("latencySeconds", in: 0...3_600) ?? 0
      self.baseline = baseline
    }
    own.check(maxReplicas: maxReplicas, atLeast: minReplicas)
  }
}
