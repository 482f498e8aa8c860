// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario

/// Sampling: the sources of the series and one round of samples.
extension Simulation {
  /// The phases that series are made for.
  static let podPhases = ["Pending", "Running", "Succeeded"]

  /// One source for each metric and object.
  func makeSources() -> [Sampler.Source] {
    SampledMetric.all.flatMap { sampled -> [Sampler.Source] in
      guard let metric = MetricCatalog.metric(named: sampled.name) else {
        preconditionFailure("\(sampled.name) is not in the catalogue")
      }
      return subjects(of: sampled).map { subject in
        Sampler.Source(
          series: Series(metric, subject.labels), metric: sampled, subject: subject.position)
      }
    }
  }

  private func subjects(of sampled: SampledMetric) -> [(labels: [String], position: Int)] {
    switch sampled.subjects {
    case .deployments: workloads { $0.kind == .deployment }
    case .cloneSets: workloads { $0.kind == .cloneSet }
    case .numbered: workloads { $0.numbered != nil }
    case .daemonSets: workloads { $0.kind == .daemonSet }
    case .jobs: workloads { $0.kind.runsToCompletion }
    case .quotas: quotaAmounts.map { ($0.labels, $0.place) }
    case .workloads: deployments.indices.map { (labels(ofWorkload: $0), $0.position) }
    case .services: services.map { (labels(ofService: $0), $0) }
    case .quantiles(_, let label):
      services.filter { loads[$0].hasTraffic }.map { (labels(ofService: $0) + [label], $0) }
    case .balanced:
      services.filter { loads[$0].reloadInterval != nil }.map { (labels(ofService: $0), $0) }
    case .configured:
      deployments.indices.filter { index in
        behaviorBlocks.contains {
          $0.target == deployments[index].reference && !$0.configs.isEmpty
        }
      }.map { (labels(ofWorkload: $0), $0.position) }
    case .autoscalers: autoscalers.enumerated().map { ([$1.namespace, $1.name], $0) }
    case .sizedContainers: sizedContainers
    case .karpenterPools:
      (karpenter?.pools ?? []).enumerated().map { ([$1.manifest.metadata.name], $0) }
    case .autoscaledPools: nodeGroups.enumerated().map { ([pools[$1.pool]], $0) }
    case .pricedPools:
      pools.indices.filter { ledgers[$0].isPriced }.map { ([pools[$0]], $0) }
    case .pools: pools.enumerated().map { ([$1], $0) }
    case .phases: Self.podPhases.enumerated().map { ([$1], $0) }
    case .schedulerQueues:
      SchedulerQueueName.allCases.enumerated().filter { $1 != .gated || hasGates }
        .map { ([$1.rawValue], $0) }
    case .controllers:
      controllersAtWork.filter(\.hasWorkQueue).map { ([$0.queueName], Int($0.rawValue)) }
    case .clients:
      controllersAtWork.filter { $0.client == $0 }
        .map { ([$0.queueName], Int($0.rawValue)) }
        + [(["scheduler"], ControllerKind.allCases.count)]
    }
  }

  private func workloads(
    _ isWanted: (DeploymentState) -> Bool
  ) -> [(labels: [String], position: Int)] {
    deployments.elements.enumerated().filter { isWanted($0.element) }
      .map { ([$1.namespace, $1.name], $0) }
  }

  /// The controllers that a cluster always has, and those of workloads that the scenario names.
  private var controllersAtWork: [ControllerKind] {
    ControllerKind.allCases.filter { kind in
      switch kind {
      case .statefulSet, .statefulSetPlus, .daemonSet, .cronJob, .cloneSet, .advancedStatefulSet:
        deployments.elements.contains { $0.kind.controller == kind }
      case .job: deployments.elements.contains { $0.kind.runsToCompletion }
      case .resourceQuota: !quotas.isEmpty
      case .rollout: !rollouts.isEmpty
      case .scaledObject: !scaledObjects.isEmpty
      case .poolAutoscaler: !poolAutoscalers.isEmpty
      default: true
      }
    }
  }

