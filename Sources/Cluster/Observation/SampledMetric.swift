// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Metrics

/// A metric with the way to read it from the state: one line in `SampledMetric.all`.
struct SampledMetric: Sendable {
  /// The name in the catalogue.
  let name: String
  /// The kind of object that there is one series of.
  let subjects: Subjects
  /// Reads the value of one object.
  let value: @Sendable (borrowing Simulation, Int) -> Double

  /// The kinds of objects that series are made for.
  enum Subjects: Sendable {
    case deployments
    /// Workloads with numbered pods.
    case numbered
    case daemonSets
    /// Jobs and CronJobs.
    case jobs
    /// Each bounded resource of each quota, first what is allowed, then what is used.
    case quotas
    /// Workloads of all kinds.
    case workloads
    /// Deployments that receive requests.
    case services
    /// Deployments that receive requests, with a quantile of the latency each.
    case quantiles(Double, String)
    /// Workloads behind a load balancer that lists addresses.
    case balanced
    /// Workloads for which the scenario knows contents of ConfigMaps that fail.
    case configured
    case autoscalers
    /// Containers of workloads that a vertical autoscaler sizes.
    case sizedContainers
    case pools
    case autoscaledPools
    /// NodePools of Karpenter.
    case karpenterPools
    /// Pools whose nodes have a price.
    case pricedPools
    /// Phases of pods.
    case phases
    case schedulerQueues
    case controllers
    case clients
  }

  init(
    _ name: String, _ subjects: Subjects,
    _ value: @escaping @Sendable (borrowing Simulation, Int) -> Double
  ) {
    self.name = name
    self.subjects = subjects
    self.value = value
  }

