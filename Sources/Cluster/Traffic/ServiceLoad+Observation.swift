// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// What metrics pipelines read of a workload's pods, looking back from an instant.
extension ServiceLoad {
  /// The requests that arrived at a pod of a group between two instants, in seconds.
  ///
  /// A pod that joined in between has received nothing before.
  func arrivals(
    _ id: LoadGroupID, fromSeconds start: Double, toSeconds end: Double, joinedAt joined: Double
  ) -> Double {
    guard let group = group(id), end > start, joined < end else { return 0 }
    let history = group.history.requests
    return history.total(atSeconds: end, stepLength: stepLength)
      - history.total(atSeconds: max(start, joined), stepLength: stepLength)
  }

  /// The requests that wait in a pod of a group at an instant in seconds.
  func waiting(_ id: LoadGroupID, atSeconds second: Double) -> Double {
    level(id, \.waiting, atSeconds: second)
  }

  /// The requests in a pod of a group at an instant in seconds.
  func inFlight(_ id: LoadGroupID, atSeconds second: Double) -> Double {
    level(id, \.inFlight, atSeconds: second)
  }

  /// All latencies since the start of the run.
  var allLatencies: LatencyHistogram {
    var sum = total.latency
    sum.add(interval.latency)
    return sum
  }

  /// The mean of the step in which an instant lies; that before it if it has only just begun.
  private func level(
    _ id: LoadGroupID, _ path: KeyPath<LoadHistory, UsageHistory>, atSeconds second: Double
  ) -> Double {
    guard let group = group(id) else { return 0 }
    let history = group.history[keyPath: path]
    let before = history.total(atSeconds: second - stepLength, stepLength: stepLength)
    let after = history.total(atSeconds: second, stepLength: stepLength)
    return max(0, (after - before) / stepLength)
  }

  private func group(_ id: LoadGroupID) -> LoadGroup? {
    guard id.rawValue >= 0 else { return nil }
    return groups[placeOfGroup[Int(id.rawValue)]]
  }
}
