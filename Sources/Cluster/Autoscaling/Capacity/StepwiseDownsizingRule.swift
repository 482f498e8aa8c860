// SPDX-License-Identifier: Apache-2.0

package import EventKernel
package import Manifests

/// Takes pods of an oversized workload away step by step, and gives them back if that does harm.
///
/// The order of Ctrip, 2019: compute the capacity at T+n, announce it, cut, look for anomalies, go
/// back or go on. A workload that is not well is left alone until it is.
package struct StepwiseDownsizingRule: Sendable, Equatable {
  /// How far it has come.
  package enum Phase: Sendable, Equatable {
    /// The use is watched.
    case observing(until: SimulationTime)
    /// The owner was told.
    case announced(until: SimulationTime)
    /// A step was made and is watched; `before` pods were there.
    case settling(until: SimulationTime, before: Int)
    /// The capacity that was computed is reached, or nothing was to be done.
    case done
    /// A step did harm and was taken back; that is watched.
    case reverting(until: SimulationTime)
    /// What did harm was taken back.
    case reverted
    /// Somebody else has scaled the workload.
    case abandoned
  }

  /// What is seen of the workload in one minute.
  package struct View: Sendable, Equatable {
    /// The current instant.
    package var now: SimulationTime
    /// The pods that are asked for.
    package var replicas: Int
    /// The pods that are ready.
    package var readyCount: Int
    /// The CPU that all pods use.
    package var cores: Double
    /// The CPU that one pod asks for.
    package var requestCores: Double
    /// The CPU that one pod may use.
    package var limitCores: Double
    /// The share of requests that failed.
    package var errorRatio: Double
    /// The 99th percentile of the latency; nil without requests.
    package var latencySeconds: Double?

    /// Creates a view.
    package init(
      now: SimulationTime, replicas: Int, readyCount: Int, cores: Double, requestCores: Double,
      limitCores: Double, errorRatio: Double = 0, latencySeconds: Double? = nil
    ) {
      self.now = now
      self.replicas = replicas
      self.readyCount = readyCount
      self.cores = cores
      self.requestCores = requestCores
      self.limitCores = limitCores
      self.errorRatio = errorRatio
      self.latencySeconds = latencySeconds
    }
  }

  /// What is to be done.
  package enum Action: Sendable, Equatable {
    /// The owner is told of the number of pods that suffices.
    case announce(Int)
    /// The workload is scaled to the next step.
    case cut(to: Int)
    /// The last step is taken back, or all of them.
    case revert(to: Int)
    /// The computed number is reached.
    case finish
  }

  /// What is wanted.
  package let settings: StepwiseDownsizing
  /// How far it has come.
  package private(set) var phase: Phase
  /// The number of pods that suffices; 0 before it is computed.
  package private(set) var target = 0
  private var peakCores = 0.0
  private var usualLatency = 0.0
  /// The pods that its own last step left; 0 before the first step.
  private var expected = 0
  /// The pods before the first step.
  private var original = 0

  /// Creates a rule that begins to watch now.
  package init(_ settings: StepwiseDownsizing, at now: SimulationTime) {
    self.settings = settings
    phase = .observing(until: now + .seconds(settings.observeSeconds))
  }

  /// The next step, once a minute.
  package mutating func step(_ view: View) -> Action? {
    switch phase {
    case .done, .reverted, .abandoned: return nil
    case .observing(let end): return observe(view, until: end)
    case .announced(let end):
      guard view.now >= end, isWell(view) else { return nil }
      return cut(view)
    case .settling(let end, let before):
      guard view.replicas == expected else {
        phase = .abandoned
        return nil
      }
      if doesHarm(view) {
        expected = before
        phase = .reverting(until: view.now + .seconds(settings.settleSeconds))
        return .revert(to: before)
      }
      return view.now >= end ? cut(view) : nil
    case .reverting(let end): return goBack(view, until: end)
    }
  }

  /// Gives all pods back if the last step alone was not what did harm.
  private mutating func goBack(_ view: View, until end: SimulationTime) -> Action? {
    guard view.replicas == expected else {
      phase = .abandoned
      return nil
    }
    guard view.now >= end else { return nil }
    phase = .reverted
    guard doesHarm(view), expected < original else { return nil }
    expected = original
    return .revert(to: original)
  }

  private mutating func observe(_ view: View, until end: SimulationTime) -> Action? {
    peakCores = max(peakCores, view.cores)
    usualLatency = max(usualLatency, view.latencySeconds ?? 0)
    guard view.now >= end, isWell(view), view.requestCores > 0 else { return nil }
    let needed = (peakCores / (view.requestCores * settings.targetUtilization)).rounded(.up)
    target = max(Int(settings.minReplicas), Int(min(needed, 1e9)))
    guard target < view.replicas else {
      phase = .done
      return .finish
    }
    phase = .announced(until: view.now + .seconds(settings.noticeSeconds))
    return .announce(target)
  }

  private mutating func cut(_ view: View) -> Action? {
    guard view.replicas > target else {
      phase = .done
      return .finish
    }
    original = max(original, view.replicas)
    let most = max(1, Int(Double(view.replicas) * settings.stepFraction))
    expected = max(target, view.replicas - most)
    phase = .settling(
      until: view.now + .seconds(settings.settleSeconds), before: view.replicas)
    return .cut(to: expected)
  }

  /// Whether the workload is in a state in which it may be touched.
  private func isWell(_ view: View) -> Bool {
    view.readyCount >= view.replicas && view.errorRatio <= settings.guardrail.errorRatio
  }

  private func doesHarm(_ view: View) -> Bool {
    if view.errorRatio > settings.guardrail.errorRatio { return true }
    if let latency = view.latencySeconds, usualLatency > 0,
      latency > usualLatency * settings.guardrail.latencyFactor
    {
      return true
    }
    guard view.readyCount > 0, view.limitCores > 0 else { return false }
    let used = view.cores / Double(view.readyCount) / view.limitCores
    return used > settings.guardrail.utilization
  }
}
