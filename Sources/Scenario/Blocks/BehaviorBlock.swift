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
  /// What certain contents of ConfigMaps do to pods.
  public var configs: [ConfigBlock] = []
  /// How the application takes over a changed content.
  public var configReload = ConfigReloadBlock()
  /// What its requests cost; nil if it serves none.
  public var request: RequestBlock?
  /// Time after SIGTERM for which the application still takes new requests.
  public var drain: SimulationDuration = .zero
  /// The load balancer that lists the addresses of its pods; nil if there is none.
  public var loadBalancer: LoadBalancerBlock?
  /// The hook that runs after the start of a container; nil if it takes no time and never fails.
  public var postStart: PostStartBlock?
  /// Time from the end of an old version to the answers of a new one that waited for its file lock.
  public var handover = BehaviorBlock.defaultHandover
  /// CPU that a ready pod uses without requests, in cores.
  public var idleCPUCores: Double = 0
  /// How long the pods of a Job work; nil in workloads whose pods do not end by themselves.
  public var job: JobBlock?
  /// Memory that a pod holds without requests, in bytes; nil for 60 % of what it requests.
  public var idleMemoryBytes: Int64?
  /// Which share of the pod's use of CPU and memory is that of which container.
  public var containers: [ContainerBlock] = []

  /// Creates the behavior of a workload that serves no requests.
  public init(target: WorkloadReference) {
    self.target = target
  }

  /// A hand-over of a few milliseconds.
  public static let defaultHandover = DurationSpread(
    median: .milliseconds(5), p99: .milliseconds(20))

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
    /// The share of requests that such pods answer with errors.
    public var errorRatio: Double = 0

    /// Creates a version that starts like any other.
    public init() {}
  }

  /// A load balancer with a list of addresses, such as a file of upstreams.
  public struct LoadBalancerBlock: Sendable, Equatable {
    /// Time for which changes are gathered before they are taken over together.
    public var reloadInterval: SimulationDuration = .seconds(5)

    /// Creates a load balancer that gathers changes for five seconds.
    public init() {}
  }

  /// A hook after the start of a container, such as one that registers the pod.
  public struct PostStartBlock: Sendable, Equatable {
    /// Time of one try.
    public var time: SimulationDuration = .seconds(1)
    /// The probability that a try fails.
    public var failureRatio: Double = 0
    /// Tries after the first one before the container is killed.
    public var retries: Int = 0

    /// Creates a hook that takes a second and never fails.
    public init() {}
  }

  /// What a content of a ConfigMap does to the pods that use it.
  public struct ConfigBlock: Sendable, Equatable {
    /// The name of the ConfigMap, as users know it.
    public var configMap = ""
    /// A text that the content holds, in a value or as `key: value`.
    public var contains = ""
    /// The share of requests that such pods answer with errors.
    public var errorRatio: Double = 0
    /// Whether the readiness probe of such pods fails.
    public var neverReady = false

    /// Creates a content that does nothing.
    public init() {}
  }

  /// How an application takes over a content that changed while it runs.
  public struct ConfigReloadBlock: Sendable, Equatable {
    /// What happens when the files have changed.
    public enum Hook: String, Sendable, CaseIterable {
      /// The application watches its files, or a hook tells it.
      case hot
      /// A hook restarts the process in its container.
      case restart
      /// Nothing, until the container starts anew.
      case none
    }

    /// What happens when the files have changed.
    public var hook = Hook.hot
    /// Time until the new content is in use; with a restart nothing is answered meanwhile.
    public var time: SimulationDuration = .seconds(1)

    /// Creates an application that watches its files.
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

  /// How long the pods of a Job work and how often they fail.
  public struct JobBlock: Sendable, Equatable {
    /// Time from the start of the containers until they end.
    public var duration = DurationSpread(median: .minutes(1), p99: .minutes(1))
    /// The share of runs that end with a failure.
    public var failureRatio: Double = 0

    /// Creates pods that work for a minute and succeed.
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