  /// Whether any template holds its pods back from scheduling.
  private var hasGates: Bool {
    nodes.templates.indices.contains { !nodes.templates[$0].schedulingGates.isEmpty }
  }

  private var services: Range<Int> { loads.indices }

  private func labels(ofService place: Int) -> [String] {
    labels(ofWorkload: loadDeployments[place])
  }

  private func labels(ofWorkload index: DeploymentIndex) -> [String] {
    let state = deployments[index]
    return [state.namespace, state.name, state.kind.name.lowercased()]
  }

  /// Takes one sample of every series.
  mutating func sample() {
    totalPools()
    for series in sampler.sources.indices {
      let source = sampler.sources[series]
      let value = source.series.metric.unit.rounded(source.metric.value(self, source.subject))
      rollingDigest.combine(value)
      sampler.append(value, to: series)
    }
    sampler.endRound()
    noteLoads()
    noteReplicas()
    let next = now + sampleInterval
    if next <= endTime { schedule(.sampled, at: next, .sampling) }
  }

  /// Notes the extremes of the load of an interval and begins the next one.
  mutating func noteLoads() {
    for place in loads.indices {
      extremes[loadDeployments[place].position].note(loads[place])
      loads[place].resetInterval()
    }
  }

  mutating func noteReplicas() {
    for index in deployments.indices {
      let position = index.position
      extremes[position].noteReplicas(
        wanted: deployments[index].specReplicas, ready: podCount(of: position, \.readyCount),
        pending: pendingCount(of: position))
    }
  }

  // MARK: Values

  func podCount(of deployment: Int, _ count: KeyPath<ReplicaSetState, Int>) -> Int {
    deployments.elements[deployment].replicaSets.reduce(0) {
      $0 + replicaSets[$1][keyPath: count]
    }
  }

  func updatedCount(of deployment: Int) -> Int {
    let state = deployments.elements[deployment]
    return state.replicaSets.reduce(0) {
      $0 + (replicaSets[$1].template == state.template ? replicaSets[$1].activeCount : 0)
    }
  }

  func pendingCount(of deployment: Int) -> Int {
    deployments.elements[deployment].replicaSets.reduce(0) { $0 + replicaSets[$1].pendingCount }
  }

  func requestedCores(of deployment: Int) -> Double {
    deployments.elements[deployment].replicaSets.reduce(0) { sum, index in
      let replicaSet = replicaSets[index]
      if !verticalAutoscalers.isEmpty {
        return replicaSet.pods.reduce(sum) { sum, handle in
          let pod = pods[handle]
          return pod.stage == .pending || pod.isFinished
            ? sum : sum + behaviors[pod.template.position].requestCores
        }
      }
      let bound = Double(
        replicaSet.pods.count - replicaSet.pendingCount - replicaSet.finishedCount)
      return sum + bound * behaviors[replicaSet.template.position].requestCores
    }
  }

  func podCount(inPhase phase: Int) -> Int {
    PodStage.allCases.reduce(0) {
      $0 + ($1.phaseName == Self.podPhases[phase] ? stageCounts[Int($1.rawValue)] : 0)
    }
  }

  func readyNodes(inPool pool: Int) -> Int { poolTotals[pool].readyNodes }

  func usedCores(inPool pool: Int) -> Double {
    loads.reduce(0) { $0 + $1.cores(inPool: pool) }
  }

  /// Adds up the nodes of each pool; once a round, since four metrics read it.
  private mutating func totalPools() {
    for pool in poolTotals.indices { poolTotals[pool] = PoolTotals() }
    for node in nodes.indices where nodes.isPresent[node] && nodes.pool[node] >= 0 {
      poolTotals[Int(nodes.pool[node])].add(
        allocatable: nodes.allocatable[node], requested: nodes.requested[node],
        isReady: health[node.position].isReady)
    }
  }
}
