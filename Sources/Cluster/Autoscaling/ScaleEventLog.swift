// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// The recent changes of one HorizontalPodAutoscaler in one direction.
///
/// Source: kubernetes v1.36 pkg/controller/podautoscaler/horizontal.go.
struct ScaleEventLog: Sendable, Hashable {
  private struct Entry: Sendable, Hashable, BitwiseCopyable {
    var change: Int32
    var time: SimulationTime
    /// Stays set even when a later spec has longer periods.
    var isOutdated: Bool
  }

  private var entries: [Entry] = []

  /// Records a change over the last entry that is older than the period, or behind all entries.
  mutating func record(
    _ change: Int32, at now: SimulationTime, keeping period: SimulationDuration
  ) {
    let cutoff = now - period
    var outdated: Int?
    for index in entries.indices {
      if entries[index].time < cutoff { entries[index].isOutdated = true }
      if entries[index].isOutdated { outdated = index }
    }
    let entry = Entry(change: change, time: now, isOutdated: false)
    if let outdated { entries[outdated] = entry } else { entries.append(entry) }
  }

  /// The sum of the changes later than a time.
  func total(after cutoff: SimulationTime) -> Int32 {
    var total: Int32 = 0
    for entry in entries where entry.time > cutoff { total &+= entry.change }
    return total
  }
}
