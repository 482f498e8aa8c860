// SPDX-License-Identifier: Apache-2.0

/// Moves the bounds of a HorizontalPodAutoscaler with the capacity that is predicted.
///
/// Ctrip described such bounds in 2019: min is 2 as a rule, max a multiple of the prediction.
public struct ForecastBounds: Sendable, Hashable {
  /// Name and labels.
  public var metadata = ObjectMeta()
  /// The HorizontalPodAutoscaler whose bounds are set.
  public var scaleTargetRef = CrossVersionObjectReference()
  /// The lower bound.
  public var minReplicas: Int32 = 2
  /// The upper bound as a multiple of the predicted pods.
  public var factor = 2.0
  /// The share of the requested CPU that a pod shall use when the prediction comes true.
  public var targetUtilization = 0.6
  /// How far back use is looked at, in seconds.
  public var lookBackSeconds: Int64 = 24 * 3600
  /// How often bounds are set, in seconds.
  public var periodSeconds: Int64 = 3600

  /// Makes bounds without target.
  public init() {}
}

extension ForecastBounds {
  init(reading reader: ObjectReader) {
    metadata = ObjectMeta(ofObject: reader)
    guard let own = reader.requiredObject("spec") else { return }
    own.unknownKeys(allowed: [
      "scaleTargetRef", "minReplicas", "factor", "targetUtilization", "lookBack", "period",
    ])
    if let target = own.requiredObject("scaleTargetRef") {
      scaleTargetRef = CrossVersionObjectReference(reading: target)
    }
    minReplicas = own.int32("minReplicas", in: 1...1_000_000) ?? 2
    factor = own.double("factor", in: 1...100) ?? 2
    targetUtilization = own.double("targetUtilization", in: 0.01...1) ?? 0.6
    lookBackSeconds = own.seconds("lookBack", in: 60...2_592_000) ?? lookBackSeconds
    periodSeconds = own.seconds("period", in: 60...86_400) ?? periodSeconds
  }
}

extension ObjectReader {
  /// Seconds of a text such as `1h30m` within bounds; nil when absent and after a fault.
  func seconds(_ key: String, in range: ClosedRange<Int64>) -> Int64? {
    guard has(key) else { return nil }
    if string(key) == "Never" {
      error(key, found: "found \"Never\"", expected: "a time such as 30s or 1h30m")
      return nil
    }
    guard let seconds = secondsOrNever(key) else { return nil }
    guard range.contains(seconds) else {
      error(
        key, found: "found \(seconds) s",
        expected: "from \(range.lowerBound) s to \(range.upperBound) s")
      return nil
    }
    return seconds
  }
}
