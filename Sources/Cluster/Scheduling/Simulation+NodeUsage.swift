// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Metrics
import Scenario

/// What load-aware plugins need to know of the running cluster.
extension Simulation {
  /// A pod is estimated until it has run for one report of the metrics when it is measured;
  /// koordinator a7a1b76b pkg/scheduler/plugins/loadaware/load_aware.go
  /// DefaultNodeMetricReportInterval.
  private static let reportInterval = SimulationDuration.seconds(60)

  private func pluginNeeds() -> PluginNeeds {
    var needs = PluginNeeds()
    for scheduler in schedulers {
      for filter in scheduler.profile.filters { needs.formUnion(filter.needs) }
      for score in scheduler.profile.scores { needs.formUnion(score.plugin.needs) }
    }
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
    let isMeasured = pod.stage == .running && pod.usage.isPresent
    let cpu = isMeasured ? Int64(pod.usage.cpuMillis) : 0
    let memory = isMeasured ? nodes.templates[pod.template].requests.memoryBytes : 0
    samples[pod.node.position]?.cpuMillis &+= cpu
    samples[pod.node.position]?.memoryBytes &+= memory
    let isNew = pod.stages.scheduled > (now - Self.reportInterval).microseconds
    guard !isMeasured || isNew else { return }
    samples[pod.node.position]?.unsettled.append(
      NodeUsageTable.UnsettledPod(template: pod.template, cpuMillis: cpu, memoryBytes: memory))
  }
}
