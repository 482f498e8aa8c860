// SPDX-License-Identifier: Apache-2.0

public import EventKernel
import Manifests
public import Metrics
public import Scenario

/// A simulated Kubernetes cluster and its load, from the start of a run to its end.
///
///     var simulation = Simulation(scenario)
///     simulation.run(until: simulation.endTime)
///     let outcome = simulation.finish()
///
/// State lies in tables behind typed indices; decisions are pure functions of views; the verbs in
/// the extensions of this type apply what they decide and schedule what follows. The same scenario
/// gives the same digest on every machine, in debug and in release.
public struct Simulation: ~Copyable {
  private let address = HeldByAddress()

  // MARK: Settings

  let seed: UInt64
  let startUnixSeconds: Int64
  let trafficStep: SimulationDuration
  let sampleInterval: SimulationDuration
  let controlPlane: ControlPlaneBlock
  let kubelet: KubeletBlock
  let timeline: [TimelineEntry]
  let behaviorBlocks: [BehaviorBlock]
  /// The CPU of the largest node, which a pod without a limit may use.
  let largestNodeCores: Double
  /// The instant at which the run ends.
  public let endTime: SimulationTime

  // MARK: Time

  var queue = EventQueue<Event>()
  /// The current instant.
  public internal(set) var now = SimulationTime.zero
  /// Events served so far.
  public internal(set) var eventCount: Int64 = 0
  var rollingDigest = RollingDigest()
  /// Pods evaluated so far, summed over the load steps.
  public internal(set) var podSteps: Int64 = 0

  // MARK: State

  var nodes = NodeTable()
  var health: [NodeHealth] = []
  var pools: [String] = []
  var poolTotals: [PoolTotals] = []
  var pods = Table<PodState>()
  var stageCounts = [Int](repeating: 0, count: PodStage.allCases.count)
  var replicaSets = IndexedTable<ReplicaSetState, ReplicaSetState>()
  var deployments = IndexedTable<DeploymentState, DeploymentState>()
  /// Whether there are workloads other than Deployments, which make their pods themselves.
  var hasNumberedWorkloads = false
  var daemonSets: [DeploymentIndex] = []
  /// All Jobs so far, those of CronJobs too; the place is the key of their controller.
  var jobs: [JobState] = []
  var quotas: [QuotaState] = []
  /// What quotas count of a pod of each template, by the template's position.
  var quotaUsages: [PodQuotaUsage] = []
  /// Syncs of a key in a row that could not create all pods.
  var failedSyncs = FailedSyncs()
  /// Nodes that operators empty, by the number of the order.
  var drains: [DrainState] = []
  /// How pods of each template behave, by the template's position.
  var behaviors: [PodBehavior] = []
  /// The hash of each template in names, by the template's position.
  var templateHashes: [String] = []
  var compiledTemplates: [CompiledTemplate] = []

  // MARK: Control plane

  var controllers: [Controller]
  var syncs = Table<SyncState>()
  var autoscalers: [AutoscalerState] = []
  /// The clock that scheduled autoscalers read.
  var clock = LocalClock.utc
  /// The clocks of all zones.
  let clocks: ScheduleClocks
  var cronAutoscalers: [CronAutoscalerState] = []
  var cronHPAs: [CronHPAState] = []
  var rollouts: [RolloutState] = []
  var scaledObjects: [ScaledObjectState] = []
  var poolAutoscalers: [PoolAutoscalerState] = []
  /// What the metrics of autoscalers mean.
  var metricSources: MetricSources
  /// What Prometheus has read for the custom metrics API.
  var collector: MetricsCollector
  /// The values of the external metrics that the scenario gives.
  var externalCurves: [RateCurve] = []
  var scrapedDeployments: [DeploymentIndex] = []
  var nodeMonitor = NodeMonitor()
  /// Until when the controllers and the scheduler stand still.
  var stalledUntil = SimulationTime.zero
  /// Since when they stood still the last time.
  var stalledSince = SimulationTime.zero
  /// What the timeline has said of the starts of applications, in its order.
  var slowStarts: [SlowStartOrder] = []
  /// The phase of metrics-server within its resolution.
  var scrapePhase = SimulationDuration.zero
  /// A buffer of the ReplicaSet controller, kept to avoid allocations.
  var candidates: [VictimCandidate] = []
  var ownerPods = OwnerPodCounts()

