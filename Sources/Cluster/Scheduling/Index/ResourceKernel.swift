// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// The filter and both scores of the default profile that look at CPU and memory, in one pass.
///
/// It decides as NodeResourcesFit and NodeResourcesBalancedAllocation do, and calls them where
/// amounts are too large to be exact as double-precision numbers.
struct ResourceKernel: Sendable {
  /// What the score of NodeResourcesFit counts; 0 if it is out of force.
  let fitWeight: Int64
  /// What the score of NodeResourcesBalancedAllocation counts; 0 if it is out of force.
  let balanceWeight: Int64
  private let wanted: Resources
  private let counted: Resources
  private let isExact: Bool
  /// CPU, memory, ephemeral storage and pods that must be free.
  private let least: SIMD4<Double>
  private let wantedPair: SIMD2<Double>
  private let countedPair: SIMD2<Double>

  init(_ template: PodTemplate, fitWeight: Int64, balanceWeight: Int64) {
    self.fitWeight = fitWeight
    self.balanceWeight = balanceWeight
    wanted = template.requests
    counted = template.scoreRequests
    isExact = NodeAmounts.isExact(wanted) && NodeAmounts.isExact(counted)
    // A pod that asks for nothing of a resource fits even where less than nothing is free.
    func least(_ amount: Int64) -> Double { amount > 0 ? Double(amount) : -.infinity }
    self.least = SIMD4(
      least(wanted.cpuMillis), least(wanted.memoryBytes), least(wanted.ephemeralStorageBytes), 1)
    wantedPair = NodeAmounts.pair(wanted)
    countedPair = NodeAmounts.pair(counted)
  }

  /// Writes the weighted sum of each node, or that it lacks room.
  ///
  /// `results` must be at least as long as the list of nodes, and `amounts` up to date.
  func evaluate(
    _ list: ContiguousArray<NodeIndex>, in nodes: borrowing NodeTable, _ amounts: NodeAmounts,
    into results: inout ContiguousArray<Int64>
  ) {
    var results = results.mutableSpan
    let rows = amounts.rows.span
    for position in list.indices {
      let row = rows[list[position].position]
      if isExact && row.isExact {
        results[position] = evaluate(row)
      } else {
        results[position] = evaluate(list[position], in: nodes)
      }
    }
  }

  @inline(__always)
  private func evaluate(_ row: NodeAmounts.Row) -> Int64 {
    guard all(least .<= row.free) else { return NodeResults.infeasible }
    var sum: Int64 = 0
    if fitWeight != 0 {
      let taken = row.nonZeroTaken + countedPair
      sum = ScoringStrategy.leastAllocated(taken, in: row.whole) &* fitWeight
    }
    if balanceWeight != 0 {
      let with = NodeResourcesBalancedAllocation.balance((row.taken + wantedPair) / row.whole)
      let score = NodeResourcesBalancedAllocation.score(with, row.balance)
      sum &+= score &* balanceWeight
    }
    return sum
  }

  private func evaluate(_ node: NodeIndex, in nodes: borrowing NodeTable) -> Int64 {
    let whole = nodes.allocatable[node]
    let taken = nodes.requested[node]
    guard NodeResourcesFit.hasRoom(for: wanted, in: whole, taken) else {
      return NodeResults.infeasible
    }
    let fit = ScoringStrategy.leastAllocatedCPUAndMemory(
      counted, in: whole, nodes.nonZeroRequested[node])
    let balance = NodeResourcesBalancedAllocation.cpuAndMemory(wanted, in: whole, taken)
    return fit &* fitWeight &+ balance &* balanceWeight
  }
}
