// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario

/// Karpenter in time: pods that wait are gathered, machines are bought and become nodes.
extension Simulation {
  /// The taint of a node whose network is not up yet.
  static let notReadyTaint = Taint(key: "node.kubernetes.io/not-ready", effect: .noSchedule)

  /// Adds Karpenter with the NodePools of the manifests, if the scenario asks for it.
  mutating func addKarpenter(of cluster: ClusterBlock) {
    guard cluster.nodeAutoscaler.kind == .karpenter else { return }
    let manifests = cluster.objects.karpenterNodePools
    let state = KarpenterState(
      cluster.nodeAutoscaler.karpenter, pools: manifests, firstPlace: pools.count)
    for pool in state.pools {
      pools.append(pool.manifest.metadata.name)
      poolTotals.append(PoolTotals())
      var ledger = NodeLedger()
      ledger.hasPricesByNode = true
      ledgers.append(ledger)
    }
    karpenter = state
    var stream = RandomStream(seed: seed, name: "karpenter/disruption")
    let period = KarpenterConsolidator.pollingPeriod.microseconds
    schedule(
      .karpenterLooked(validates: false),
      at: .zero + .microseconds(Int64(stream.next(below: UInt64(period)))), .controllers)
  }

  /// Notes that a pod found no node; the batch that it belongs to ends a while later.
  mutating func triggerProvisioning() {
    guard karpenter != nil else { return }
    karpenter?.batcher.trigger(at: now)
    planBatchEnd()
  }

  private mutating func planBatchEnd() {
    guard let karpenter, !karpenter.isBatchEventPending, let due = karpenter.batcher.dueAt
    else { return }
    self.karpenter?.isBatchEventPending = true
    schedule(.karpenterBatchEnded, at: max(due, now), .controllers)
  }

  /// Ends a batch and buys what its pods need, unless another pod came in the meantime.
  mutating func endKarpenterBatch() {
    karpenter?.isBatchEventPending = false
    guard let due = karpenter?.batcher.dueAt else { return }
    guard due <= now else { return planBatchEnd() }
    karpenter?.batcher.finish()
    provision()
  }

  private mutating func provision() {
    guard let karpenter else { return }
    let pending = unschedulableClasses()
    var solver = KarpenterSolver(
      nodes, scheduler: schedulers[0], catalogue: karpenter.catalogue,
      remaining: karpenter.remaining)
    for claim in karpenter.claims {
      var node = node(of: claim)
      node.leaveRoom(for: karpenter.catalogue[claim.type].daemonUse)
      solver.add(node)
    }
    var leaving: Set<NodeIndex> = []
    for machine in karpenter.machines where !machine.isGone {
      if machine.isLeaving { leaving.insert(machine.node) }
      if !machine.isInitialized {
        solver.ignoreTaint(
          key: Self.notReadyTaint.key, effect: Self.notReadyTaint.effect, of: machine.node)
      }
    }
    let kinds = drainability()
    let displaced = solver.empty(karpenter.machines.filter(\.isLeaving).map(\.node)) {
      kinds[$0.position] == .ignored
    }
    guard !pending.isEmpty || !displaced.isEmpty else { return }
    let solution = solver.solve(pending + displaced) { !leaving.contains($0) }
    for claim in solution.claims where !claim.options.isEmpty { order(claim.options[0]) }
  }

  // MARK: Machines

  /// Orders a machine of a type, for waiting pods or to replace the nodes of a command.
  mutating func order(_ type: Int, for command: Int? = nil) {
    guard let state = karpenter else { return }
    let rank = state.catalogue[type].pool
    let ordinal = state.orderedCount
    let place = state.pools[rank].place
    let claim = KarpenterState.Claim(
      ordinal: ordinal, type: type, number: state.pools[rank].orderedCount, orderedAt: now,
      command: command)
    karpenter?.orderedCount += 1
    karpenter?.pools[rank].orderedCount += 1
    karpenter?.claims.append(claim)
    ledgers[place].order()
    record(.claimCreated, .pool(place), recorder.intern(state.catalogue[type].name))
    let settings = state.settings
    let launch = karpenterTime("launch", settings.launch, ordinal)
    var luck = RandomStream(seed: seed, name: "karpenter/failure", index: Int(ordinal))
    if luck.uniform() < settings.failureRatio {
      schedule(.claimFailed(ordinal), after: launch, .kubelet)
    } else {
      let registration = karpenterTime("registration", settings.registration, ordinal)
      schedule(.claimRegistered(ordinal), after: launch + registration, .kubelet)
    }
  }

