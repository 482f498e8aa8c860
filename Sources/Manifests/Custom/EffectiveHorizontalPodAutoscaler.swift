// SPDX-License-Identifier: Apache-2.0

/// Crane's EffectiveHorizontalPodAutoscaler: an HPA with cron windows and a forecast.
///
/// Source: gocrane/api autoscaling/v1alpha1/types.go.
public struct EffectiveHorizontalPodAutoscaler: Sendable, Hashable {
  /// What is done with the count that comes out.
  public enum ScaleStrategy: String, Sendable, Hashable, CaseIterable {
    /// The workload is scaled.
    case auto = "Auto"
    /// The count is only shown.
    case preview = "Preview"
  }

  /// A span of time with a number of pods.
  public struct Cron: Sendable, Hashable {
    /// The name.
    public var name = ""
    /// The zone of the IANA database, or `Local` for that of the controller; nil for UTC.
    public var timezone: String?
    /// When it begins, as five cron fields.
    public var start = ""
    /// When it ends, as five cron fields.
    public var end = ""
    /// The number of pods in it.
    public var targetReplicas: Int32 = 0

    /// Makes an empty span.
    public init() {}
  }

  /// Name and labels.
  public var metadata = ObjectMeta()
  /// The workload that is scaled.
  public var scaleTargetRef = CrossVersionObjectReference()
  /// The least number of pods.
  public var minReplicas: Int32 = 1
  /// The greatest number of pods.
  public var maxReplicas: Int32 = 1
  /// What is done with the count that comes out.
  public var scaleStrategy: ScaleStrategy = .auto
  /// The number of pods under the strategy Preview; nil to leave it.
  public var specificReplicas: Int32?
  /// The metrics.
  public var metrics: [MetricSpec] = []
  /// The speed of scaling.
  public var behavior: HorizontalPodAutoscalerBehavior?
  /// Spans of time with numbers of pods.
  public var crons: [Cron] = []
  /// Whether a forecast is asked for.
  public var hasPrediction = false

  /// Makes an empty object with the defaults.
  public init() {}
}

extension EffectiveHorizontalPodAutoscaler {
  init(reading reader: ObjectReader) {
    metadata = ObjectMeta(ofObject: reader)
    guard let own = reader.requiredObject("spec") else { return }
    if let target = own.requiredObject("scaleTargetRef") {
      scaleTargetRef = CrossVersionObjectReference(reading: target)
    }
    minReplicas = own.count("minReplicas") ?? 1
    maxReplicas = Int32(clamping: own.requiredInt64("maxReplicas", in: 1...Int64(Int32.max)))
    scaleStrategy = own.oneOf("scaleStrategy", as: ScaleStrategy.self) ?? .auto
    specificReplicas = own.count("specificReplicas")
    metrics = own.list("metrics") { MetricSpec(reading: $0) }
    behavior = own.object("behavior").map { HorizontalPodAutoscalerBehavior(reading: $0) }
    crons = own.list("crons") { Cron(reading: $0) }
    hasPrediction = own.has("prediction")
    own.check(maxReplicas: maxReplicas, atLeast: minReplicas)
  }
}

extension EffectiveHorizontalPodAutoscaler.Cron {
  init(reading reader: ObjectReader) {
    name = reader.requiredString("name")
    timezone = reader.string("timezone")
    start = reader.requiredString("start")
    end = reader.requiredString("end")
    targetReplicas = Int32(
      clamping: reader.requiredInt64("targetReplicas", in: 0...Int64(Int32.max)))
  }
}
