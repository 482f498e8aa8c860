// SPDX-License-Identifier: Apache-2.0

package import Metrics

/// The samples of one series in time order; a NaN is a gap.
package struct Trace: Sendable, Equatable {
  /// One sample.
  package struct Point: Sendable, Equatable, BitwiseCopyable {
    /// The instant in microseconds since the start of the run.
    package var microseconds: Int64
    /// The sample, NaN where there is none.
    package var value: Double

    /// Creates a point.
    package init(_ microseconds: Int64, _ value: Double) {
      self.microseconds = microseconds
      self.value = value
    }
  }

  /// The samples in time order.
  package var points: [Point]

  /// Creates a trace from points in time order.
  package init(_ points: [Point] = []) {
    self.points = points
  }

  /// Adds the samples of a chunk that follows; a hole between chunks becomes a gap.
  package mutating func append(_ chunk: SampleChunk) {
    let step = max(1, chunk.stepMicroseconds)
    if let last = points.last {
      let (expected, overflow) = last.microseconds.addingReportingOverflow(step)
      guard !overflow, chunk.startMicroseconds > last.microseconds else { return }
      if chunk.startMicroseconds > expected { points.append(Point(expected, .nan)) }
    }
    var instant = chunk.startMicroseconds
    for value in chunk.values {
      points.append(Point(instant, value))
      let (next, overflow) = instant.addingReportingOverflow(step)
      if overflow { return }
      instant = next
    }
  }

  /// The samples that exist, in time order.
  package var present: some Sequence<Point> {
    points.lazy.filter { $0.value.isFinite }
  }

  /// The largest sample, or nil if there is none.
  package var peak: Point? {
    present.max { $0.value < $1.value }
  }

  /// The smallest sample above zero, or nil if there is none.
  package var floorAboveZero: Double? {
    present.lazy.map(\.value).filter { $0 > 0 }.min()
  }

  /// The growth per second between two samples of a running total.
  ///
  /// A total that falls (it cannot, within one run) counts as a gap.
  package func ratePerSecond() -> Trace {
    var rates: [Point] = []
    rates.reserveCapacity(points.count)
    for (before, after) in zip(points, points.dropFirst()) {
      let seconds = Double(after.microseconds - before.microseconds) / 1e6
      let growth = after.value - before.value
      rates.append(
        Point(after.microseconds, growth >= 0 && seconds > 0 ? growth / seconds : .nan))
    }
    return Trace(rates)
  }
}