  // MARK: Vertical autoscalers

  var verticalAutoscalers: [VerticalAutoscalerState] = []
  var vpaClient = TokenBucket(Simulation.updaterRate)
  /// What the updater has asked for, in the order in which the API server carries it out.
  var vpaRequests: [VPARequest] = []
  /// The place of the request that is carried out next.
  var vpaRequestPlace = 0
  /// Changes in place that are not done; looked up by pod, never listed.
  var resizes: [PodHandle: PendingResize] = [:]

  var forecastBounds: [ForecastBoundsState] = []
  var downsizings: [DownsizingState] = []

  // MARK: Node groups

  /// Pools that the cluster autoscaler may change.
  var nodeGroups: [NodeGroupState] = []
  /// What the nodes of each pool cost, by the pool's place.
  var ledgers: [NodeLedger] = []
  var nodeAutoscaler = ClusterAutoscaler()
  var expanderStream: RandomStream
  /// Nodes on their way out, in the order in which they were chosen.
  var removals: [NodeRemoval] = []
  /// Karpenter with its machines; nil without it.
  var karpenter: KarpenterState?
  /// Removals that were given up since the autoscaler looked last.
  var failedRemovals = 0
  /// What keeps pods of each template on their node, by the template's position.
  var podDrainability: [PodDrainability] = []

  // MARK: Scheduler

  /// A scheduler for each profile; they share nodes, queue and nominations.
  var schedulers: [Scheduler]
  /// What selects pods besides the pods' own rules, for spreading by default.
  var schedulingObjects = SchedulingObjects()
  var schedulingQueue: SchedulingQueue<PodState>
  var schedulerClient: TokenBucket
  var schedulerStream: RandomStream
  var schedulerFreeAt = SimulationTime.zero
  var isSchedulerReadyPending = false
  var schedulerWakeAt: SimulationTime?
  var schedulerEpoch: UInt32 = 0
  var preemptions = Table<PreemptionState>()
  var preemptionStream: RandomStream
  var knownRefusal: KnownRefusal?
  var budgets: [BudgetState] = []
  var priorityClasses = PriorityClasses()
  /// The pods of each node that take its room, in order of their arrival.
  var podsOnNode: ContiguousArray<ContiguousArray<PodHandle>> = []
  /// The least priority among the templates that were looked at so far.
  var leastPriority = Int32.max
  var notedTemplateCount = 0

  // MARK: Kubelets

  /// ConfigMaps with their contents.
  var configs = ConfigTable()
  /// Pods that swap two containers; looked up by pod alone.
  var switches: [PodHandle: StandbyState] = [:]

  var images = PulledImages()
  var transfers: RegistryTransfers
  /// What the registry sends unless the timeline says otherwise, in bytes per second.
  let usualRegistryRate: Double
  /// Orders to bring images to nodes before pods need them.
  var prePulls: [PrePull] = []
  /// Counts the orders that changed the registry, so that the end of an older one does nothing.
  var registryEpoch: UInt32 = 0
  var pulls: [PullQueue] = []
  /// Images that nodes pull before their pods need them.
  var pullsAhead: [PullAhead] = []
  /// The size of the image that each node pulls now.
  var pullBytes: [Int64] = []
  var faultStream: RandomStream
  /// Requests of new pods for addresses, of the whole cluster.
  var addressClient: TokenBucket
  let addressTime: DurationSpread

  // MARK: Load

