// SPDX-License-Identifier: Apache-2.0

public import EventKernel

/// What the metrics APIs answered at one reconcile of a recording.
public struct RecordedMetrics: Sendable, Hashable {
  /// The use of one container.
  public struct ContainerUsage: Sendable, Hashable {
    /// The name of the container.
    public var name: String
    /// CPU in millicores; nil when not told.
    public var cpuMilli: Int64?
    /// Memory in bytes; nil when not told.
    public var memoryBytes: Int64?

    func milli(_ resource: String) -> Int64? {
      switch resource {
      case "cpu": cpuMilli
      case "memory": memoryBytes.map { $0 &* 1_000 }
      default: nil
      }
    }
  }

  /// The use of one pod.
  public struct PodUsage: Sendable, Hashable {
    /// The name of the pod.
    public var pod: String
    /// The containers that are told.
    public var containers: [ContainerUsage]
    /// When the sample was taken.
    public var timestamp: SimulationTime
    /// The length of time that the sample covers.
    public var window: SimulationDuration
  }

  /// The value of a custom metric for one pod.
  public struct PodValue: Sendable, Hashable {
    /// The name of the pod.
    public var pod: String
    /// The value in thousandths.
    public var milli: Int64
  }

  /// The values of one named metric.
  public struct Named<Content: Sendable & Hashable>: Sendable, Hashable {
    /// The name of the metric.
    public var name: String
    /// Its values.
    public var content: Content
  }

  /// The answer of the resource metrics API; nil when it failed, empty when it listed nothing.
  public var resource: [PodUsage]? = []
  /// Custom metrics of pods; a name that is absent failed.
  public var pods: [Named<[PodValue]>] = []
  /// Custom metrics of objects; a name that is absent failed.
  public var object: [Named<Int64>] = []
  /// External metrics with their series; a name that is absent failed.
  public var external: [Named<[Int64]>] = []

  /// Makes the answers of APIs that know nothing.
  public init() {}
}
