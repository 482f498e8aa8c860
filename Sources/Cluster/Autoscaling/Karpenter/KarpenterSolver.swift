// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

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
  private let allocatable: [Resources]
  /// The places of the catalogue by price, then by name.
  private let byPrice: [Int]
  private let limit: Int
  private var claims: [Claim] = []

  /// Creates a solver that may buy at most a number of machines.
  package init(
    _ nodes: borrowing NodeTable, scheduler: Scheduler, catalogue: [KarpenterInstanceType],
    limit: Int = .max
  ) {
    trial = Trial(nodes, scheduler: scheduler)
    self.catalogue = catalogue
    self.limit = limit
    allocatable = catalogue.map(\.allocatable)
    byPrice = catalogue.indices.sorted {
      let (left, right) = (catalogue[$0], catalogue[$1])
      return (left.pricePerHour, left.name) < (right.pricePerHour, right.name)
    }
  }

  /// Takes all pods of nodes away, which take no new ones, and returns them.
  package mutating func empty(
    _ leaving: [NodeIndex], keeping isFixed: (TemplateIndex) -> Bool
  ) -> [PendingPodClass] {
    var pods: [PendingPodClass] = []
    for node in leaving {
      for group in trial.nodes.pods[node] where !isFixed(group.template) {
        for _ in 0..<group.count { trial.takeAway(group.template, from: node) }
        pods.append(
          PendingPodClass(
            template: group.template, count: Int(group.count), oldestCreatedAt: .zero))
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
    let options = claims[place].options.filter { fits(requested, in: $0) && matches(pod, $0) }
    guard !options.isEmpty, trial.accepts(pod, on: claims[place].node) else { return false }
    trial.nodes.place(pod.index, on: claims[place].node)
    claims[place].options = options
    claims[place].requested = requested
    claims[place].podCount += 1
    return true
  }

  private mutating func open(_ pod: PodContext, _ isRefused: inout [Bool]) -> Bool {
    let requested = pod.template.requests
    let options = byPrice.filter { fits(requested, in: $0) && matches(pod, $0) }
    let bySize = options.sorted {
      let (left, right) = (allocatable[$0], allocatable[$1])
      return (left.cpuMillis, left.memoryBytes) > (right.cpuMillis, right.memoryBytes)
    }
    for type in bySize {
      var node = catalogue[type].template
      node.metadata.name = "claim-\(trial.nodes.count)"
      node.metadata.labels["kubernetes.io/hostname"] = node.metadata.name
      let index = trial.nodes.add(node)
      guard trial.accepts(pod, on: index) else {
        trial.nodes.remove(index)
        continue
      }
      trial.nodes.place(pod.index, on: index)
      claims.append(Claim(node: index, options: options, requested: requested, podCount: 1))
      isRefused.append(false)
      return true
    }
    return false
  }

  private func sum(_ left: Resources, _ right: Resources) -> Resources {
    var result = left
    result += right
    return result
  }

  private func fits(_ requested: Resources, in type: Int) -> Bool {
    let offered = allocatable[type]
    return requested.cpuMillis <= offered.cpuMillis
      && requested.memoryBytes <= offered.memoryBytes && requested.podCount <= offered.podCount
  }

  private func matches(_ pod: PodContext, _ type: Int) -> Bool {
    let requirement = NodeRequirement(pod.template)
    let labels = catalogue[type].template.metadata.labels
    guard labels.contains(requirement.nodeSelector) else { return false }
    guard let terms = requirement.terms else { return true }
    return terms.contains { $0.matches(labels: labels, name: catalogue[type].name) }
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
