// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// How many nodes a pool had over time, and what they cost.
struct NodeLedger: Sendable {
  /// The price of a node for an hour.
  var pricePerHour: Double?
  private(set) var count = 0
  private(set) var least = 0
  private(set) var most = 0
  private(set) var ordered = 0
  private(set) var failed = 0
  private(set) var removed = 0
  private var nodeMicroseconds: Int64 = 0
  private var lastChange = SimulationTime.zero

  /// Notes nodes that are there from the start.
  mutating func begin(with count: Int) {
    self.count = count
    least = count
    most = count
  }

  /// A machine was ordered.
  mutating func order() { ordered += 1 }

  /// A machine could not be created.
  mutating func fail() { failed += 1 }

  /// A node joined; it has been paid for since its order.
  mutating func join(orderedAt: SimulationTime, at now: SimulationTime) {
    settle(at: now)
    nodeMicroseconds += (now - orderedAt).microseconds
    count += 1
    most = max(most, count)
  }

  /// A node left.
  mutating func leave(at now: SimulationTime) {
    settle(at: now)
    count -= 1
    removed += 1
    least = min(least, count)
  }

  private mutating func settle(at now: SimulationTime) {
    nodeMicroseconds += Int64(count) * (now - lastChange).microseconds
    lastChange = now
  }

  /// Hours of nodes up to an instant.
  func nodeHours(at now: SimulationTime) -> Double {
    let running = Int64(count) * (now - lastChange).microseconds
    return Double(nodeMicroseconds + running) / 3.6e9
  }

  /// What the nodes cost up to an instant.
  func cost(at now: SimulationTime) -> Double { nodeHours(at: now) * (pricePerHour ?? 0) }
}