  /// What Services select that publish the addresses of pods which are not ready.
  var notReadySelectors: [(namespace: String, selector: LabelSet)] = []
  var loads: [ServiceLoad] = []
  var loadDeployments: [DeploymentIndex] = []
  /// The place of each Deployment's load; -1 for none.
  var loadOfDeployment: [Int32] = []
  var objectives: [ObjectiveTracker] = []
  var extremes: [WorkloadExtremes] = []

  // MARK: Observation

  var recorder = Recorder()
  var sampler = Sampler([], step: .seconds(1))

  /// Builds the cluster of a checked scenario, with its workloads placed.
  public init(_ scenario: Scenario) {
    seed = scenario.seed
    startUnixSeconds = scenario.start.unixSeconds
    trafficStep = scenario.trafficStep
    sampleInterval = scenario.sampleInterval
    controlPlane = scenario.cluster.controlPlane
    kubelet = scenario.cluster.kubelet
    timeline = scenario.timeline
    behaviorBlocks = scenario.behavior
    endTime = .zero + scenario.duration
    largestNodeCores = ClusterPlan.largestNodeCores(scenario.cluster)
    controllers = ControllerKind.allCases.map { Controller($0, scenario.cluster.controlPlane) }
    schedulerClient = TokenBucket(scenario.cluster.controlPlane.scheduler)
    (schedulers, schedulingQueue) = SchedulerPlan.make(scenario.cluster.scheduler)
    preemptionStream = RandomStream(seed: scenario.seed, name: "scheduler/preemption")
    schedulerStream = RandomStream(seed: scenario.seed, name: "scheduler/ties")
    expanderStream = RandomStream(seed: scenario.seed, name: "cluster-autoscaler/expander")
    faultStream = RandomStream(seed: scenario.seed, name: "faults/nodes")
    addressClient = TokenBucket(scenario.cluster.network.addresses)
    addressTime = scenario.cluster.network.addressTime
    usualRegistryRate = scenario.cluster.registry.bytesPerSecond
    var scrapeStream = RandomStream(seed: scenario.seed, name: "metrics/scrape")
    scrapePhase = .microseconds(
      Int64(scrapeStream.next(below: UInt64(max(1, controlPlane.metricsResolution.microseconds)))))
    var collectorStream = RandomStream(seed: scenario.seed, name: "metrics/prometheus")
    let collectorPhase = collectorStream.next(
      below: UInt64(max(1, scenario.cluster.customMetrics.scrapeInterval.microseconds)))
    collector = MetricsCollector(
      scenario.cluster.customMetrics,
      // The first step has to be over before its requests are known.
      phase: max(.microseconds(Int64(collectorPhase)), scenario.trafficStep))
    metricSources = MetricSources(scenario)
    clocks = ScheduleClocks(scenario)
    transfers = RegistryTransfers(
      registryBytesPerSecond: scenario.cluster.registry.bytesPerSecond,
      nodeBytesPerSecond: scenario.cluster.kubelet.pullBytesPerSecond,
      peers: scenario.cluster.registry.peerToPeer.map {
        RegistryTransfers.Peers(
          uploadBytesPerSecond: $0.uploadBytesPerSecond, efficiency: $0.efficiency)
      })
    build(scenario)
  }

  /// The rolling digest of all events and of what was recorded so far.
  public var digest: UInt64 { rollingDigest.value }

  /// The digest as 16 hexadecimal digits.
  public var digestHex: String { rollingDigest.hex }

  /// Every series of the run, in the order of its samples.
  public var series: [Series] { sampler.sources.map(\.series) }

  mutating func schedule(_ event: Event, at instant: SimulationTime, _ phase: EventPhase) {
    queue.schedule(event, at: instant, phase: phase)
  }

  mutating func schedule(
    _ event: Event, after delay: SimulationDuration, _ phase: EventPhase
  ) {
    queue.schedule(event, at: now + delay, phase: phase)
  }
}
