// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// Prefers nodes whose resources the pod would use more evenly than they are used now.
///
/// Semantics: kubernetes v1.36
/// pkg/scheduler/framework/plugins/noderesources/balanced_allocation.go, in double precision as
/// there.
struct NodeResourcesBalancedAllocation: ScorePlugin {
  let name = "NodeResourcesBalancedAllocation"
  let scoreScope = ScoreScope.node
  let resources: [WeightedResource]

  init(resources: [WeightedResource] = WeightedResource.cpuAndMemory) {
    self.resources = resources
  }

  /// A pod that asks for none of the resources changes no balance.
  func scoreApplies(to pod: PodContext, in nodes: borrowing NodeTable) -> Bool {
    let template = pod.template
    for resource in resources {
      switch resource.kind {
      case .cpu: if template.requests.cpuMillis > 0 { return true }
      case .memory: if template.requests.memoryBytes > 0 { return true }
      case .ephemeralStorage: if template.requests.ephemeralStorageBytes > 0 { return true }
      case .extended(let name):
        if Self.amount(name, template, nodes.templates) > 0 { return true }
      }
    }
    return false
  }

  func score(
    _ pod: PodContext, on candidates: Candidates, in nodes: borrowing NodeTable,
    into scores: inout ContiguousArray<Int64>, scratch: inout PluginScratch
  ) {
    if resources == WeightedResource.cpuAndMemory {
      scoreCPUAndMemory(pod.template.requests, on: candidates, in: nodes, into: &scores)
      return
    }
    for position in candidates.nodes.indices {
      let node = candidates.nodes[position]
      let with = balance(of: node, in: nodes, pod.template, counts: true, &scratch.values)
      let without = balance(of: node, in: nodes, pod.template, counts: false, &scratch.values)
      scores[position] = Self.score(with, without)
    }
  }

  private func scoreCPUAndMemory(
    _ wanted: Resources, on candidates: Candidates, in nodes: borrowing NodeTable,
    into scores: inout ContiguousArray<Int64>
  ) {
    var results = scores.mutableSpan
    for position in candidates.nodes.indices {
      let node = candidates.nodes[position]
      results[position] = Self.cpuAndMemory(
        wanted, in: nodes.allocatable[node], nodes.requested[node])
    }
  }

  /// The score of one node by the balance of CPU and memory alone.
  @inline(__always)
  static func cpuAndMemory(
    _ wanted: Resources, in whole: Resources, _ taken: Resources
  ) -> Int64 {
    // With fewer than two resources the deviation is 0 with the pod and without it.
    if whole.cpuMillis == 0 || whole.memoryBytes == 0 { return score(100, 100) }
    let with = balance(
      fraction(taken.cpuMillis &+ wanted.cpuMillis, of: whole.cpuMillis),
      fraction(taken.memoryBytes &+ wanted.memoryBytes, of: whole.memoryBytes))
    let without = balance(
      fraction(taken.cpuMillis, of: whole.cpuMillis),
      fraction(taken.memoryBytes, of: whole.memoryBytes))
    return score(with, without)
  }

  @inline(__always)
  static func score(_ with: Int64, _ without: Int64) -> Int64 {
    50 + (50 + with - without) / 2
  }

  @inline(__always)
  private static func fraction(_ requested: Int64, of whole: Int64) -> Double {
    min(Double(requested) / Double(whole), 1)
  }

  @inline(__always)
  private static func balance(_ first: Double, _ second: Double) -> Int64 {
    Int64((1 - abs((first - second) / 2)) * 100)
  }

  /// The evenness from 0 to 100 of two shares that are used, which count as 1 at most.
  @inline(__always)
  static func balance(_ shares: SIMD2<Double>) -> Int64 {
    balance(min(shares[0], 1), min(shares[1], 1))
  }

  /// The evenness from 0 to 100 of any number of resources.
  private func balance(
    of node: NodeIndex, in nodes: borrowing NodeTable, _ template: PodTemplate, counts: Bool,
    _ fractions: inout ContiguousArray<Double>
  ) -> Int64 {
    fractions.removeAll(keepingCapacity: true)
    var sum = 0.0
    for resource in resources {
      let (whole, taken, wanted) = resource.amounts(of: template, on: node, in: nodes)
      if whole == 0 || (resource.isExtended && wanted == 0) { continue }
      let fraction = Self.fraction(counts ? taken &+ wanted : taken, of: whole)
      sum += fraction
      fractions.append(fraction)
    }
    if fractions.count == 2 { return Self.balance(fractions[0], fractions[1]) }
    if fractions.count < 2 { return 100 }
    let mean = sum / Double(fractions.count)
    var squares = 0.0
    for fraction in fractions { squares += (fraction - mean) * (fraction - mean) }
    let deviation = (squares / Double(fractions.count)).squareRoot()
    return Int64((1 - deviation) * 100)
  }

  private static func amount(
    _ name: String, _ template: PodTemplate, _ templates: TemplateTable
  ) -> Int64 {
    guard let resource = templates.knownResource(name) else { return 0 }
    return template.extendedRequests.first { $0.resource == resource }?.amount ?? 0
  }
}
