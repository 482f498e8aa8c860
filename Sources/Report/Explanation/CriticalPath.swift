// SPDX-License-Identifier: Apache-2.0

/// A chain of waits without gaps: what a span of time went into.
package struct CriticalPath: Sendable, Equatable {
  /// One wait.
  package struct Step: Sendable, Equatable {
    /// What was waited for.
    package var cause: PathCause
    /// The begin in microseconds since the start of the run.
    package var from: Int64
    /// The end.
    package var to: Int64
    /// The pod that waited, as `namespace/name`; nil where it was no pod.
    package var pod: String?

    /// The length in microseconds.
    package var length: Int64 { to - from }
  }

  /// The waits in order of time; each begins where the one before ends.
  package private(set) var steps: [Step] = []
  /// The begin of what is not explained yet.
  private var cursor: Int64

  /// Creates a path that ends at an instant and is told backwards.
  package init(endingAt end: Int64) {
    cursor = end
  }

  /// The instant up to which the path is told, going backwards.
  package var begin: Int64 { cursor }

  /// Adds the wait before those known; one that began no earlier than they did adds nothing.
  package mutating func prepend(_ cause: PathCause, from start: Int64, pod: String? = nil) {
    guard start < cursor else { return }
    if let next = steps.last, next.cause == cause, next.pod == pod {
      steps[steps.count - 1].from = start
    } else {
      steps.append(Step(cause: cause, from: start, to: cursor, pod: pod))
    }
    cursor = start
  }

  /// Puts the waits, which were told backwards, into order of time and cuts off what lies before.
  package func finished(from start: Int64) -> CriticalPath {
    var path = self
    path.steps = steps.reversed().compactMap { step in
      guard step.to > start else { return nil }
      var step = step
      step.from = max(start, step.from)
      return step
    }
    return path
  }

  /// The microseconds of each cause, in the order of the causes; those without any are left out.
  package var totals: [(cause: PathCause, microseconds: Int64)] {
    PathCause.allCases.compactMap { cause in
      let total = steps.reduce(Int64(0)) { $0 + ($1.cause == cause ? $1.length : 0) }
      return total > 0 ? (cause, total) : nil
    }
  }

  /// The cause that took the longest, the first of equal ones; nil for an empty path.
  package var binding: (cause: PathCause, microseconds: Int64)? {
    totals.reduce(nil as (cause: PathCause, microseconds: Int64)?) { best, next in
      if let best, best.microseconds >= next.microseconds { return best }
      return next
    }
  }
}
