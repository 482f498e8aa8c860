// SPDX-License-Identifier: Apache-2.0

public import EventKernel
public import Manifests

/// Client rates, workers and latencies of the control plane.
///
/// The default values are those of Kubernetes 1.36; everything at zero gives ideal time.
public struct ControlPlaneBlock: Sendable, Equatable {
  /// The client of each controller of the kube-controller-manager.
  public var controllerManager = ClientRate(qps: 20, burst: 30)
  /// The controllers of OpenKruise.
  public var kruiseManager = KruiseManager()
  /// The client of the scheduler.
  public var scheduler = ClientRate(qps: 50, burst: 100)
  /// Workers of each controller.
  public var concurrentSyncs = 5
  /// Time from the sending of a request until the API server has stored the object.
  public var apiLatency: SimulationDuration = .milliseconds(5)
  /// Time from a change of an object until a watcher sees it.
  public var watchDelay: SimulationDuration = .milliseconds(5)
  /// Time from a change of a pod's readiness until every proxy sends requests accordingly.
  public var endpointPropagation = DurationSpread(median: .milliseconds(500), p99: .seconds(1))
  /// Time of the scheduler for one decision.
  public var schedulingTime: SimulationDuration = .milliseconds(2)
  /// Time that the controller of a StatefulSetPlus needs for each pod when it looks at all of them
  /// during a release.
  public var releaseSyncTimePerPod: SimulationDuration = .milliseconds(1)
  /// Period of the horizontal pod autoscaler.
  public var hpaSyncPeriod: SimulationDuration = .seconds(15)
  /// Flags of the horizontal pod autoscaler.
  public var hpa = HPAFlags()
  /// Whether the feature gate `HPAScaleToZero` is on.
  public var hpaScalesToZero = false
  /// The zone in which controllers read schedules that name none; nil for the offset of the start.
  public var timeZone: ZoneRules?
  /// How Alibaba's CronHorizontalPodAutoscaler reads its exclude dates.
  public var cronExcludeDates = ExcludeDates.day
  /// Period of the metrics pipeline: the age of what an autoscaler sees is up to this.
  public var metricsResolution: SimulationDuration = .seconds(15)
  /// Silence of a node after which it counts as not ready.
  public var nodeMonitorGracePeriod: SimulationDuration = .seconds(50)
  /// Distance of two checks of the node heartbeats.
  public var nodeMonitorPeriod: SimulationDuration = .seconds(5)
  /// Nodes per second that may be tainted for eviction.
  public var nodeEvictionRate: Double = 0.1

  /// Creates a control plane with the defaults of Kubernetes 1.36.
  public init() {}

  /// Readings of the exclude dates of an Alibaba CronHorizontalPodAutoscaler.
  public enum ExcludeDates: String, Sendable, CaseIterable {
    /// Jobs are left out on the days that a date matches, as its users mean it.
    case day
    /// Jobs are left out when the next match has the same month and hour, as its code has it.
    case monthAndHour
  }

  /// The manager of OpenKruise's controllers.
  public struct KruiseManager: Sendable, Equatable {
    /// The client of each controller, for the pods that it creates, changes and deletes.
    public var client = ClientRate(qps: 30, burst: 50)
    /// Workers of each controller.
    public var concurrentSyncs = 3
    /// Whether images are pulled ahead of changes in place.
    public var preDownloadsImages = false
  }

  /// Flags `--horizontal-pod-autoscaler-*` of the kube-controller-manager.
  public struct HPAFlags: Sendable, Equatable {
    /// The relative distance from the target that is left alone in both directions.
    public var tolerance = 0.1
    /// How long a recommendation holds back scaling down, unless `behavior` says otherwise.
    public var downscaleStabilization: SimulationDuration = .minutes(5)
    /// How long after its start the CPU sample of a pod counts only once the pod is ready.
    public var cpuInitializationPeriod: SimulationDuration = .minutes(5)
    /// How long after its start a change of readiness is taken for the initial one.
    public var initialReadinessDelay: SimulationDuration = .seconds(30)

    /// Creates the default flags.
    public init() {}
  }

  /// The limits of one API client: a token bucket.
  public struct ClientRate: Sendable, Equatable {
    /// Requests per second in the long run; zero means no limit.
    public var qps: Double
    /// Requests that may go at once.
    public var burst: Int

    /// Creates the limits of a client.
    public init(qps: Double, burst: Int) {
      self.qps = qps
      self.burst = burst
    }
  }
}
