// SPDX-License-Identifier: Apache-2.0

/// Every metric that a run can record, in the order of the reference page.
///
/// A new metric is one entry here and one line in the sampler of the cluster.
public enum MetricCatalog {
  /// The catalogue.
  public static let all: [Metric] =
    workload + numbered + daemonSet + job + quota + cloneSet + autoscaler + verticalAutoscaler
    + traffic + pools + controlPlane

  /// The entry with a name, if there is one.
  ///
  /// Cost: linear in the catalogue.
  public static func metric(named name: String) -> Metric? {
    all.first { $0.name == name }
  }

  private static let deploymentTarget = ["namespace", "deployment"]
  /// Labels of workloads of all kinds, as the recording rules of kube-prometheus name them.
  private static let target = ["namespace", "workload", "workload_type"]

  /// Replica counts of a Deployment, named as in kube-state-metrics.
  public static let workload = [
    Metric(
      "kube_deployment_spec_replicas", .count, .gauge, labels: deploymentTarget, chart: .replicas,
      help: "Replicas that the Deployment asks for."),
    Metric(
      "kube_deployment_status_replicas", .count, .gauge, labels: deploymentTarget, chart: .replicas,
      help: "Pods of the Deployment that exist and do not terminate."),
    Metric(
      "kube_deployment_status_replicas_updated", .count, .gauge, labels: deploymentTarget,
      chart: .replicas, help: "Pods of the newest template that exist and do not terminate."),
    Metric(
      "kube_deployment_status_replicas_ready", .count, .gauge, labels: deploymentTarget,
      chart: .replicas,
      help: "Pods whose readiness probe succeeds."),
    Metric(
      "kube_deployment_status_replicas_available", .count, .gauge, labels: deploymentTarget,
      help: "Pods that have been ready for minReadySeconds."),
    Metric(
      "springtide_workload_cpu_usage_cores", .cores, .mean, labels: target, chart: .cpu,
      help: "CPU that the pods of the workload used."),
    Metric(
      "springtide_workload_cpu_requests_cores", .cores, .gauge, labels: target, chart: .cpu,
      help: "CPU requested by the pods of the workload that are bound to a node."),
    Metric(
      "springtide_workload_pods_pending", .count, .gauge, labels: target, chart: .pending,
      help: "Pods of the workload that wait for a node."),
    Metric(
      "springtide_workload_pods_misconfigured", .count, .gauge, labels: target, chart: .replicas,
      help: "Pods that use a content of a ConfigMap with which they fail."),
  ]

  private static let numberedTarget = ["namespace", "statefulset"]

  /// Replica counts of workloads with numbered pods, named as in kube-state-metrics.
  public static let numbered = [
    Metric(
      "kube_statefulset_replicas", .count, .gauge, labels: numberedTarget, chart: .replicas,
      help: "Replicas that the StatefulSet or StatefulSetPlus asks for."),
    Metric(
      "kube_statefulset_status_replicas", .count, .gauge, labels: numberedTarget,
      chart: .replicas, help: "Pods of the set that exist and do not terminate."),
    Metric(
      "kube_statefulset_status_replicas_updated", .count, .gauge, labels: numberedTarget,
      chart: .replicas, help: "Pods of the newest template that exist and do not terminate."),
    Metric(
      "kube_statefulset_status_replicas_ready", .count, .gauge, labels: numberedTarget,
      chart: .replicas, help: "Pods whose readiness probe succeeds."),
    Metric(
      "kube_statefulset_status_replicas_available", .count, .gauge, labels: numberedTarget,
      help: "Pods that have been ready for minReadySeconds."),
  ]

  private static let daemonTarget = ["namespace", "daemonset"]

  /// Nodes of a DaemonSet, named as in kube-state-metrics.
  public static let daemonSet = [
    Metric(
      "kube_daemonset_status_desired_number_scheduled", .count, .gauge, labels: daemonTarget,
      chart: .replicas, help: "Nodes that shall have a pod of the DaemonSet."),
    Metric(
      "kube_daemonset_status_number_ready", .count, .gauge, labels: daemonTarget,
      chart: .replicas, help: "Pods of the DaemonSet that are ready."),
    Metric(
      "kube_daemonset_status_updated_number_scheduled", .count, .gauge, labels: daemonTarget,
      chart: .replicas, help: "Pods of the newest template that exist and do not terminate."),
  ]

