// SPDX-License-Identifier: Apache-2.0

/// An object of one of the kinds that are simulated.
public enum KubernetesObject: Sendable, Hashable {
  case node(Node)
  case pod(Pod)
  case namespace(Namespace)
  case configMap(ConfigMap)
  case service(Service)
  case priorityClass(PriorityClass)
  case resourceQuota(ResourceQuota)
  case limitRange(LimitRange)
  case replicationController(ReplicationController)
  case deployment(Deployment)
  case replicaSet(ReplicaSet)
  case statefulSet(StatefulSet)
  case daemonSet(DaemonSet)
  case job(Job)
  case cronJob(CronJob)
  case horizontalPodAutoscaler(HorizontalPodAutoscaler)
  case podDisruptionBudget(PodDisruptionBudget)
  case cronHorizontalPodAutoscaler(CronHorizontalPodAutoscaler)
  case cronHPA(CronHPA)
  case scaledObject(ScaledObject)
  case effectiveHorizontalPodAutoscaler(EffectiveHorizontalPodAutoscaler)
  case ingress(Ingress)
  case poolAutoscaler(PoolAutoscaler)
  case cloneSet(CloneSet)
  case advancedStatefulSet(AdvancedStatefulSet)
  case statefulSetPlus(StatefulSetPlus)
  case verticalPodAutoscaler(VerticalPodAutoscaler)
  case verticalPodAutoscalerCheckpoint(VerticalPodAutoscalerCheckpoint)
  case nodePool(NodePool)
  case forecastBounds(ForecastBounds)
  case stepwiseDownsizing(StepwiseDownsizing)
  case rollout(Rollout)

  /// The object's name, labels and owners.
  public var metadata: ObjectMeta {
    switch self {
    case .node(let object): object.metadata
    case .pod(let object): object.metadata
    case .namespace(let object): object.metadata
    case .configMap(let object): object.metadata
    case .service(let object): object.metadata
    case .priorityClass(let object): object.metadata
    case .resourceQuota(let object): object.metadata
    case .limitRange(let object): object.metadata
    case .replicationController(let object): object.metadata
    case .deployment(let object): object.metadata
    case .replicaSet(let object): object.metadata
    case .statefulSet(let object): object.metadata
    case .daemonSet(let object): object.metadata
    case .job(let object): object.metadata
    case .cronJob(let object): object.metadata
    case .horizontalPodAutoscaler(let object): object.metadata
    case .podDisruptionBudget(let object): object.metadata
    case .cronHorizontalPodAutoscaler(let object): object.metadata
    case .cronHPA(let object): object.metadata
    case .scaledObject(let object): object.metadata
    case .effectiveHorizontalPodAutoscaler(let object): object.metadata
    case .ingress(let object): object.metadata
    case .poolAutoscaler(let object): object.metadata
    case .cloneSet(let object): object.metadata
    case .advancedStatefulSet(let object): object.metadata
    case .statefulSetPlus(let object): object.metadata
    case .verticalPodAutoscaler(let object): object.metadata
    case .verticalPodAutoscalerCheckpoint(let object): object.metadata
    case .nodePool(let object): object.metadata
    case .forecastBounds(let object): object.metadata
    case .stepwiseDownsizing(let object): object.metadata
    case .rollout(let object): object.metadata
    }
  }
}
