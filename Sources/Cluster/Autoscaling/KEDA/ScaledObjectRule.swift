// SPDX-License-Identifier: Apache-2.0

public import EventKernel
public import Manifests

/// The decisions of KEDA for one ScaledObject: zero, the idle count, and the way back.
///
/// Between the least and the greatest count the HorizontalPodAutoscaler decides that KEDA makes of
/// the triggers. Call ``poll(at:isActive:isError:replicas:)`` every polling interval.
/// Source: kedacore/keda v2.20 pkg/scaling/executor/scale_scaledobjects.go.
public struct ScaledObjectRule: Sendable, Hashable {
  private let minReplicas: Int32
  private let idleReplicas: Int32?
  private let cooldown: SimulationDuration
  private let initialCooldown: SimulationDuration
  private let createdAt: SimulationTime
  /// When a trigger was last active at a poll, or the workload was last brought back.
  public private(set) var lastActiveTime: SimulationTime?

  /// Makes the rule of an object that was created at an instant.
  public init(_ object: ScaledObject, createdAt: SimulationTime) {
    minReplicas = object.minReplicaCount
    idleReplicas = object.idleReplicaCount
    cooldown = .seconds(Int64(object.cooldownPeriod))
    initialCooldown = .seconds(Int64(object.initialCooldownPeriod))
    self.createdAt = createdAt
  }

  /// Decides once, and remembers the time of the last activity.
  ///
  /// - Parameters:
  ///   - now: the instant of the poll.
  ///   - isActive: whether any trigger is active.
  ///   - isError: whether any trigger could not be read.
  ///   - replicas: the count in the workload's spec.
  /// - Returns: the count to write to the workload; nil to leave it.
  public mutating func poll(
    at now: SimulationTime, isActive: Bool, isError: Bool, replicas: Int32
  ) -> Int32? {
    if isActive {
      if replicas == 0 || (idleReplicas != nil && replicas < minReplicas) {
        lastActiveTime = now
        return max(minReplicas, 1)
      }
      // With a trigger that cannot be read the time of the last activity stays as it is.
      if !isError { lastActiveTime = now }
      return nil
    }
    if isError { return nil }
    if let idle = idleReplicas, replicas > idle { return isCooledDown(now) ? idle : nil }
    if replicas > 0, minReplicas == 0 { return isCooledDown(now) ? (idleReplicas ?? 0) : nil }
    if idleReplicas == nil, replicas < minReplicas { return minReplicas }
    return nil
  }

  /// Whether the quiet time is over; an object that never was active only waits after its creation.
  private func isCooledDown(_ now: SimulationTime) -> Bool {
    guard let lastActiveTime else { return createdAt + initialCooldown < now }
    return lastActiveTime + cooldown < now
  }
}
