// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// The recent recommendations of one HorizontalPodAutoscaler.
///
/// At each recording the last outdated entry in list order is overwritten, otherwise the list
/// grows; a window that is made longer later can therefore miss recommendations, as in the source:
/// kubernetes v1.36 pkg/controller/podautoscaler/horizontal.go.
struct RecommendationLog: Sendable, Hashable {
  private struct Entry: Sendable, Hashable, BitwiseCopyable {
    var count: Int32
    var time: SimulationTime
  }

  private var entries: [Entry] = []

  var isEmpty: Bool { entries.isEmpty }

  mutating func append(_ count: Int32, at time: SimulationTime) {
    entries.append(Entry(count: count, time: time))
  }

  /// The largest recommendation not older than the window, the new one included; records it.
  mutating func largest(
    with count: Int32, at now: SimulationTime, window: SimulationDuration
  ) -> Int32 {
    let cutoff = now - window
    var largest = count
    var outdated: Int?
    for index in entries.indices {
      if entries[index].time < cutoff {
        outdated = index
      } else if entries[index].count > largest {
        largest = entries[index].count
      }
    }
    record(count, at: now, over: outdated)
    return largest
  }

  /// The least recommendation younger than the up window and the largest younger than the down
  /// window, the new one included; records it.
  mutating func range(
    with count: Int32, at now: SimulationTime, upWindow: SimulationDuration,
    downWindow: SimulationDuration
  ) -> (lowest: Int32, highest: Int32) {
    let upCutoff = now - upWindow
    let downCutoff = now - downWindow
    var (lowest, highest) = (count, count)
    var outdated: Int?
    for index in entries.indices {
      let entry = entries[index]
      if entry.time > upCutoff { lowest = min(lowest, entry.count) }
      if entry.time > downCutoff { highest = max(highest, entry.count) }
      if entry.time < upCutoff, entry.time < downCutoff { outdated = index }
    }
    record(count, at: now, over: outdated)
    return (lowest, highest)
  }

  private mutating func record(_ count: Int32, at now: SimulationTime, over outdated: Int?) {
    if let outdated {
      entries[outdated] = Entry(count: count, time: now)
    } else {
      append(count, at: now)
    }
  }
}
