// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// How NodeResourcesFit ranks nodes.
///
/// Semantics: kubernetes v1.36 pkg/scheduler/framework/plugins/noderesources, files
/// least_allocated.go, most_allocated.go and requested_to_capacity_ratio.go.
package struct ScoringStrategy: Sendable, Equatable {
  /// A corner of a broken line.
  package struct ShapePoint: Sendable, Equatable {
    /// Percent of the node that is used.
    package var utilization: Int64
    /// The score there, from 0 to 10.
    package var score: Int64

    /// Creates a corner.
    package init(utilization: Int64, score: Int64) {
      self.utilization = utilization
      self.score = score
    }
  }

  /// Which nodes are preferred.
  package enum Kind: Sendable, Equatable {
    /// Empty ones.
    case leastAllocated
    /// Full ones.
    case mostAllocated
    /// As a broken line of the utilisation says.
    case requestedToCapacityRatio([ShapePoint])
  }

  /// Which nodes are preferred.
  package var kind: Kind
  /// The resources that count.
  package var resources: [WeightedResource]

  /// Creates a strategy; the default is that of Kubernetes.
  package init(
    kind: Kind = .leastAllocated,
    resources: [WeightedResource] = [
      WeightedResource(name: "cpu", weight: 1), WeightedResource(name: "memory", weight: 1),
    ]
  ) {
    self.kind = kind
    self.resources = resources
  }

  func score(
    _ template: PodTemplate, on candidates: Candidates, in nodes: borrowing NodeTable,
    into scores: inout ContiguousArray<Int64>
  ) {
    if kind == .leastAllocated, resources == WeightedResource.cpuAndMemory {
      leastAllocatedCPUAndMemory(template.scoreRequests, on: candidates, in: nodes, into: &scores)
      return
    }
    for position in candidates.nodes.indices {
      scores[position] = score(template, on: candidates.nodes[position], in: nodes)
    }
  }

  /// The default strategy without tables of resources, for the loop over many nodes.
  private func leastAllocatedCPUAndMemory(
    _ wanted: Resources, on candidates: Candidates, in nodes: borrowing NodeTable,
    into scores: inout ContiguousArray<Int64>
  ) {
    var results = scores.mutableSpan
    for position in candidates.nodes.indices {
      let node = candidates.nodes[position]
      results[position] = Self.leastAllocatedCPUAndMemory(
        wanted, in: nodes.allocatable[node], nodes.nonZeroRequested[node])
    }
  }

  /// The score of one node by the default strategy.
  @inline(__always)
  static func leastAllocatedCPUAndMemory(
    _ wanted: Resources, in whole: Resources, _ taken: Resources
  ) -> Int64 {
    let cpu = freePercent(taken.cpuMillis &+ wanted.cpuMillis, of: whole.cpuMillis)
    let memory = freePercent(taken.memoryBytes &+ wanted.memoryBytes, of: whole.memoryBytes)
    if whole.cpuMillis == 0 { return whole.memoryBytes == 0 ? 0 : memory }
    return whole.memoryBytes == 0 ? cpu : (cpu + memory) / 2
  }

  /// The same from whole numbers that are exact as doubles, also if taken 100 times.
  ///
  /// Both amounts of the node must be above 0.
  @inline(__always)
  static func leastAllocated(_ taken: SIMD2<Double>, in whole: SIMD2<Double>) -> Int64 {
    let dividend = pointwiseMax(whole - taken, .zero) * 100
    // Adding and subtracting 2^52 rounds to nearest; what was rounded up shows by multiplying back.
    let nearest = (dividend / whole + 0x1p52) - 0x1p52
    let percent = nearest.replacing(with: nearest - 1, where: nearest * whole .> dividend)
    return Int64(percent[0] + percent[1]) / 2
  }

  @inline(__always)
  private static func freePercent(_ requested: Int64, of whole: Int64) -> Int64 {
    if whole == 0 || requested > whole { return 0 }
    return dividing((whole &- requested) &* 100, by: whole)
  }

  /// The integer quotient of two numbers from 0, by floating point where that is exact and faster.
  ///
  /// Below 2^53 both numbers are exact as doubles, and a quotient that is rounded up to a whole
  /// number is noticed by multiplying back.
  @inline(__always)
  static func dividing(_ dividend: Int64, by divisor: Int64) -> Int64 {
    guard dividend < 1 << 53, dividend >= 0, divisor < 1 << 53 else { return dividend / divisor }
    let quotient = Int64(Double(dividend) / Double(divisor))
    return quotient &* divisor > dividend ? quotient &- 1 : quotient
  }

  private func score(
    _ template: PodTemplate, on node: NodeIndex, in nodes: borrowing NodeTable
  ) -> Int64 {
    var sum: Int64 = 0
    var weights: Int64 = 0
    for resource in resources {
      let (whole, requested) = Self.amounts(resource.kind, template, on: node, in: nodes)
      if whole == 0 { continue }
      let score = score(requested: requested, of: whole)
      if case .requestedToCapacityRatio = kind, score <= 0 { continue }
      sum &+= score &* resource.weight
      weights &+= resource.weight
    }
    if weights == 0 { return 0 }
    guard case .requestedToCapacityRatio = kind else { return sum / weights }
    return Int64((Double(sum) / Double(weights)).rounded(.toNearestOrAwayFromZero))
  }

  private func score(requested: Int64, of whole: Int64) -> Int64 {
    switch kind {
    case .leastAllocated: Self.freePercent(requested, of: whole)
    case .mostAllocated: Self.dividing(min(max(requested, 0), whole) &* 100, by: whole)
    case .requestedToCapacityRatio(let shape):
      Self.height(
        of: shape, at: requested > whole ? 100 : Self.dividing(requested &* 100, by: whole))
    }
  }

  /// The broken line, in integers; scores of the shape count ten times.
  private static func height(of shape: [ShapePoint], at utilization: Int64) -> Int64 {
    guard let first = shape.first, let last = shape.last else { return 0 }
    if utilization <= first.utilization { return first.score * 10 }
    for place in shape.indices.dropFirst() where utilization <= shape[place].utilization {
      let (from, to) = (shape[place - 1], shape[place])
      let rise = (to.score - from.score) * 10 * (utilization - from.utilization)
      return from.score * 10 + rise / (to.utilization - from.utilization)
    }
    return last.score * 10
  }

  /// What a node offers and what would be asked of it; (0, 0) leaves the resource out.
  private static func amounts(
    _ kind: WeightedResource.Kind, _ template: PodTemplate, on node: NodeIndex,
    in nodes: borrowing NodeTable
  ) -> (whole: Int64, requested: Int64) {
    let whole = nodes.allocatable[node]
    switch kind {
    case .cpu:
      let taken = nodes.nonZeroRequested[node].cpuMillis
      return (whole.cpuMillis, taken &+ template.scoreRequests.cpuMillis)
    case .memory:
      let taken = nodes.nonZeroRequested[node].memoryBytes
      return (whole.memoryBytes, taken &+ template.scoreRequests.memoryBytes)
    case .ephemeralStorage:
      let taken = nodes.requested[node].ephemeralStorageBytes
      let wanted = template.scoreRequests.ephemeralStorageBytes
      return (whole.ephemeralStorageBytes, taken &+ wanted)
    case .extended(let name):
      guard let resource = nodes.templates.knownResource(name),
        let wanted = template.extendedRequests.first(where: { $0.resource == resource }),
        wanted.amount > 0
      else { return (0, 0) }
      let taken = nodes.requested(resource, of: node)
      return (nodes.allocatable(resource, of: node), taken &+ wanted.amount)
    }
  }
}
