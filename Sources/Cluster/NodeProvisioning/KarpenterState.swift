// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// Karpenter in the run: its pools, the machines on their way and those that are nodes.
struct KarpenterState: Sendable {
  /// A NodePool.
  struct Pool: Sendable {
    let manifest: NodePool
    /// The place among the pools of the cluster.
    let place: Int
    /// The times at which budgets with a schedule begin to hold, one for each budget.
    let schedules: [CronSchedule?]
    /// Machines ordered so far.
    var orderedCount: UInt32 = 0
    /// Nodes that were given up to save money or for their age.
    var disruptedCount = 0
  }

  /// A machine that was ordered and is not a node yet.
  struct Claim: Sendable {
    let ordinal: UInt32
    /// The place of its type in the catalogue.
    let type: Int
    let number: UInt32
    let orderedAt: SimulationTime
    /// The command whose nodes it replaces; nil if it is for waiting pods.
    var command: Int?
  }

  /// A machine that has become a node.
  struct Machine: Sendable {
    let node: NodeIndex
    let type: Int
    let orderedAt: SimulationTime
    let joinedAt: SimulationTime
    var isInitialized = false
    /// Whether it is on its way out.
    var isLeaving = false
    /// Whether its pods are told to go.
    var isDraining = false
    var isGone = false
    /// When a pod came or began to go last.
    var podEventAt: SimulationTime
    /// The command whose nodes it replaces.
    var command: Int?
  }

  let settings: KarpenterBlock
  private(set) var catalogue: [KarpenterInstanceType]
  var consolidator: KarpenterConsolidator
  var batcher = KarpenterBatcher()
  var isBatchEventPending = false
  /// By rank: the one that is asked first comes first.
  var pools: [Pool] = []
  var claims: [Claim] = []
  /// All machines that ever became nodes.
  var machines: [Machine] = []
  /// The place of each node among the machines; -1 for nodes of others.
  var machineOfNode: [Int32] = []
  var orderedCount: UInt32 = 0
  /// What was decided and waits to be looked at once more.
  var proposed: KarpenterConsolidator.Command?
  /// Commands whose nodes wait for a machine that replaces them, with all before them.
  var commands: [KarpenterConsolidator.Command] = []
  /// What the cluster was like when nothing was found to save.
  var settledAt: SettledPoint?

  /// A state of the cluster in which nothing can be saved.
  struct SettledPoint: Equatable, Sendable {
    var changeCount: Int
    var eligibleCount: Int
    var until: SimulationTime
  }

  init(_ settings: KarpenterBlock, pools manifests: [NodePool], firstPlace: Int) {
    // The greatest weight first, equal ones by name.
    let ranked = manifests.sorted {
      $0.weight == $1.weight ? $0.metadata.name < $1.metadata.name : $0.weight > $1.weight
    }
    self.settings = settings
    catalogue = KarpenterCatalogue.types(settings.instanceTypes, pools: ranked)
    consolidator = KarpenterConsolidator(catalogue: catalogue)
    batcher.idleDuration = settings.batchIdleDuration
    batcher.maxDuration = settings.batchMaxDuration
    for (rank, manifest) in ranked.enumerated() {
      pools.append(
        Pool(
          manifest: manifest, place: firstPlace + rank,
          schedules: manifest.budgets.map { budget in
            budget.schedule.flatMap { try? CronSchedule($0, dialect: .standard) }
          }))
    }
    consolidator.pools = pools.map { pool in
      var result = KarpenterConsolidator.Pool()
      result.onlyWhenEmpty = pool.manifest.consolidationPolicy == .whenEmpty
      return result
    }
  }

  /// Takes note of what DaemonSets will use of a node of each type.
  mutating func setDaemonUse(_ uses: [Resources]) {
    for (place, use) in uses.enumerated() { catalogue[place].daemonUse = use }
    consolidator.catalogue = catalogue
  }

  /// The place of a node among the machines; nil for a node of others.
  func machine(of node: NodeIndex) -> Int? {
    guard node.position < machineOfNode.count, machineOfNode[node.position] >= 0 else { return nil }
    return Int(machineOfNode[node.position])
  }

  /// Notes that a machine has become a node.
  mutating func add(_ machine: Machine) {
    while machineOfNode.count <= machine.node.position { machineOfNode.append(-1) }
    machineOfNode[machine.node.position] = Int32(machines.count)
    machines.append(machine)
  }

  /// What each pool may still buy, by rank; nil without a bound.
  var remaining: [Resources?] {
    var used = pools.map { _ in Resources.zero }
    for type in claims.map(\.type) + machines.filter({ !$0.isGone }).map(\.type) {
      used[catalogue[type].pool] += catalogue[type].allocatable
    }
    return pools.enumerated().map { rank, pool in
      let limits = pool.manifest.limits
      guard limits["cpu"] != nil || limits["memory"] != nil else { return nil }
      var rest = Resources.zero
      rest.cpuMillis =
        (limits["cpu"]?.boundedMilliValue ?? Resources.greatestAmount)
        - used[rank].cpuMillis
      rest.memoryBytes =
        (limits["memory"]?.boundedValue ?? Resources.greatestAmount)
        - used[rank].memoryBytes
      return rest
    }
  }

  /// The budgets of a pool that hold at a second since 1970.
  ///
  /// Source: kubernetes-sigs/karpenter pkg/apis/v1/nodepool.go (IsActive).
  func budgets(ofPool rank: Int, atSecond second: Int64) -> [KarpenterBudget] {
    let pool = pools[rank]
    return pool.manifest.budgets.enumerated().compactMap { place, budget in
      if budget.schedule != nil {
        guard let schedule = pool.schedules[place], let duration = budget.durationSeconds,
          let hit = schedule.next(after: second - duration, in: .utc), hit <= second
        else { return nil }
      }
      var result = KarpenterBudget()
      result.nodes = budget.nodes
      result.reasons = Set(
        budget.reasons.compactMap { KarpenterBudget.Reason(rawValue: $0.rawValue) })
      // A budget for drift alone bounds nothing that is simulated.
      return !budget.reasons.isEmpty && result.reasons.isEmpty ? nil : result
    }
  }
}