  private static let jobTarget = ["namespace", "job_name"]

  /// Pods of a Job, or of all Jobs of a CronJob, named as in kube-state-metrics.
  public static let job = [
    Metric(
      "kube_job_status_active", .count, .gauge, labels: jobTarget, chart: .replicas,
      help: "Pods of the Job, or of the Jobs of the CronJob, that wait or work."),
    Metric(
      "kube_job_status_succeeded", .count, .gauge, labels: jobTarget,
      help: "Pods of the Jobs that exist which have succeeded."),
    Metric(
      "kube_job_status_failed", .count, .gauge, labels: jobTarget,
      help: "Pods of the Jobs that exist which have failed."),
  ]

  /// Quotas, named as in kube-state-metrics.
  public static let quota = [
    Metric(
      "kube_resourcequota", .amount, .gauge,
      labels: ["namespace", "resourcequota", "resource", "type"],
      help: "What a ResourceQuota allows (hard) and counts (used), CPU in cores.")
  ]

  private static let cloneSetTarget = ["namespace", "cloneset"]

  /// Replica counts of a CloneSet, named as in kruise-state-metrics.
  public static let cloneSet = [
    Metric(
      "kruise_cloneset_spec_replicas", .count, .gauge, labels: cloneSetTarget, chart: .replicas,
      help: "Replicas that the CloneSet asks for."),
    Metric(
      "kruise_cloneset_status_replicas", .count, .gauge, labels: cloneSetTarget,
      chart: .replicas, help: "Pods of the CloneSet that exist and do not terminate."),
    Metric(
      "kruise_cloneset_status_replicas_updated", .count, .gauge, labels: cloneSetTarget,
      chart: .replicas, help: "Pods of the newest template that exist and do not terminate."),
    Metric(
      "kruise_cloneset_status_replicas_ready", .count, .gauge, labels: cloneSetTarget,
      chart: .replicas, help: "Pods whose readiness probe succeeds."),
    Metric(
      "kruise_cloneset_status_replicas_available", .count, .gauge, labels: cloneSetTarget,
      help: "Pods that have been ready for minReadySeconds."),
  ]

  /// What a HorizontalPodAutoscaler saw and decided.
  public static let autoscaler = [
    Metric(
      "kube_horizontalpodautoscaler_status_desired_replicas", .count, .gauge,
      labels: ["namespace", "horizontalpodautoscaler"], chart: .replicas,
      help: "Replicas that the autoscaler last asked for."),
    Metric(
      "kube_horizontalpodautoscaler_spec_min_replicas", .count, .gauge,
      labels: ["namespace", "horizontalpodautoscaler"],
      help: "Lower bound of the autoscaler; scheduled scaling may move it."),
    Metric(
      "kube_horizontalpodautoscaler_spec_max_replicas", .count, .gauge,
      labels: ["namespace", "horizontalpodautoscaler"],
      help: "Upper bound of the autoscaler."),
  ]

  private static let container = ["namespace", "verticalpodautoscaler", "container"]

  /// What a VerticalPodAutoscaler recommends for each container.
  public static let verticalAutoscaler = [
    Metric(
      "springtide_vpa_target_cpu_cores", .cores, .gauge, labels: container,
      help: "CPU that a container should ask for; 0 before the first recommendation."),
    Metric(
      "springtide_vpa_lower_bound_cpu_cores", .cores, .gauge, labels: container,
      help: "CPU below which a pod should be replaced."),
    Metric(
      "springtide_vpa_upper_bound_cpu_cores", .cores, .gauge, labels: container,
      help: "CPU above which a pod should be replaced."),
    Metric(
      "springtide_vpa_target_memory_bytes", .bytes, .gauge, labels: container,
      help: "Memory that a container should ask for; 0 if the scenario does not say what it holds."),
    Metric(
      "springtide_vpa_lower_bound_memory_bytes", .bytes, .gauge, labels: container,
      help: "Memory below which a pod should be replaced."),
    Metric(
      "springtide_vpa_upper_bound_memory_bytes", .bytes, .gauge, labels: container,
      help: "Memory above which a pod should be replaced."),
  ]

