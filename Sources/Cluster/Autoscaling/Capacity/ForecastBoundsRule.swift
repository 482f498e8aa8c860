// SPDX-License-Identifier: Apache-2.0

package import Manifests

/// Works out the bounds of a HorizontalPodAutoscaler from the capacity that is predicted.
///
/// The prediction is the peak of the time looked back on: load that has a daily curve comes again.
/// Bounds as Ctrip described them in 2019: min is 2 as a rule, max a multiple of the prediction.
package struct ForecastBoundsRule: Sendable, Equatable {
  /// The bounds.
  package struct Bounds: Sendable, Equatable {
    /// The least number of pods.
    package var least: Int
    /// The greatest number of pods.
    package var most: Int
  }

  /// What is wanted.
  package let settings: ForecastBounds
  /// The use of CPU in cores, once a minute, the oldest first.
  private var history: [Double] = []
  private var minutesSinceDecision: Int64 = 0

  /// Creates a rule that has seen nothing.
  package init(_ settings: ForecastBounds) { self.settings = settings }

  /// The pods that the peak of a use of CPU needs.
  package func predictedPods(peakCores: Double, requestCores: Double) -> Int {
    guard requestCores > 0 else { return 0 }
    let pods = (peakCores / (requestCores * settings.targetUtilization)).rounded(.up)
    return Int(min(max(pods, 0), 1e9))
  }

  /// Notes the use of a minute; the new bounds if it is time to set them.
  package mutating func note(cores: Double, requestCores: Double) -> Bounds? {
    history.append(cores)
    let most = Int(settings.lookBackSeconds / 60)
    if history.count > most { history.removeFirst(history.count - most) }
    minutesSinceDecision += 1
    guard minutesSinceDecision * 60 >= settings.periodSeconds, requestCores > 0 else { return nil }
    minutesSinceDecision = 0
    let predicted = predictedPods(
      peakCores: history.max() ?? 0, requestCores: requestCores)
    let least = Int(settings.minReplicas)
    let bound = (Double(predicted) * settings.factor).rounded(.up)
    return Bounds(least: least, most: max(least, Int(min(bound, 1e9))))
  }
}
