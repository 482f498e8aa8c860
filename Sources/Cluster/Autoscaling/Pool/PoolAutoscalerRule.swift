// SPDX-License-Identifier: Apache-2.0

public import EventKernel
public import Manifests

/// The decisions of a PoolAutoscaler: a step up when requests and latency are both worse than they
/// used to be, a step down when both are as they used to be.
///
/// Source of the comparison: Weibo's account of its container platform at the gala of 2019, which
/// compares with the mean of the service pool and with the last seven days of one machine.
public struct PoolAutoscalerRule: Sendable, Hashable {
  /// What one look sees; a value that is not known is nil.
  public struct View: Sendable, Hashable {
    /// The instant of the look.
    public var now: SimulationTime
    /// The count in the workload's spec.
    public var replicas: Int32
    /// Requests per second and pod.
    public var requests: Double?
    /// The latency in seconds.
    public var latency: Double?
    /// The mean latency of the workloads of the pool.
    public var poolLatency: Double?
    /// Requests per second and pod at this time of the last days.
    public var usualRequests: Double?
    /// The latency at this time of the last days.
    public var usualLatency: Double?

    /// Makes a view in which nothing is known.
    public init(now: SimulationTime, replicas: Int32) {
      self.now = now
      self.replicas = replicas
    }
  }

  private let settings: PoolAutoscaler
  private var lastStepUp: SimulationTime?
  private var quietSince: SimulationTime?

  /// Makes a rule without memory.
  public init(_ settings: PoolAutoscaler) { self.settings = settings }

  /// The count to write to the workload; nil to leave it.
  public mutating func look(_ view: View) -> Int32? {
    let bounded = min(max(view.replicas, settings.minReplicas), settings.maxReplicas)
    if bounded != view.replicas { return bounded }
    guard let requests = view.requests, let latency = view.latency else { return nil }
    let isMore = view.usualRequests.map { requests > $0 * settings.requestsOverHistory } ?? true
    let overHistory = view.usualLatency.map { latency > $0 * settings.latencyOverHistory } ?? false
    let overPool = view.poolLatency.map { latency > $0 * settings.latencyOverPool } ?? false
    if overHistory || overPool {
      quietSince = nil
      return isMore ? stepUp(view) : nil
    }
    if isMore, view.usualRequests != nil {
      quietSince = nil
      return nil
    }
    return stepDown(view)
  }

  private var cooldown: SimulationDuration { .seconds(Int64(settings.cooldownSeconds)) }

  private mutating func stepUp(_ view: View) -> Int32? {
    if let lastStepUp, view.now - lastStepUp < cooldown { return nil }
    let wanted = min(view.replicas.addingClamped(step(of: view)), settings.maxReplicas)
    guard wanted > view.replicas else { return nil }
    lastStepUp = view.now
    return wanted
  }

  private mutating func stepDown(_ view: View) -> Int32? {
    let since = quietSince ?? view.now
    quietSince = since
    guard view.now - since >= cooldown else { return nil }
    let wanted = max(view.replicas - step(of: view), settings.minReplicas)
    guard wanted < view.replicas else { return nil }
    quietSince = view.now
    return wanted
  }

  /// A part of the pods, rounded up.
  private func step(of view: View) -> Int32 {
    Int32(clamping: (Int64(view.replicas) * Int64(settings.stepPercent) + 99) / 100)
  }
}

extension Int32 {
  fileprivate func addingClamped(_ other: Int32) -> Int32 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
