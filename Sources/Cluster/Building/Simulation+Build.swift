// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario

/// The state of a cluster at time zero.
extension Simulation {
  mutating func build(_ scenario: Scenario) {
    addNodes(of: scenario.cluster)
    addNodeGroups(of: scenario.cluster)
    addKarpenter(of: scenario.cluster)
    let objects = ClusterPlan.allItems(of: scenario).map(\.object)
    priorityClasses = PriorityClasses(objects)
    let initialCount = scenario.cluster.objects.items.count
    notReadySelectors = objects.compactMap {
      guard case .service(let service) = $0, service.publishNotReadyAddresses,
        !service.selector.isEmpty
      else { return nil }
      return (service.metadata.namespace, service.selector)
    }
    for object in objects { schedulingObjects.add(object) }
    for case .configMap(let manifest) in objects.prefix(initialCount) { apply(manifest) }
    nodes.setObjects(schedulingObjects)
    for (position, object) in objects.enumerated() {
      if let state = DeploymentState(workload: object) {
        addWorkload(state, exists: position < initialCount)
      }
      if case .podDisruptionBudget(let manifest) = object {
        set(manifest, exists: position < initialCount)
      }
      if case .resourceQuota(let manifest) = object {
        set(manifest, exists: position < initialCount)
      }
    }
    noteDaemonUse()
    addLoads(of: scenario)
    clock = clocks.controller
    addAutoscalers(objects, initialCount: initialCount)
    addCronHPAs(objects, initialCount: initialCount)
    addVerticalAutoscalers(objects, initialCount: initialCount)
    addCapacityPlanning(of: scenario.cluster)
    for (position, object) in objects.enumerated() {
      if case .rollout(let manifest) = object {
        addRollout(manifest, exists: position < initialCount)
      }
    }
    addScaledObjects(objects, initialCount: initialCount)
    addEffectiveAutoscalers(objects, initialCount: initialCount)
    addPoolAutoscalers(objects, initialCount: initialCount)
    for index in mostImportantFirst() where deployments[index].exists {
      start(index, isRunning: scenario.cluster.isRunningAtStart)
    }
    recountQuotas()
    sampler = Sampler(makeSources(), step: sampleInterval)
    planFirstEvents()
    startScaledObjects()
    startCollector(scenario)
  }

  /// The Deployments by priority, so that a cluster that runs has its important pods placed.
  private func mostImportantFirst() -> [DeploymentIndex] {
    let priorities = deployments.elements.map { nodes.templates[$0.template].priority }
    return deployments.indices.sorted { left, right in
      let (first, second) = (priorities[left.position], priorities[right.position])
      if first != second { return first > second }
      // The pods of DaemonSets came with the nodes, before the others.
      let daemons = [left, right].map { deployments[$0].daemon != nil }
      return daemons[0] != daemons[1] ? daemons[0] : left < right
    }
  }

  // MARK: Nodes

  private mutating func addNodes(of cluster: ClusterBlock) {
    for pool in cluster.nodePools {
      pools.append(pool.name)
      for number in 0..<pool.count {
        add(Self.node(number, of: pool), pool: pools.count - 1)
      }
    }
    for object in cluster.objects.objects {
      guard case .node(let node) = object else { continue }
      if pools.last != "nodes" { pools.append("nodes") }
      add(node, pool: pools.count - 1)
    }
    poolTotals = pools.map { _ in PoolTotals() }
  }

  /// Adds a node with the machine below it.
  @discardableResult
  mutating func add(_ node: Node, pool: Int) -> NodeIndex {
    let index = nodes.add(node, pool: Int32(pool))
    var stream = RandomStream(seed: seed, name: "node/heartbeat", index: index.position)
    let period = Int(max(kubelet.leaseRenewPeriod.microseconds, 1))
    var state = NodeHealth(heartbeatOffset: .microseconds(Int64(stream.next(below: period))))
    state.zone = joinZone(node.metadata.labels)
    health.append(state)
    pulls.append(PullQueue())
    pullBytes.append(0)
    podsOnNode.append([])
    return index
  }

  /// A node of a pool by its number.
  static func node(_ number: Int, of pool: NodePoolBlock) -> Node {
    var node = Node()
    let digits = String(number + 1)
    let name =
      "\(pool.name)-\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)"
    node.metadata.name = name
    node.metadata.labels = pool.labels
    node.metadata.labels["kubernetes.io/hostname"] = name
    node.metadata.labels["springtide.dev/pool"] = pool.name
    if !pool.zones.isEmpty {
      node.metadata.labels[Node.zoneLabel] =
        pool.zones[number % pool.zones.count]
    }
    node.spec.taints = pool.taints
    node.status.capacity = pool.capacity
    node.status.allocatable = pool.allocatable
    return node
  }

  // MARK: Workloads

