// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Scenario

/// Compares two simulations of the same input and finds where they part.
///
/// Both live in one process; that is enough, as the seeds of hashing differ between instances of
/// a collection, and uninitialized memory between allocations.
struct TwinComparison {
  private let firstScenario: Scenario
  private let secondScenario: Scenario
  /// How finely the point of divergence is looked for.
  private let stepMicroseconds: Int64 = 1_000_000

  /// Creates a comparison of a simulation of one scenario with a simulation of another.
  init(_ first: Scenario, _ second: Scenario) {
    firstScenario = first
    secondScenario = second
  }

  /// Whether two simulations have the same digest after the same number of events.
  func areEqual(_ first: borrowing Simulation, _ second: borrowing Simulation) -> Bool {
    first.digest == second.digest && first.eventCount == second.eventCount
  }

  /// Repeats the slice in which two simulations parted in steps of a second.
  ///
  /// What differs for reasons outside the input may not differ again; the slice stands then.
  func narrow(
    _ equalAt: Int64, _ differentAt: Int64, _ first: borrowing Simulation,
    _ second: borrowing Simulation
  ) -> Divergence {
    var left = Simulation(firstScenario)
    var right = Simulation(secondScenario)
    var last = equalAt
    for microseconds in steps(from: equalAt, to: differentAt) {
      let time = SimulationTime(microseconds: microseconds)
      left.run(until: time)
      right.run(until: time)
      _ = left.drain()
      _ = right.drain()
      if !areEqual(left, right) {
        return Divergence(
          equalAtMicroseconds: last, differentAtMicroseconds: microseconds,
          firstDigest: left.digestHex, secondDigest: right.digestHex)
      }
      last = microseconds
    }
    return Divergence(
      equalAtMicroseconds: equalAt, differentAtMicroseconds: differentAt,
      firstDigest: first.digestHex, secondDigest: second.digestHex)
  }

  private func steps(from equalAt: Int64, to differentAt: Int64) -> [Int64] {
    let first = max(0, equalAt)
    return Array(stride(from: first, to: differentAt, by: Int64.Stride(stepMicroseconds)))
      + [differentAt]
  }
}