  private func karpenterTime(
    _ purpose: String, _ spread: DurationSpread, _ ordinal: UInt32
  ) -> SimulationDuration {
    guard spread.sigma > 0 else { return spread.median }
    var stream = RandomStream(seed: seed, name: "karpenter/\(purpose)", index: Int(ordinal))
    let seconds = stream.lognormal(median: spread.median.seconds, sigma: spread.sigma)
    return SimulationDuration(seconds: min(seconds, 86_400))
  }

  /// The node that a claim becomes.
  private func node(of claim: KarpenterState.Claim) -> Node {
    guard let karpenter else { return Node() }
    var node = karpenter.catalogue[claim.type].template
    let pool = karpenter.pools[karpenter.catalogue[claim.type].pool].manifest.metadata.name
    let digits = String(claim.number + 1)
    node.metadata.name =
      "\(pool)-\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)"
    node.metadata.labels["kubernetes.io/hostname"] = node.metadata.name
    return node
  }

  private mutating func takeClaim(_ ordinal: UInt32) -> KarpenterState.Claim? {
    guard let place = karpenter?.claims.firstIndex(where: { $0.ordinal == ordinal }) else {
      return nil
    }
    return karpenter?.claims.remove(at: place)
  }

  /// A machine has become a node, which is not ready yet.
  mutating func registerClaim(_ ordinal: UInt32) {
    guard let state = karpenter, let claim = takeClaim(ordinal) else { return }
    let type = state.catalogue[claim.type]
    let place = state.pools[type.pool].place
    var object = node(of: claim)
    object.spec.taints.append(Self.notReadyTaint)
    let index = add(object, pool: place)
    ledgers[place].join(orderedAt: claim.orderedAt, at: now, pricePerHour: type.pricePerHour)
    var machine = KarpenterState.Machine(
      node: index, type: claim.type, orderedAt: claim.orderedAt, joinedAt: now, podEventAt: now)
    machine.command = claim.command
    karpenter?.add(machine)
    record(.nodeJoined, .node(index), (now - claim.orderedAt).microseconds)
    notifyDaemonSets()
    let time = karpenterTime("initialization", state.settings.initialization, ordinal)
    schedule(.nodeInitialized(index), after: time, .kubelet)
  }

  /// The provider has no such machine; pods that wait for it are looked at again.
  mutating func failClaim(_ ordinal: UInt32) {
    guard let state = karpenter, let claim = takeClaim(ordinal) else { return }
    let place = state.pools[state.catalogue[claim.type].pool].place
    ledgers[place].fail()
    record(.scaleUpFailed, .pool(place), 1, 0)
    if let command = claim.command { giveUp(command) }
    triggerProvisioning()
  }

  /// A node is ready: pods may come, and nodes that it replaces go.
  mutating func initializeNode(_ node: NodeIndex) {
    guard let place = karpenter?.machine(of: node), karpenter?.machines[place].isGone == false
    else { return }
    karpenter?.machines[place].isInitialized = true
    karpenter?.machines[place].podEventAt = now
    nodes.removeTaint(
      key: Self.notReadyTaint.key, effect: Self.notReadyTaint.effect, from: node)
    record(.nodeInitialized, .node(node))
    notifyDaemonSets()
    // For pods that wait the node is new now: before, its taint kept them off.
    wakeScheduler(for: [.nodeAdded, .nodeTaintsChanged])
    if let command = karpenter?.machines[place].command { drainNodes(of: command) }
  }

  /// Notes that a pod came to a node or began to leave it.
  mutating func notePodEvent(on node: NodeIndex) {
    guard !node.isNone, let place = karpenter?.machine(of: node) else { return }
    karpenter?.machines[place].podEventAt = now
  }
}
