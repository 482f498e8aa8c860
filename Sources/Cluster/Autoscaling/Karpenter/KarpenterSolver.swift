// SPDX-License-Identifier: Apache-2.0

import EventKernel
package import Manifests

/// Finds machines for waiting pods: each claim keeps all types that could hold its pods, and the
/// cheapest of them is bought.
///
/// The filters of the scheduler decide on labels, taints and neighbours; they see a claim as the
/// largest type that its first pod accepts. Source: kubernetes-sigs/karpenter
/// pkg/controllers/provisioning/scheduling/{scheduler,queue,nodeclaim}.go. Cost: for each pod, the
/// claims; one filter run for each pod that is placed, and for each kind of pod and full claim.
package struct KarpenterSolver: ~Copyable {
  private struct Claim {
    var node: NodeIndex
    var options: [Int]
    var requested: Resources
    var podCount = 0
  }

  private var trial: Trial
  private let catalogue: [KarpenterInstanceType]
  /// What each type has left for pods, and what it counts for the limits of its pool.
  private let rooms: [Resources]
  private let allocatable: [Resources]
  /// The places of the catalogue by price, then by name.
  private let byPrice: [Int]
  /// The places of the catalogue by size, the largest first, then by price.
  private let bySize: [Int]
  private let limit: Int
  private var claims: [Claim] = []
  /// What each pool may still buy, by its rank; no bound for pools beyond the end.
  private var remaining: [Resources?]
  /// Whether the pod at hand could run on each type, by place in the catalogue.
  private var isMatching: [Bool] = []

  /// Creates a solver that may buy at most a number of machines.
  package init(
    _ nodes: borrowing NodeTable, scheduler: Scheduler, catalogue: [KarpenterInstanceType],
    limit: Int = .max, remaining: [Resources?] = []
  ) {
    trial = Trial(nodes, scheduler: scheduler)
    self.catalogue = catalogue
    self.limit = limit
    self.remaining = remaining
    rooms = catalogue.map(\.room)
    allocatable = catalogue.map(\.allocatable)
    byPrice = catalogue.indices.sorted {
      let (left, right) = (catalogue[$0], catalogue[$1])
      return (left.pricePerHour, left.name) < (right.pricePerHour, right.name)
    }
    let allocatable = allocatable
    bySize = byPrice.enumerated().sorted {
      let (left, right) = (allocatable[$0.element], allocatable[$1.element])
      if left.cpuMillis != right.cpuMillis { return left.cpuMillis > right.cpuMillis }
      if left.memoryBytes != right.memoryBytes { return left.memoryBytes > right.memoryBytes }
      return $0.offset < $1.offset
    }.map(\.element)
  }

  /// Adds a machine that is on its way and takes pods too.
  package mutating func add(_ machine: Node) { trial.nodes.add(machine) }

  /// Looks at a node as if a taint that will go by itself were gone.
  package mutating func ignoreTaint(key: String, effect: Taint.Effect, of node: NodeIndex) {
    trial.nodes.removeTaint(key: key, effect: effect, from: node)
  }

  /// Takes all pods of nodes away, which take no new ones, and returns those that need a place.
  package mutating func empty(
    _ leaving: [NodeIndex], keeping isFixed: (TemplateIndex) -> Bool
  ) -> [PendingPodClass] {
    var pods: [PendingPodClass] = []
    for node in leaving {
      for group in trial.nodes.pods[node] where !isFixed(group.template) {
        for _ in 0..<group.count { trial.takeAway(group.template, from: node) }
        // What ends already has its successor elsewhere.
        let staying = Int(group.count - group.terminatingCount)
        guard staying > 0 else { continue }
        pods.append(
          PendingPodClass(template: group.template, count: staying, oldestCreatedAt: .zero))
      }
    }
    return pods
  }

  /// Places the pods, the largest first.
  package mutating func solve(
    _ pending: [PendingPodClass], mayTake isDestination: (NodeIndex) -> Bool = { _ in true }
  ) -> KarpenterSolution {
    var result = KarpenterSolution()
    for pods in order(pending) {
      let pod = trial.context(of: pods.template)
      isMatching = types(for: pod)
      var left = pods.count
      let claimed = Set(claims.map(\.node))
      while left > 0,
        trial.place(pod, where: { !claimed.contains($0) && isDestination($0) }) != nil
      {
        left -= 1
      }
      result.placedCount += pods.count - left
      var isRefused = [Bool](repeating: false, count: claims.count)
      while left > 0, add(pod, &isRefused) { left -= 1 }
      if left > 0 {
        var unplaced = pods
        unplaced.count = left
        result.unplaced.append(unplaced)
      }
    }
    result.claims = claims.map { .init(options: $0.options, podCount: $0.podCount) }
    return result
  }

  /// Adds a pod to the claim with the fewest pods that takes it, else to a new one.
  private mutating func add(_ pod: PodContext, _ isRefused: inout [Bool]) -> Bool {
    while true {
      var best: Int?
      for place in claims.indices where !isRefused[place] {
        if let found = best, claims[found].podCount <= claims[place].podCount { continue }
        best = place
      }
      guard let place = best else { break }
      if join(pod, place) { return true }
      // What a claim refuses once it refuses again: it only fills up.
      isRefused[place] = true
    }
    guard claims.count < limit else { return false }
    return open(pod, &isRefused)
  }

  private mutating func join(_ pod: PodContext, _ place: Int) -> Bool {
    let requested = sum(claims[place].requested, pod.template.requests)
    var options = claims[place].options.filter { isMatching[$0] && fits(requested, in: $0) }
    guard !options.isEmpty, trial.accepts(pod, on: claims[place].node) else { return false }
    if isSpread(pod) { options = inZone(of: claims[place].node, options) }
    guard !options.isEmpty else { return false }
    trial.nodes.place(pod.index, on: claims[place].node)
    claims[place].options = options
    claims[place].requested = requested
    claims[place].podCount += 1
    return true
  }

  /// Opens a claim in the first pool that can buy a machine for a pod.
  private mutating func open(_ pod: PodContext, _ isRefused: inout [Bool]) -> Bool {
    let requested = pod.template.requests
    let possible = byPrice.filter {
      isMatching[$0] && fits(requested, in: $0) && isAffordable($0)
    }
    var pools: [Int] = []
    for type in possible where !pools.contains(catalogue[type].pool) {
      pools.append(catalogue[type].pool)
    }
    let isPossible = Set(possible)
    for pool in pools.sorted() {
      let options = possible.filter { catalogue[$0].pool == pool }
      let sizes = bySize.filter { catalogue[$0].pool == pool && isPossible.contains($0) }
      if open(pod, pool: pool, options, bySize: sizes) {
        isRefused.append(false)
        return true
      }
    }
    return false
  }

  private mutating func open(
    _ pod: PodContext, pool: Int, _ options: [Int], bySize: [Int]
  ) -> Bool {
    for type in bySize {
      var node = catalogue[type].template
      node.leaveRoom(for: catalogue[type].daemonUse)
      node.metadata.name = "claim-\(trial.nodes.count)"
      node.metadata.labels["kubernetes.io/hostname"] = node.metadata.name
      let index = trial.nodes.add(node)
      guard trial.accepts(pod, on: index) else {
        trial.nodes.remove(index)
        continue
      }
      trial.nodes.place(pod.index, on: index)
      let left = isSpread(pod) ? inZone(of: index, options) : options
      claims.append(
        Claim(node: index, options: left, requested: pod.template.requests, podCount: 1))
      spend(left, of: pool)
      return true
    }
    return false
  }

  // MARK: Limits and zones

  private func isAffordable(_ type: Int) -> Bool {
    let pool = catalogue[type].pool
    guard pool < remaining.count, let rest = remaining[pool] else { return true }
    let size = allocatable[type]
    return size.cpuMillis <= rest.cpuMillis && size.memoryBytes <= rest.memoryBytes
  }

  /// Takes the largest of the machines that a claim may become from what its pool may buy.
  private mutating func spend(_ options: [Int], of pool: Int) {
    guard pool < remaining.count, var rest = remaining[pool] else { return }
    rest.cpuMillis -= options.map { allocatable[$0].cpuMillis }.max() ?? 0
    rest.memoryBytes -= options.map { allocatable[$0].memoryBytes }.max() ?? 0
    remaining[pool] = rest
  }

  /// Whether the place of a pod depends on where others are, so that its machine has one zone.
  private func isSpread(_ pod: PodContext) -> Bool {
    !pod.template.spreadConstraints.isEmpty || pod.template.affinity != Affinity()
  }

  private func inZone(of node: NodeIndex, _ options: [Int]) -> [Int] {
    let zone = trial.nodes.labels[node][Node.zoneLabel] ?? ""
    return options.filter { catalogue[$0].zone == zone }
  }

  private func sum(_ left: Resources, _ right: Resources) -> Resources {
    var result = left
    result += right
    return result
  }

  private func fits(_ requested: Resources, in type: Int) -> Bool {
    let offered = rooms[type]
    return requested.cpuMillis <= offered.cpuMillis
      && requested.memoryBytes <= offered.memoryBytes && requested.podCount <= offered.podCount
  }

  private func types(for pod: PodContext) -> [Bool] {
    let requirement = NodeRequirement(pod.template)
    return catalogue.map { type in
      let labels = type.template.metadata.labels
      guard labels.contains(requirement.nodeSelector) else { return false }
      guard let terms = requirement.terms else { return true }
      return terms.contains { $0.matches(labels: labels, name: type.name) }
    }
  }

  private func order(_ pending: [PendingPodClass]) -> [PendingPodClass] {
    let requests = pending.map { trial.nodes.templates[$0.template].requests }
    return pending.indices
      .sorted { left, right in
        let (a, b) = (requests[left], requests[right])
        if a.cpuMillis != b.cpuMillis { return a.cpuMillis > b.cpuMillis }
        if a.memoryBytes != b.memoryBytes { return a.memoryBytes > b.memoryBytes }
        return (pending[left].oldestCreatedAt, left) < (pending[right].oldestCreatedAt, right)
      }
      .map { pending[$0] }
  }
}
