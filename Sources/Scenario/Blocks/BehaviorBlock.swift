// SPDX-License-Identifier: Apache-2.0

public import EventKernel

/// What a manifest does not say of a workload: how its pods start and what a request costs.
public struct BehaviorBlock: Sendable, Equatable {
  /// The workload.
  public var target: WorkloadReference
  /// How its pods start.
  public var startup = StartupBlock()
  /// How pods with certain images start, where that differs.
  public var versions: [VersionBlock] = []
  /// What its requests cost; nil if it serves none.
  public var request: RequestBlock?
  /// Time after SIGTERM for which the application still takes new requests.
  public var drain: SimulationDuration = .zero
  /// CPU that a ready pod uses without requests, in cores.
  public var idleCPUCores: Double = 0
  /// Memory that a pod holds without requests, in bytes; nil for 60 % of what it requests.
  public var idleMemoryBytes: Int64?
  /// Which share of the pod's use of CPU and memory is that of which container.
  public var containers: [ContainerBlock] = []

  /// Creates the behavior of a workload that serves no requests.
  public init(target: WorkloadReference) {
    self.target = target
  }

  /// What one container of a pod uses.
  public struct ContainerBlock: Sendable, Equatable {
    /// The name of the container.
    public var name = ""
    /// Its part of the CPU that the pod uses; nil for its part of the requests.
    public var cpuShare: Double?
    /// Its part of the memory that the pod holds; nil for its part of the requests.
    public var memoryShare: Double?

    /// Creates a container that uses what its requests say.
    public init() {}
  }

  /// How pods with one image start.
  public struct VersionBlock: Sendable, Equatable {
    /// The image of any container of the pod.
    public var image = ""
    /// How such pods start.
    public var startup = StartupBlock()
    /// Whether such pods never become ready.
    public var neverReady = false

    /// Creates a version that starts like any other.
    public init() {}
  }

  /// How a pod gets from its start to full speed.
  public struct StartupBlock: Sendable, Equatable {
    /// Bytes of the image that a node without it must pull.
    public var imageBytes: Int64 = 0
    /// Whether every node holds the image from the start.
    public var isImagePresent = false
    /// Time from the start of the container until the application can answer a probe.
    public var applicationStart = DurationSpread(median: .seconds(1), p99: .seconds(1))
    /// How much more CPU a request costs right after the start; 1 means no warm-up.
    public var warmUpFactor: Double = 1
    /// Time constant with which the extra cost decays.
    public var warmUpTime: SimulationDuration = .seconds(30)

    /// Creates a start without image and warm-up.
    public init() {}
  }

  /// What one request costs a pod.
  public struct RequestBlock: Sendable, Equatable {
    /// Mean CPU time of one request.
    public var cpu: SimulationDuration
    /// Coefficient of variation of the CPU time: 0 constant, 1 exponential.
    public var cpuSpread: Double = 1
    /// Mean time of one request that passes without using CPU, such as calls downstream.
    public var wait: SimulationDuration = .zero
    /// Requests that a pod works on at once.
    public var concurrency: Int = 100
    /// Age at which a request that still waits is given up and counts as failed.
    public var timeout: SimulationDuration = .seconds(1)
    /// Coefficient of variation of the time between arrivals: 1 is a Poisson stream.
    public var arrivalSpread: Double = 1
    /// Memory that a pod holds for each request in it, in bytes.
    public var memoryBytes: Int64 = 0

    /// Creates the cost of a request that only uses CPU.
    public init(cpu: SimulationDuration) {
      self.cpu = cpu
    }
  }
}
