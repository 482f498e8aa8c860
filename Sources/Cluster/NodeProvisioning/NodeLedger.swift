// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// How many nodes a pool had over time, and what they cost.
struct NodeLedger: Sendable {
  /// The price of a node for an hour.
  var pricePerHour: Double?
  /// Whether nodes have prices of their own.
  var hasPricesByNode = false
  private(set) var count = 0
  private(set) var least = 0
  private(set) var most = 0
  private(set) var ordered = 0
  private(set) var failed = 0
  private(set) var removed = 0
  private var nodeMicroseconds: Int64 = 0
  /// Nodes with a price of their own: exact, since whole numbers are added up for each price.
  private var priced: [PricedNodes] = []

  private struct PricedNodes: Sendable {
    let pricePerHour: Double
    var count = 0
    var microseconds: Int64 = 0
  }

  /// Whether the nodes cost anything that is counted.
  var isPriced: Bool { pricePerHour != nil || hasPricesByNode }
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
  mutating func join(
    orderedAt: SimulationTime, at now: SimulationTime, pricePerHour: Double? = nil
  ) {
    settle(at: now)
    nodeMicroseconds += (now - orderedAt).microseconds
    if let pricePerHour {
      let place = place(ofPrice: pricePerHour)
      priced[place].microseconds += (now - orderedAt).microseconds
      priced[place].count += 1
    }
    count += 1
    most = max(most, count)
  }

  /// A node left.
  mutating func leave(at now: SimulationTime, pricePerHour: Double? = nil) {
    settle(at: now)
    if let pricePerHour { priced[place(ofPrice: pricePerHour)].count -= 1 }
    count -= 1
    removed += 1
    least = min(least, count)
  }

  private mutating func place(ofPrice price: Double) -> Int {
    if let place = priced.firstIndex(where: { $0.pricePerHour == price }) { return place }
    priced.append(PricedNodes(pricePerHour: price))
    return priced.count - 1
  }

  private mutating func settle(at now: SimulationTime) {
    nodeMicroseconds += Int64(count) * (now - lastChange).microseconds
    for place in priced.indices {
      priced[place].microseconds += Int64(priced[place].count) * (now - lastChange).microseconds
    }
    lastChange = now
  }

  /// Hours of nodes up to an instant.
  func nodeHours(at now: SimulationTime) -> Double {
    let running = Int64(count) * (now - lastChange).microseconds
    return Double(nodeMicroseconds + running) / 3.6e9
  }

  /// What the nodes cost up to an instant.
  func cost(at now: SimulationTime) -> Double {
    guard !priced.isEmpty else { return nodeHours(at: now) * (pricePerHour ?? 0) }
    return priced.reduce(0) { sum, nodes in
      let running = Int64(nodes.count) * (now - lastChange).microseconds
      return sum + Double(nodes.microseconds + running) / 3.6e9 * nodes.pricePerHour
    }
  }
}