  private mutating func addWorkload(_ state: DeploymentState, exists: Bool) {
    if deployment(state.reference) != nil { return }
    let index = deployments.append(state)
    deployments[index].exists = exists
    if state.kind != .deployment { hasNumberedWorkloads = true }
    if state.kind == .daemonSet { daemonSets.append(index) }
    deployments[index].publishesNotReadyAddresses = notReadySelectors.contains {
      $0.namespace == state.namespace && state.templateSpec.metadata.labels.contains($0.selector)
    }
    deployments[index].template = compile(
      namingCopies(state.templateSpec, of: index), of: index)
    deployments[index].beginRevisions()
    extremes.append(WorkloadExtremes())
    loadOfDeployment.append(-1)
  }

  /// The class of equal pods of a template; the same for an equal template of the same Deployment.
  mutating func compile(
    _ specification: PodTemplateSpec, of index: DeploymentIndex
  ) -> TemplateIndex {
    deployments[index].templateSpec = specification
    let known = compiledTemplates.first {
      $0.deployment == index && $0.base == nil && $0.specification == specification
    }
    if let known { return known.template }
    let state = deployments[index]
    var digest = RollingDigest()
    digest.combine("\(state.namespace)/\(state.name)")
    digest.combine(UInt64(compiledTemplates.count { $0.deployment == index && $0.base == nil }))
    return addTemplate(specification, of: index, hash: PodName.hash(digest.value))
  }

  // MARK: Load

  private mutating func addLoads(of scenario: Scenario) {
    let secondOfDay = scenario.start.localSecondOfDay
    let reach = historyReach(scenario)
    for index in deployments.indices {
      let target = deployments[index].reference
      let traffic = scenario.traffic.filter { $0.target == target }
      let behavior = scenario.behavior.first { $0.target == target }
      guard !traffic.isEmpty || behavior != nil else { continue }
      let goals = scenario.objectives.filter { $0.target == target }
      loadOfDeployment[index.position] = Int32(loads.count)
      loadDeployments.append(index)
      addObjectives(goals, of: loads.count, target: target.description)
      loads.append(
        ServiceLoad(
          curves: traffic.map { RateCurve($0.rate, startSecondOfDay: secondOfDay) },
          behavior: behavior,
          latencyBounds: goals.flatMap { $0.latency.map(\.bound.seconds) },
          reach: reach))
    }
  }

  private mutating func addObjectives(
    _ goals: [ObjectiveBlock], of load: Int, target: String
  ) {
    var place = 0
    for goal in goals {
      for bound in goal.latency {
        let kind = ObjectiveTracker.Kind.latency(
          place: place, quantile: bound.quantile, seconds: bound.bound.seconds)
        objectives.append(
          ObjectiveTracker(load: load, target: target, kind: kind, window: goal.window))
        place += 1
      }
      guard let ratio = goal.errorRatio else { continue }
      objectives.append(
        ObjectiveTracker(
          load: load, target: target, kind: .errors(ratio: ratio), window: goal.window))
    }
  }

  // MARK: Autoscalers

  private mutating func addAutoscalers(_ objects: [KubernetesObject], initialCount: Int) {
    for (position, object) in objects.enumerated() {
      guard case .horizontalPodAutoscaler(let manifest) = object else { continue }
      let target = WorkloadReference(manifest.spec.scaleTargetRef, of: manifest.metadata)
      let isKnown = autoscalers.contains {
        $0.name == manifest.metadata.name && $0.namespace == manifest.metadata.namespace
      }
      guard !isKnown, let index = deployment(target) else { continue }
      addAutoscaler(manifest, deployment: index, exists: position < initialCount)
    }
    for (position, object) in objects.enumerated() {
      guard case .cronHorizontalPodAutoscaler(let manifest) = object,
        let target = cronTarget(of: manifest), cronAutoscaler(manifest.metadata) == nil
      else { continue }
      cronAutoscalers.append(
        CronAutoscalerState(
          name: manifest.metadata.name, namespace: manifest.metadata.namespace, target: target,
          exists: position < initialCount,
          rule: cronRule(of: manifest, startingAt: startUnixSeconds)))
    }
  }

  /// The rule of a scheduled autoscaler whose jobs are counted from a second on.
  func cronRule(
    of manifest: CronHorizontalPodAutoscaler, startingAt second: Int64
  ) -> CronHorizontalPodAutoscalerRule {
    CronHorizontalPodAutoscalerRule(
      manifest, clock: clock,
      comparison: controlPlane.cronExcludeDates == .day ? .day : .monthAndHour,
      startingAt: second)
  }

  /// The place of a scheduled autoscaler, if it is known.
  func cronAutoscaler(_ metadata: ObjectMeta) -> Int? {
    cronAutoscalers.firstIndex {
      $0.name == metadata.name && $0.namespace == metadata.namespace
    }
  }

