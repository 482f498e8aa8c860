// SPDX-License-Identifier: Apache-2.0

import Metrics

/// The time in which the controllers of a workload had requests on their way, as spans without
/// overlap, in order.
///
/// While one sync sends its requests, as fast as its client may, the next one of the same workload
/// has to wait: what it would have learned in that time waited for the client, not for news.
struct RequestSpans {
  private var spans: [Range<Int64>] = []

  /// Collects the creations, changes and deletions of pods; cost n log n.
  init(_ lives: [PodLife], _ pods: [PodRecord]) {
    var all: [Range<Int64>] = []
    for life in lives where life.requested >= 0 && life.stored > life.requested {
      all.append(life.requested..<life.stored)
    }
    for pod in pods where pod.ending == .controller {
      let stages = pod.stages
      if stages.endRequested >= 0, stages.terminating > stages.endRequested {
        all.append(stages.endRequested..<stages.terminating)
      }
    }
    for span in all.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) })
    {
      if let last = spans.last, span.lowerBound <= last.upperBound {
        spans[spans.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
      } else {
        spans.append(span)
      }
    }
  }

  /// Tells a path backwards to an instant: the controllers sent requests, or had no news.
  func prepend(to path: inout CriticalPath, from start: Int64, pod: String? = nil) {
    var place = firstPlace(endingAfter: start)
    var inside: [Range<Int64>] = []
    while place < spans.count, spans[place].lowerBound < path.begin {
      inside.append(spans[place])
      place += 1
    }
    for span in inside.reversed() {
      path.prepend(.statusSync, from: max(start, span.upperBound), pod: pod)
      path.prepend(.clientRate, from: max(start, span.lowerBound), pod: pod)
    }
    path.prepend(.statusSync, from: start, pod: pod)
  }

  private func firstPlace(endingAfter instant: Int64) -> Int {
    var (low, high) = (0, spans.count)
    while low < high {
      let middle = (low + high) / 2
      if spans[middle].upperBound > instant { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