  /// Everything that is sampled, in the order of the series.
  static let all: [SampledMetric] = [
    SampledMetric("kube_deployment_spec_replicas", .deployments) {
      Double($0.deployments.elements[$1].specReplicas)
    },
    SampledMetric("kube_deployment_status_replicas", .deployments) {
      Double($0.podCount(of: $1, \.activeCount))
    },
    SampledMetric("kube_deployment_status_replicas_updated", .deployments) {
      Double($0.updatedCount(of: $1))
    },
    SampledMetric("kube_deployment_status_replicas_ready", .deployments) {
      Double($0.podCount(of: $1, \.readyCount))
    },
    SampledMetric("kube_deployment_status_replicas_available", .deployments) {
      Double($0.podCount(of: $1, \.availableCount))
    },
    SampledMetric("kube_statefulset_replicas", .numbered) {
      Double($0.deployments.elements[$1].specReplicas)
    },
    SampledMetric("kube_statefulset_status_replicas", .numbered) {
      Double($0.podCount(of: $1, \.activeCount))
    },
    SampledMetric("kube_statefulset_status_replicas_updated", .numbered) {
      Double($0.updatedCount(of: $1))
    },
    SampledMetric("kube_statefulset_status_replicas_ready", .numbered) {
      Double($0.podCount(of: $1, \.readyCount))
    },
    SampledMetric("kube_statefulset_status_replicas_available", .numbered) {
      Double($0.podCount(of: $1, \.availableCount))
    },
    SampledMetric("kube_daemonset_status_desired_number_scheduled", .daemonSets) {
      Double($0.deployments.elements[$1].daemon?.status.desired ?? 0)
    },
    SampledMetric("kube_daemonset_status_number_ready", .daemonSets) {
      Double($0.podCount(of: $1, \.readyCount))
    },
    SampledMetric("kube_daemonset_status_updated_number_scheduled", .daemonSets) {
      Double($0.updatedCount(of: $1))
    },
    SampledMetric("kube_job_status_active", .jobs) { Double($0.podCount(of: $1, \.activeCount)) },
    SampledMetric("kube_job_status_succeeded", .jobs) {
      Double($0.jobPodCount(of: $1, \.succeeded))
    },
    SampledMetric("kube_job_status_failed", .jobs) { Double($0.jobPodCount(of: $1, \.failed)) },
    SampledMetric("kube_resourcequota", .quotas) { $0.quotaAmount(at: $1) },
    SampledMetric("springtide_workload_cpu_usage_cores", .services) {
      $0.loads[$1].interval.meanCores
    },
    SampledMetric("springtide_workload_cpu_requests_cores", .workloads) {
      $0.requestedCores(of: $1)
    },
    SampledMetric("springtide_workload_pods_pending", .workloads) {
      Double($0.pendingCount(of: $1))
    },
    SampledMetric("springtide_workload_pods_misconfigured", .configured) {
      Double($0.deployments.elements[$1].misconfigured.present)
    },
    SampledMetric("kube_horizontalpodautoscaler_status_desired_replicas", .autoscalers) {
      Double($0.autoscalers[$1].rule.status.desiredReplicas)
    },
    SampledMetric("kube_horizontalpodautoscaler_spec_min_replicas", .autoscalers) {
      Double($0.autoscalers[$1].view.autoscaler.minReplicas)
    },
    SampledMetric("kube_horizontalpodautoscaler_spec_max_replicas", .autoscalers) {
      Double($0.autoscalers[$1].view.autoscaler.maxReplicas)
    },
    vertical("target_cpu_cores", \.target, .cpu),
    vertical("lower_bound_cpu_cores", \.lowerBound, .cpu),
    vertical("upper_bound_cpu_cores", \.upperBound, .cpu),
    vertical("target_memory_bytes", \.target, .memory),
    vertical("lower_bound_memory_bytes", \.lowerBound, .memory),
    vertical("upper_bound_memory_bytes", \.upperBound, .memory),
    SampledMetric("springtide_requests_demand", .services) {
      $0.loads[$1].interval.perSecond(\.demand)
    },
    SampledMetric("springtide_requests_served", .services) {
      $0.loads[$1].interval.perSecond(\.served)
    },
    SampledMetric("springtide_requests_failed", .services) {
      $0.loads[$1].interval.perSecond(\.failed)
    },
    SampledMetric("springtide_requests_queued", .services) { $0.loads[$1].queued },
    SampledMetric("springtide_endpoint_changes_total", .services) {
      Double($0.loads[$1].endpointChangeCount)
    },
    SampledMetric("springtide_load_balancer_reloads_total", .balanced) {
      Double($0.loads[$1].reloadCount)
    },
    latency(0.5, "0.5"), latency(0.95, "0.95"), latency(0.99, "0.99"),
    SampledMetric("springtide_pool_nodes_ready", .pools) { Double($0.readyNodes(inPool: $1)) },
    SampledMetric("springtide_pool_cpu_allocatable_cores", .pools) {
      $0.poolTotals[$1].allocatableCores
    },
    SampledMetric("springtide_pool_cpu_requests_cores", .pools) {
      $0.poolTotals[$1].requestedCores
    },
    SampledMetric("springtide_pool_cpu_usage_cores", .pools) { $0.usedCores(inPool: $1) },
    SampledMetric("springtide_pool_memory_allocatable_bytes", .pools) {
      $0.poolTotals[$1].allocatableBytes
    },
    SampledMetric("springtide_pool_memory_requests_bytes", .pools) {
      $0.poolTotals[$1].requestedBytes
    },
    SampledMetric("springtide_pool_nodes_target", .autoscaledPools) {
      Double($0.nodeGroups[$1].targetSize)
    },
    SampledMetric("springtide_pool_nodes_upcoming", .autoscaledPools) {
      Double($0.nodeGroups[$1].upcoming.count)
    },
    SampledMetric("karpenter_nodeclaims_created_total", .karpenterPools) {
      Double($0.karpenter?.pools[$1].orderedCount ?? 0)
    },
    SampledMetric("karpenter_nodeclaims_disrupted_total", .karpenterPools) {
      Double($0.karpenter?.pools[$1].disruptedCount ?? 0)
    },
    SampledMetric("springtide_pool_cost_total", .pricedPools) { $0.ledgers[$1].cost(at: $0.now) },
    SampledMetric("kube_pod_status_phase", .phases) { Double($0.podCount(inPhase: $1)) },
    SampledMetric("scheduler_pending_pods", .schedulerQueues) {
      switch SchedulerQueueName.allCases[$1] {
      case .active: Double($0.schedulingQueue.activeCount)
      case .backoff: Double($0.schedulingQueue.backoffCount)
      case .unschedulable: Double($0.schedulingQueue.unschedulableCount)
      case .gated: Double($0.schedulingQueue.gatedCount)
      }
    },
    SampledMetric("workqueue_depth", .controllers) { Double($0.controllers[$1].queue.depth) },
    SampledMetric("rest_client_requests_total", .clients) {
      $1 < $0.controllers.count
        ? Double($0.controllers[$1].client.reservedCount)
        : Double($0.schedulerClient.reservedCount)
    },
  ]

  private static func vertical(
    _ name: String,
    _ bound: any KeyPath<VPAContainerRecommendation, VPAResources> & Sendable,
    _ resource: VPAResource
  ) -> SampledMetric {
    SampledMetric("springtide_vpa_\(name)", .sizedContainers) {
      let amount = $0.recommendation(ofSized: $1)?[keyPath: bound][resource] ?? 0
      return resource == .cpu ? Double(amount) / 1000 : Double(amount)
    }
  }

  private static func latency(_ share: Double, _ label: String) -> SampledMetric {
    SampledMetric("springtide_request_latency_seconds", .quantiles(share, label)) {
      $0.loads[$1].interval.latency.quantile(share)
    }
  }
}

/// The queues of the scheduler, as its own metric names them.
enum SchedulerQueueName: String, CaseIterable {
  case active
  case backoff
  case unschedulable
  /// Sampled only where a template has gates.
  case gated
}