  /// Requests and their latency.
  public static let traffic = [
    Metric(
      "springtide_requests_demand", .requestsPerSecond, .mean, labels: target, chart: .traffic,
      help: "Requests that arrived per second."),
    Metric(
      "springtide_requests_served", .requestsPerSecond, .mean, labels: target, chart: .traffic,
      help: "Requests that were answered in time per second."),
    Metric(
      "springtide_requests_failed", .requestsPerSecond, .mean, labels: target, chart: .traffic,
      help: "Requests that timed out or found no ready pod, per second."),
    Metric(
      "springtide_requests_queued", .requests, .gauge, labels: target,
      help: "Requests that wait in the pods because they arrive faster than they are served."),
    Metric(
      "springtide_endpoint_changes_total", .count, .counter, labels: target,
      help: "Pods that became an endpoint or stopped being one: the changes of a load balancer."),
    Metric(
      "springtide_load_balancer_reloads_total", .count, .counter, labels: target,
      help: "Times that a load balancer took over addresses which came or went."),
    Metric(
      "springtide_request_latency_seconds", .seconds, .mean, labels: target + ["quantile"],
      chart: .latency, help: "Quantile of the latency of the requests answered in the step."),
  ]

  /// Room on the nodes, by pool.
  public static let pools = [
    Metric(
      "springtide_pool_nodes_ready", .count, .gauge, labels: ["pool"], chart: .capacity,
      help: "Nodes of the pool that are ready."),
    Metric(
      "springtide_pool_cpu_allocatable_cores", .cores, .gauge, labels: ["pool"],
      chart: .capacity, help: "CPU that the ready nodes of the pool offer to pods."),
    Metric(
      "springtide_pool_cpu_requests_cores", .cores, .gauge, labels: ["pool"], chart: .capacity,
      help: "CPU requested by the pods on the nodes of the pool."),
    Metric(
      "springtide_pool_cpu_usage_cores", .cores, .mean, labels: ["pool"], chart: .capacity,
      help: "CPU that the pods on the nodes of the pool used."),
    Metric(
      "springtide_pool_memory_allocatable_bytes", .bytes, .gauge, labels: ["pool"],
      chart: .capacity,
      help: "Memory that the ready nodes of the pool offer to pods."),
    Metric(
      "springtide_pool_memory_requests_bytes", .bytes, .gauge, labels: ["pool"], chart: .capacity,
      help: "Memory requested by the pods on the nodes of the pool."),
    Metric(
      "springtide_pool_nodes_target", .count, .gauge, labels: ["pool"], chart: .capacity,
      help: "Nodes that the autoscaler asked for, with those on their way."),
    Metric(
      "springtide_pool_nodes_upcoming", .count, .gauge, labels: ["pool"], chart: .capacity,
      help: "Nodes that were asked for and are not ready yet."),
    Metric(
      "karpenter_nodeclaims_created_total", .count, .counter, labels: ["nodepool"],
      chart: .capacity, help: "Machines that Karpenter has ordered for the NodePool."),
    Metric(
      "karpenter_nodeclaims_disrupted_total", .count, .counter, labels: ["nodepool"],
      chart: .capacity,
      help: "Nodes of the NodePool that Karpenter gave up to save money or for their age."),
    Metric(
      "springtide_pool_cost_total", .cost, .counter, labels: ["pool"], chart: .capacity,
      help: "What the nodes of the pool cost since the start, in the currency of its price."),
  ]

  /// Queues and clients.
  public static let controlPlane = [
    Metric(
      "kube_pod_status_phase", .count, .gauge, labels: ["phase"], chart: .pending,
      help: "Pods of the cluster in each phase."),
    Metric(
      "scheduler_pending_pods", .count, .gauge, labels: ["queue"], chart: .pending,
      help: "Pods in each queue of the scheduler."),
    Metric(
      "workqueue_depth", .count, .gauge, labels: ["name"], chart: .controlPlane,
      help: "Keys that wait in the work queue of a controller."),
    Metric(
      "rest_client_requests_total", .count, .counter, labels: ["client"], chart: .controlPlane,
      help: "Requests that an API client has sent since the start."),
  ]
}
