// SPDX-License-Identifier: Apache-2.0

public import EventKernel

/// Times of a kubelet and its container runtime.
public struct KubeletBlock: Sendable, Equatable {
  /// Creation of the pod sandbox and its network.
  public var sandbox = DurationSpread(median: .milliseconds(500), p99: .seconds(3))
  /// Creation and start of the containers once the image is there.
  public var containerStart = DurationSpread(median: .seconds(1), p99: .seconds(1))
  /// The rate at which one node can receive an image, in bytes per second.
  public var pullBytesPerSecond: Double = 125_000_000
  /// Time to unpack one megabyte of image.
  public var unpackPerMegabyte: SimulationDuration = .milliseconds(10)
  /// Time of a pull besides transfer and unpacking.
  public var pullOverhead: SimulationDuration = .milliseconds(350)
  /// Time that a container takes to exit after SIGTERM unless its grace period ends first.
  public var shutdown = DurationSpread(median: .seconds(1), p99: .seconds(1))
  /// Distance of two heartbeats of a node.
  public var leaseRenewPeriod: SimulationDuration = .seconds(10)
  /// Distance of two syncs of a pod, which bring changed ConfigMaps; up to half as much is added.
  public var syncFrequency: SimulationDuration = .seconds(60)
  /// Distance of two samples of the use of a container.
  public var statsPeriod: SimulationDuration = .seconds(10)

  /// Creates the times of a kubelet with the defaults.
  public init() {}
}
