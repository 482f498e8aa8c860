// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// What Prometheus has read of each pod in its last rounds: a counter, and one gauge.
///
/// Memory: eight bytes for each pod and round of the window.
struct ScrapedCounters: Sendable {
  /// The rounds that are kept of each pod.
  let depth: Int
  private var generations: [UInt32] = []
  private var lastRounds: [Int] = []
  private var values: [Double] = []
  private var gauges: [Double] = []

  init(depth: Int) { self.depth = depth }

  /// The value of a pod's counter when it was read last; nil before the first time.
  func last(of handle: PodHandle) -> (round: Int, value: Double)? {
    let slot = Int(handle.index)
    guard slot < generations.count, generations[slot] == handle.generation,
      lastRounds[slot] > Int.min
    else { return nil }
    return (lastRounds[slot], values[slot * depth + place(lastRounds[slot])])
  }

  /// The gauge of a pod when it was read last, with the round.
  func gauge(of handle: PodHandle) -> (round: Int, value: Double)? {
    last(of: handle).map { ($0.round, gauges[Int(handle.index)]) }
  }

  /// Stores what a round has read of a pod; rounds that read nothing stay empty.
  mutating func store(_ value: Double, gauge: Double, of handle: PodHandle, round: Int) {
    let slot = Int(handle.index)
    while generations.count <= slot {
      generations.append(.max)
      lastRounds.append(.min)
      gauges.append(0)
      values.append(contentsOf: repeatElement(.nan, count: depth))
    }
    if generations[slot] != handle.generation {
      generations[slot] = handle.generation
      lastRounds[slot] = .min
    }
    let last = lastRounds[slot]
    let gap = last == .min ? depth : min(round - last - 1, depth)
    for missed in 0..<max(gap, 0) { values[slot * depth + place(round - 1 - missed)] = .nan }
    values[slot * depth + place(round)] = value
    lastRounds[slot] = round
    gauges[slot] = gauge
  }

  /// The counter of a pod in a round; nil if it was not read then.
  func value(of handle: PodHandle, round: Int) -> Double? {
    guard let last = last(of: handle), round <= last.round, round > last.round - depth else {
      return nil
    }
    let value = values[Int(handle.index) * depth + place(round)]
    return value.isNaN ? nil : value
  }

  /// The place of a round among those that are kept; rounds before the start are negative.
  func place(_ round: Int) -> Int {
    let place = round % depth
    return place < 0 ? place + depth : place
  }
}