  private func cronTarget(
    of manifest: CronHorizontalPodAutoscaler
  ) -> CronAutoscalerState.Target? {
    let reference = manifest.scaleTargetRef
    let namespace = manifest.metadata.namespace
    if reference.kind == "HorizontalPodAutoscaler" {
      return autoscalers.firstIndex { $0.name == reference.name && $0.namespace == namespace }
        .map { .autoscaler($0) }
    }
    return deployment(WorkloadReference(reference, of: manifest.metadata))
      .map { .deployment($0) }
  }

  // MARK: Time zero

  /// Lets a Deployment begin: with its pods running, or with nothing but its object.
  private mutating func start(_ index: DeploymentIndex, isRunning: Bool) {
    switch deployments[index].kind {
    case .daemonSet: return startDaemonSet(index, isRunning: isRunning)
    case .job: return startJob(index)
    case .cronJob: return startCronJob(index, isRunning: isRunning)
    case .deployment: break
    case .statefulSet, .statefulSetPlus, .cloneSet, .advancedStatefulSet:
      return startNumbered(index, isRunning: isRunning)
    }
    guard isRunning else {
      notify(.deployment, index.rawValue)
      return
    }
    createReplicaSet(of: index, replicas: deployments[index].specReplicas, revision: 1)
    guard let replicaSet = deployments[index].replicaSets.last else { return }
    for _ in 0..<deployments[index].specReplicas { startRunningPod(of: replicaSet) }
    replicaSets[replicaSet].status = replicaSets[replicaSet].currentStatus
    replicaSets[replicaSet].observedGeneration = replicaSets[replicaSet].generation
    replicaSets[replicaSet].eventBudget = EventBudget(
      after: deployments[index].specReplicas, at: .zero - .hours(1))
    deployments[index].status = DeploymentRule.sync(view(of: index)).status
  }

  /// Creates a pod that has been running for an hour; one without room waits for the scheduler.
  mutating func startRunningPod(
    of index: ReplicaSetIndex, ordinal: UInt32? = nil, claim: Int32 = -1
  ) {
    let handle = createPod(of: index, ordinal: ordinal, claim: claim)
    let template = pods[handle].template
    guard nodes.templates[template].schedulingGates.isEmpty, let profile = profile(of: template),
      case .node(let node) = placeAtStart(handle, by: profile)
    else { return }
    occupy(node, with: handle)
    setStage(handle, .running)
    pods[handle].stages.scheduled = 0
    pods[handle].stages.pulled = 0
    pods[handle].stages.started = 0
    pods[handle].stages.ready = 0
    pods[handle].stages.available = 0
    images.add(behaviors[template.position].image, to: node)
    pods[handle].canAnswer = true
    readConfig(handle)
    // Spread over the period of the kubelet's statistics, which count from the start.
    let phase = Int64(pods[handle].ordinal) &* 2_700_001 % max(1, kubelet.statsPeriod.microseconds)
    pods[handle].startTime = .zero - .hours(1) + .microseconds(phase)
    pods[handle].acknowledgedAt = .zero - .hours(1)
    pods[handle].marks = PodMarks()
    setReady(handle, true)
    if !pods[handle].isAvailable {
      pods[handle].isAvailable = true
      replicaSets[index].availableCount += 1
    }
    pods[handle].readyChangedAt = .zero - .hours(1)
  }

  private mutating func placeAtStart(_ handle: PodHandle, by profile: Int) -> Placement {
    let (template, onlyNode) = (pods[handle].template, onlyNode(of: handle))
    guard onlyNode.isNone else {
      return schedulers[profile].place(template, onlyOn: onlyNode, in: &nodes, nominee: nil)
    }
    return schedulers[profile].place(template, in: &nodes, draws: &schedulerStream)
  }

  private mutating func planFirstEvents() {
    for (place, entry) in timeline.enumerated() where entry.at <= endTime {
      schedule(.timelineEntryDue(UInt32(place)), at: max(.zero, entry.at), .fate)
    }
    for index in autoscalers.indices where autoscalers[index].exists {
      // Each autoscaler syncs at an instant of its own within the period, after the first metrics.
      var stream = RandomStream(seed: seed, name: "autoscaler/offset", index: index)
      let period = max(controlPlane.hpaSyncPeriod.microseconds, 1)
      let offset = SimulationDuration(microseconds: Int64(stream.next(below: UInt64(period))))
      schedule(.autoscalerDue(UInt32(index)), at: .zero + trafficStep + offset, .controllers)
    }
    for index in cronAutoscalers.indices { scheduleCron(index) }
    if !cronAutoscalers.isEmpty {
      let sweep = SimulationDuration.seconds(CronHorizontalPodAutoscalerRule.sweepSeconds)
      schedule(.cronSwept, at: .zero + sweep, .controllers)
    }
    followNodeUsage()
    if !scrapedDeployments.isEmpty {
      // The first step has to be over before its use of CPU is known.
      schedule(.usageScraped, at: .zero + trafficStep, .scrape)
    }
    schedule(.trafficStepped, at: .zero, .traffic)
    schedule(.sampled, at: .zero + sampleInterval, .sampling)
  }
}
