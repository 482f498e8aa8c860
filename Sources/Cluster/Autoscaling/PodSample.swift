// SPDX-License-Identifier: Apache-2.0

public import EventKernel

/// What an autoscaler sees of one pod, without its metrics.
///
/// Trivially copyable, so that a caller can refill one array at each sync.
public struct PodSample: BitwiseCopyable, Sendable, Hashable {
  /// The phase in the status of a pod.
  public enum Phase: UInt8, BitwiseCopyable, Sendable, Hashable {
    case pending
    case running
    case succeeded
    case failed
    /// The kubelet lost contact, or the phase is not set.
    case unknown
  }

  /// The Ready condition of a pod.
  public enum Readiness: UInt8, BitwiseCopyable, Sendable, Hashable {
    /// The pod has no Ready condition.
    case absent
    case ready
    case notReady
    case unknown
  }

  /// The phase of the pod.
  public var phase: Phase
  /// The Ready condition.
  public var readiness: Readiness
  /// Whether the pod has a deletion timestamp.
  public var isTerminating: Bool
  /// When the kubelet took the pod; nil before.
  public var startTime: SimulationTime?
  /// When the Ready condition last changed.
  public var readyTransitionTime: SimulationTime

  /// Makes a sample; the default is a running pod that was ready when it started.
  public init(
    phase: Phase = .running, readiness: Readiness = .ready, isTerminating: Bool = false,
    startTime: SimulationTime? = .zero, readyTransitionTime: SimulationTime = .zero
  ) {
    self.phase = phase
    self.readiness = readiness
    self.isTerminating = isTerminating
    self.startTime = startTime
    self.readyTransitionTime = readyTransitionTime
  }
}
