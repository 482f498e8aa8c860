// SPDX-License-Identifier: Apache-2.0

import EventKernel
public import Metrics
import Scenario

/// The end of a run: its objectives and the figures of its summary.
extension Simulation {
  /// Ends the run and returns its outcome; what is still recorded comes with one more `drain`.
  public mutating func finish() -> RunOutcome {
    for slot in 0..<pods.slotCount {
      if let handle = pods.handle(atSlot: slot) { recordLife(of: handle) }
    }
    for index in deployments.indices { endBatch(of: index, .unfinished) }
    for index in autoscalers.indices { closeDecision(of: index) }
    recordPendingPods()
    recordMisconfiguredPods()
    sampler.closeColumns()
    // The end counts too when it is no instant of a sample.
    noteReplicas()
    noteLoads()
    var results: [ObjectiveRecord] = []
    for place in objectives.indices {
      let totals = loads[objectives[place].load].total
      results.append(objectives[place].finish(at: now, totals: totals))
    }
    let summary =
      clusterSummary() + poolSummary() + deployments.indices.flatMap { workloadSummary($0) }
    for figure in summary { rollingDigest.combine(figure.value) }
    return RunOutcome(
      digest: digestHex, eventCount: eventCount, objectives: results, summary: summary)
  }

  private func clusterSummary() -> [SummaryRecord] {
    func figure(_ name: String, _ value: Double, _ unit: String) -> SummaryRecord {
      SummaryRecord(subject: "cluster", name: name, value: value, unit: unit)
    }
    let created = replicaSets.elements.reduce(0) { $0 + Int($1.createdCount) }
    return [
      figure("nodes", Double(nodes.presentCount), "count"),
      figure("nodes_ready_end", Double(poolTotals.reduce(0) { $0 + $1.readyNodes }), "count"),
      figure("pods_created", Double(created), "count"),
      figure("pods_end", Double(pods.count), "count"),
      figure(
        "pods_pending_end",
        Double(replicaSets.elements.reduce(0) { $0 + $1.pendingCount }), "count"),
    ]
  }

  /// Figures of the pools that have a price or are autoscaled.
  private func poolSummary() -> [SummaryRecord] {
    pools.indices.flatMap { pool -> [SummaryRecord] in
      let ledger = ledgers[pool]
      let isAutoscaled = nodeGroups.contains { $0.pool == pool }
      guard isAutoscaled || ledger.isPriced else { return [] }
      func figure(_ name: String, _ value: Double, _ unit: String) -> SummaryRecord {
        SummaryRecord(subject: "NodePool/\(pools[pool])", name: name, value: value, unit: unit)
      }
      return [
        figure("nodes_min", Double(ledger.least), "count"),
        figure("nodes_max", Double(ledger.most), "count"),
        figure("nodes_end", Double(ledger.count), "count"),
        figure("machines_ordered", Double(ledger.ordered), "count"),
        figure("machines_failed", Double(ledger.failed), "count"),
        figure("machines_removed", Double(ledger.removed), "count"),
        figure("node_hours", ledger.nodeHours(at: now), "hours"),
        figure("cost", ledger.cost(at: now), "cost"),
      ]
    }
  }

  /// How long batches and the syncs of their controller took.
  private func batchFigures(_ times: ReleaseTimes, _ subject: String) -> [SummaryRecord] {
    func figure(_ name: String, _ length: SimulationDuration?) -> SummaryRecord {
      SummaryRecord(subject: subject, name: name, value: length?.seconds ?? 0, unit: "seconds")
    }
    return [
      figure("batch_seconds_min", times.batches.map(\.whole).min()),
      figure("batch_seconds_max", times.batches.map(\.whole).max()),
      figure("batch_requests_seconds_max", times.batches.map(\.requests).max()),
      figure("status_release_sync_seconds_max", times.longestReleaseSync),
      figure("status_idle_sync_seconds_max", times.longestIdleSync),
    ]
  }

  private func workloadSummary(_ index: DeploymentIndex) -> [SummaryRecord] {
    if deployments[index].kind.runsToCompletion { return jobSummary(index) }
    let state = deployments[index]
    let subject = state.reference.description
    func figure(_ name: String, _ value: Double, _ unit: String) -> SummaryRecord {
      SummaryRecord(subject: subject, name: name, value: value, unit: unit)
    }
    let seen = extremes[index.position]
    var figures = [
      figure("replicas_min", Double(seen.wantedLeast), "count"),
      figure("replicas_max", Double(seen.wantedMost), "count"),
      figure("replicas_ready_min", Double(seen.readyLeast), "count"),
      figure("replicas_ready_max", Double(seen.readyMost), "count"),
      figure("pods_pending_max", Double(seen.pendingMost), "count"),
    ]
    if let rollout = state.lastRolloutDuration {
      figures.append(figure("rollout_seconds", rollout.seconds, "seconds"))
    }
    if behaviorBlocks.contains(where: { $0.target == state.reference && !$0.configs.isEmpty }) {
      figures.append(
        figure("misconfigured_pods_all", Double(state.misconfigured.total), "count"))
      figures.append(
        figure("misconfigured_pods_max", Double(state.misconfigured.most), "count"))
    }
    if let times = state.numbered?.release?.times, !times.batches.isEmpty {
      figures += batchFigures(times, subject)
    }
    let place = Int(loadOfDeployment[index.position])
    guard place >= 0 else { return figures }
    return figures + loadSummary(place, seen, subject)
  }

  /// What became of the requests of a workload.
  private func loadSummary(
    _ place: Int, _ seen: WorkloadExtremes, _ subject: String
  ) -> [SummaryRecord] {
    func figure(_ name: String, _ value: Double, _ unit: String) -> SummaryRecord {
      SummaryRecord(subject: subject, name: name, value: value, unit: unit)
    }
    var figures: [SummaryRecord] = []
    let totals = loads[place].total
    figures.append(figure("cpu_usage_cores_mean", totals.meanCores, "cores"))
    figures.append(figure("cpu_usage_cores_max", seen.coresMost, "cores"))
    guard loads[place].hasTraffic else { return figures }
    figures += [
      figure("requests_total", totals.demand, "requests"),
      figure("requests_demand_peak", seen.demandMost, "requests/s"),
      figure("requests_failed_ratio", totals.failedRatio, "ratio"),
      figure("endpoint_changes", Double(loads[place].endpointChangeCount), "count"),
    ]
    if loads[place].reloadInterval != nil {
      figures.append(figure("balancer_reloads", Double(loads[place].reloadCount), "count"))
    }
    figures += [
      figure("latency_p50", totals.latency.quantile(0.5), "seconds"),
      figure("latency_p95", totals.latency.quantile(0.95), "seconds"),
      figure("latency_p99", totals.latency.quantile(0.99), "seconds"),
    ]
    return figures
  }
}
