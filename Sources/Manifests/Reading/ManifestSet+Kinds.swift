// SPDX-License-Identifier: Apache-2.0

extension ManifestSet {
  /// The nodes, in the order read.
  public var nodes: [Node] { pick { if case .node(let it) = $0 { it } else { nil } } }
  /// The pods, in the order read.
  public var pods: [Pod] { pick { if case .pod(let it) = $0 { it } else { nil } } }
  /// The namespaces, in the order read.
  public var namespaces: [Namespace] {
    pick { if case .namespace(let it) = $0 { it } else { nil } }
  }
  /// The ConfigMaps, in the order read.
  public var configMaps: [ConfigMap] {
    pick { if case .configMap(let it) = $0 { it } else { nil } }
  }
  /// The services, in the order read.
  public var services: [Service] { pick { if case .service(let it) = $0 { it } else { nil } } }
  /// The priority classes, in the order read.
  public var priorityClasses: [PriorityClass] {
    pick { if case .priorityClass(let it) = $0 { it } else { nil } }
  }
  /// The resource quotas, in the order read.
  public var resourceQuotas: [ResourceQuota] {
    pick { if case .resourceQuota(let it) = $0 { it } else { nil } }
  }
  /// The limit ranges, in the order read.
  public var limitRanges: [LimitRange] {
    pick { if case .limitRange(let it) = $0 { it } else { nil } }
  }
  /// The replication controllers, in the order read.
  public var replicationControllers: [ReplicationController] {
    pick { if case .replicationController(let it) = $0 { it } else { nil } }
  }
  /// The Deployments, in the order read.
  public var deployments: [Deployment] {
    pick { if case .deployment(let it) = $0 { it } else { nil } }
  }
  /// The ReplicaSets, in the order read.
  public var replicaSets: [ReplicaSet] {
    pick { if case .replicaSet(let it) = $0 { it } else { nil } }
  }
  /// The StatefulSets, in the order read.
  public var statefulSets: [StatefulSet] {
    pick { if case .statefulSet(let it) = $0 { it } else { nil } }
  }
  /// The DaemonSets, in the order read.
  public var daemonSets: [DaemonSet] {
    pick { if case .daemonSet(let it) = $0 { it } else { nil } }
  }
  /// The Jobs, in the order read.
  public var jobs: [Job] { pick { if case .job(let it) = $0 { it } else { nil } } }
  /// The CronJobs, in the order read.
  public var cronJobs: [CronJob] { pick { if case .cronJob(let it) = $0 { it } else { nil } } }
  /// The autoscalers, in the order read.
  public var horizontalPodAutoscalers: [HorizontalPodAutoscaler] {
    pick { if case .horizontalPodAutoscaler(let it) = $0 { it } else { nil } }
  }
  /// The disruption budgets, in the order read.
  public var podDisruptionBudgets: [PodDisruptionBudget] {
    pick { if case .podDisruptionBudget(let it) = $0 { it } else { nil } }
  }
  /// Alibaba's CronHPAs, in the order read.
  public var cronHorizontalPodAutoscalers: [CronHorizontalPodAutoscaler] {
    pick { if case .cronHorizontalPodAutoscaler(let it) = $0 { it } else { nil } }
  }
  /// Tencent's CronHPAs, in the order read.
  public var cronHPAs: [CronHPA] { pick { if case .cronHPA(let it) = $0 { it } else { nil } } }
  /// KEDA's ScaledObjects, in the order read.
  public var scaledObjects: [ScaledObject] {
    pick { if case .scaledObject(let it) = $0 { it } else { nil } }
  }
  /// Crane's autoscalers, in the order read.
  public var effectiveHorizontalPodAutoscalers: [EffectiveHorizontalPodAutoscaler] {
    pick { if case .effectiveHorizontalPodAutoscaler(let it) = $0 { it } else { nil } }
  }
  /// The PoolAutoscalers, in the order read.
  public var poolAutoscalers: [PoolAutoscaler] {
    pick { if case .poolAutoscaler(let it) = $0 { it } else { nil } }
  }
  /// The Ingresses, in the order read.
  public var ingresses: [Ingress] {
    pick { if case .ingress(let it) = $0 { it } else { nil } }
  }
  /// The CloneSets, in the order read.
  public var cloneSets: [CloneSet] {
    pick { if case .cloneSet(let it) = $0 { it } else { nil } }
  }
  /// OpenKruise's StatefulSets, in the order read.
  public var advancedStatefulSets: [AdvancedStatefulSet] {
    pick { if case .advancedStatefulSet(let it) = $0 { it } else { nil } }
  }
  /// The StatefulSetPluses, in the order read.
  public var statefulSetPluses: [StatefulSetPlus] {
    pick { if case .statefulSetPlus(let it) = $0 { it } else { nil } }
  }
  /// The vertical autoscalers, in the order read.
  public var verticalPodAutoscalers: [VerticalPodAutoscaler] {
    pick { if case .verticalPodAutoscaler(let it) = $0 { it } else { nil } }
  }
  /// What recommenders remember, in the order read.
  public var verticalPodAutoscalerCheckpoints: [VerticalPodAutoscalerCheckpoint] {
    pick { if case .verticalPodAutoscalerCheckpoint(let it) = $0 { it } else { nil } }
  }
  /// Karpenter's NodePools, in the order read.
  public var karpenterNodePools: [NodePool] {
    pick { if case .nodePool(let it) = $0 { it } else { nil } }
  }
  /// The bounds from forecasts, in the order read.
  public var forecastBounds: [ForecastBounds] {
    pick { if case .forecastBounds(let it) = $0 { it } else { nil } }
  }
  /// The downsizings in steps, in the order read.
  public var stepwiseDownsizings: [StepwiseDownsizing] {
    pick { if case .stepwiseDownsizing(let it) = $0 { it } else { nil } }
  }

  /// The Rollouts of OpenKruise, in the order read.
  public var rollouts: [Rollout] { pick { if case .rollout(let it) = $0 { it } else { nil } } }

  private func pick<Object>(_ choose: (KubernetesObject) -> Object?) -> [Object] {
    items.compactMap { choose($0.object) }
  }
}
