// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// A small scenario put together in code; every duration in it is constant.
struct SmallScenario {
  var scenario: Scenario

  /// One pool of equal nodes, pods that start in 1.5 s and end in one.
  init(nodes: Int = 3, cores: Int64 = 8, seconds: Int64 = 600, isRunning: Bool = false) {
    let capacity = ResourceList([
      .init(name: "cpu", quantity: Quantity(cores)),
      .init(name: "memory", quantity: Quantity(64 << 30)),
      .init(name: "pods", quantity: Quantity(110)),
    ])
    var cluster = ClusterBlock(
      name: "test", nodePools: [NodePoolBlock(name: "pool", count: nodes, capacity: capacity)])
    cluster.isRunningAtStart = isRunning
    cluster.kubelet.sandbox = Self.constant(.milliseconds(500))
    cluster.kubelet.containerStart = Self.constant(.seconds(1))
    cluster.kubelet.shutdown = Self.constant(.seconds(1))
    cluster.controlPlane.endpointPropagation = Self.constant(.zero)
    scenario = Scenario(
      name: "test", start: WallClock(unixSeconds: 1_700_000_000), duration: .seconds(seconds),
      cluster: cluster)
  }

  /// A duration that does not vary.
  static func constant(_ length: SimulationDuration) -> DurationSpread {
    DurationSpread(median: length, p99: length)
  }

  /// A Deployment of pods with one container.
  static func deployment(
    _ name: String, replicas: Int32, cpuMillis: Int64 = 100, limitMillis: Int64? = nil,
    image: String = "app:1"
  ) -> Deployment {
    var container = Container()
    container.name = "app"
    container.image = image
    container.resources.requests = ResourceList([
      .init(name: "cpu", quantity: Quantity(milli: cpuMillis)),
      .init(name: "memory", quantity: Quantity(64 << 20)),
    ])
    if let limitMillis { container.resources.limits["cpu"] = Quantity(milli: limitMillis) }
    var deployment = Deployment()
    deployment.metadata.name = name
    deployment.spec.replicas = replicas
    deployment.spec.selector = LabelSelector(matchLabels: ["app": name])
    deployment.spec.template.metadata.labels = ["app": name]
    deployment.spec.template.spec.containers = [container]
    return deployment
  }

  static func reference(_ name: String) -> WorkloadReference {
    WorkloadReference(kind: "Deployment", name: name)
  }

  /// Adds an object that exists from the start.
  mutating func add(_ object: KubernetesObject) {
    scenario.cluster.objects.items.append(Self.item(object))
  }

  mutating func add(_ deployment: Deployment) { add(.deployment(deployment)) }

  /// Says how the pods of a Deployment start, and what its requests cost if it serves any.
  mutating func behave(
    _ name: String, applicationStart: SimulationDuration = .zero, imageBytes: Int64 = 0,
    requestCPU: SimulationDuration? = nil
  ) {
    var block = BehaviorBlock(target: Self.reference(name))
    block.startup.applicationStart = Self.constant(applicationStart)
    block.startup.imageBytes = imageBytes
    block.request = requestCPU.map { BehaviorBlock.RequestBlock(cpu: $0) }
    scenario.behavior.append(block)
  }

  /// Sends requests to a Deployment: straight lines between points of seconds and rates.
  mutating func send(_ points: [(Int64, Double)], to name: String) {
    var rate = TrafficBlock.RateBlock()
    rate.points = points.map { .init(at: .zero + .seconds($0.0), rate: $0.1) }
    scenario.traffic.append(TrafficBlock(target: Self.reference(name), rate: rate))
  }

  /// Lets something happen at a number of seconds.
  mutating func at(_ seconds: Double, _ action: TimelineEntry.Action) {
    let instant = SimulationTime.zero + SimulationDuration(seconds: seconds)
    scenario.timeline.append(TimelineEntry(at: instant, action: action))
  }

  /// Applies objects at a number of seconds.
  mutating func apply(_ objects: [KubernetesObject], at seconds: Double) {
    var set = ManifestSet()
    set.items = objects.map(Self.item)
    at(seconds, .apply(set))
  }

  mutating func apply(_ deployment: Deployment, at seconds: Double) {
    apply([.deployment(deployment)], at: seconds)
  }

  private static func item(_ object: KubernetesObject) -> ManifestSet.Item {
    let kind: String
    switch object {
    case .deployment: kind = "Deployment"
    case .horizontalPodAutoscaler: kind = "HorizontalPodAutoscaler"
    case .cronHorizontalPodAutoscaler: kind = "CronHorizontalPodAutoscaler"
    case .cronHPA: kind = "CronHPA"
    case .effectiveHorizontalPodAutoscaler: kind = "EffectiveHorizontalPodAutoscaler"
    case .ingress: kind = "Ingress"
    case .poolAutoscaler: kind = "PoolAutoscaler"
    case .scaledObject: kind = "ScaledObject"
    case .service: kind = "Service"
    case .node: kind = "Node"
    case .podDisruptionBudget: kind = "PodDisruptionBudget"
    case .priorityClass: kind = "PriorityClass"
    case .statefulSet: kind = "StatefulSet"
    case .statefulSetPlus: kind = "StatefulSetPlus"
    case .verticalPodAutoscaler: kind = "VerticalPodAutoscaler"
    case .verticalPodAutoscalerCheckpoint: kind = "VerticalPodAutoscalerCheckpoint"
    case .nodePool: kind = "NodePool"
    case .forecastBounds: kind = "ForecastBounds"
    case .stepwiseDownsizing: kind = "StepwiseDownsizing"
    case .daemonSet: kind = "DaemonSet"
    case .job: kind = "Job"
    case .cronJob: kind = "CronJob"
    case .resourceQuota: kind = "ResourceQuota"
    case .cloneSet: kind = "CloneSet"
    case .advancedStatefulSet: kind = "StatefulSet"
    case .rollout: kind = "Rollout"
    default: kind = "Other"
    }
    return ManifestSet.Item(
      object: object, apiVersion: "v1", kind: kind, place: SourcePlace(file: "test.yaml"))
  }
}
