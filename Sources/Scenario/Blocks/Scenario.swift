// SPDX-License-Identifier: Apache-2.0

public import EventKernel

/// A checked scenario: everything that a run needs besides the rules of Kubernetes.
public struct Scenario: Sendable {
  /// The name from the metadata.
  public var name: String
  /// What the scenario shows, in a sentence or two.
  public var description: String = ""
  /// The seed of all random streams.
  public var seed: UInt64 = 1
  /// The instant of simulated time zero.
  public var start: WallClock
  /// The simulated length.
  public var duration: SimulationDuration
  /// The distance of two samples of every series.
  public var sampleInterval: SimulationDuration = .seconds(15)
  /// The distance of two evaluations of the load.
  public var trafficStep: SimulationDuration = .seconds(1)
  /// The cluster that is simulated.
  public var cluster: ClusterBlock
  /// What manifests do not say of workloads, in the order of the file.
  public var behavior: [BehaviorBlock] = []
  /// The load, in the order of the file.
  public var traffic: [TrafficBlock] = []
  /// What happens when, in the order of the file.
  public var timeline: [TimelineEntry] = []
  /// What must hold, in the order of the file.
  public var objectives: [ObjectiveBlock] = []

  /// Creates a scenario in which nothing happens.
  public init(
    name: String, start: WallClock, duration: SimulationDuration, cluster: ClusterBlock
  ) {
    self.name = name
    self.start = start
    self.duration = duration
    self.cluster = cluster
  }
}

/// An instant of the simulated calendar and the clock that shows it.
public struct WallClock: Sendable, Equatable {
  /// Seconds since 1970-01-01T00:00:00Z.
  public var unixSeconds: Int64
  /// The offset of local time from UTC in seconds.
  public var utcOffsetSeconds: Int

  /// Creates an instant with its clock.
  public init(unixSeconds: Int64, utcOffsetSeconds: Int = 0) {
    self.unixSeconds = unixSeconds
    self.utcOffsetSeconds = utcOffsetSeconds
  }
}
