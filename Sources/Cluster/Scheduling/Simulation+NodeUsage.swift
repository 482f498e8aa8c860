// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Metrics
import Scenario

/// What plugins beyond those of Kubernetes need to know of the running cluster.
extension Simulation {
  /// A pod is estimated until it has run for one report of the metrics when it is measured;
  /// koordinator a7a1b76b pkg/scheduler/plugins/loadaware/load_aware.go
  /// DefaultNodeMetricReportInterval.
  private static let reportInterval = SimulationDuration.seconds(60)

  private func pluginNeeds() -> PluginNeeds {
    var needs = PluginNeeds()
    for filter in scheduler.profile.filters { needs.formUnion(filter.needs) }
    for score in scheduler.profile.scores { needs.formUnion(score.plugin.needs) }
    return needs
  }

  /// Lets the metrics be scraped for all workloads if some plugin looks at the use of nodes.
  mutating func followNodeUsage() {
    guard pluginNeeds().contains(.nodeUsage) else { return }
    nodes.usage.isTracked = true
    for index in deployments.indices where !scrapedDeployments.contains(index) {
      scrapedDeployments.append(index)
    }
  }

  /// Tells the scheduler what the last scrape found on the nodes that are heard.
  ///
  /// Memory is not scraped: a pod that runs uses what it requests.
  mutating func measureNodes() {
    guard nodes.usage.isTracked else { return }
    var samples: [NodeUsageTable.Sample?] = nodes.indices.map { node in
      nodes.isPresent[node] && !health[node.position].isSilent ? NodeUsageTable.Sample() : nil
    }
    for index in replicaSets.indices {
      for handle in replicaSets[index].pods { add(pods[handle], to: &samples) }
    }
    nodes.measure(samples, at: now)
    wakeScheduler(for: .usageChanged)
  }

  private func add(_ pod: PodState, to samples: inout [NodeUsageTable.Sample?]) {
    guard !pod.node.isNone, pod.stage != .exited, samples[pod.node.position] != nil else { return }
    let isMeasured = pod.stage == .running && pod.scrapedCPUMillis >= 0
    let cpu = isMeasured ? Int64(pod.scrapedCPUMillis) : 0
    let memory = isMeasured ? nodes.templates[pod.template].requests.memoryBytes : 0
    samples[pod.node.position]?.cpuMillis &+= cpu
    samples[pod.node.position]?.memoryBytes &+= memory
    let isNew = pod.stages.scheduled > (now - Self.reportInterval).microseconds
    guard !isMeasured || isNew else { return }
    samples[pod.node.position]?.unsettled.append(
      NodeUsageTable.UnsettledPod(template: pod.template, cpuMillis: cpu, memoryBytes: memory))
  }

  // MARK: Room of updates

  /// Keeps the room of an old pod that goes during the rollout of its Deployment.
  mutating func keepRoom(of pod: PodState) {
    guard let timeout = nodes.rooms.reservationTimeout else { return }
    let index = replicaSets[pod.replicaSet].deployment
    guard !index.isNone, deployments[index].rolloutStartedAt != nil,
      deployments[index].template != pod.template,
      let id = nodes.reserveRoom(of: pod.template, on: pod.node)
    else { return }
    schedule(.reservationExpired(pod.node, id: id), after: timeout, .scheduler)
  }

  mutating func expireReservation(_ id: UInt32, on node: NodeIndex) {
    guard nodes.releaseRoom(id, on: node) else { return }
    wakeScheduler(for: .assignedPodDeleted)
  }

  /// Gives the room back that a complete rollout did not use.
  mutating func releaseRooms(of index: DeploymentIndex) {
    guard nodes.releaseRooms(ofWorkloadWith: deployments[index].template) > 0 else { return }
    wakeScheduler(for: .assignedPodDeleted)
  }
}
