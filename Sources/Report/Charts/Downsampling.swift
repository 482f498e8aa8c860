// SPDX-License-Identifier: Apache-2.0

/// Fewer points that draw the same picture.
package enum Downsampling {
  /// Twice this many points at most are kept of one line, about one bucket for two pixels.
  package static let buckets = 480

  /// Keeps the smallest and the largest sample of each of `buckets` equal spans of time.
  ///
  /// Both are kept in time order, so that no peak is cut off; a span without any sample becomes
  /// a gap, and the last sample is always kept. A trace that is short enough stays as it is.
  /// Cost: linear in the samples.
  package static func reduce(_ trace: Trace, buckets: Int = buckets) -> Trace {
    let points = trace.points
    guard points.count > 2 * buckets, let first = points.first, let last = points.last else {
      return trace
    }
    let span = Double(last.microseconds - first.microseconds) + 1
    var kept: [Trace.Point] = []
    kept.reserveCapacity(2 * buckets + 1)
    var start = 0
    while start < points.count {
      let bucket = self.bucket(of: points[start], first, span, buckets)
      var end = start + 1
      while end < points.count, self.bucket(of: points[end], first, span, buckets) == bucket {
        end += 1
      }
      keepExtremes(of: points[start..<end], in: &kept)
      start = end
    }
    if last.value.isFinite, kept.last != last { kept.append(last) }
    return Trace(kept)
  }

  private static func bucket(
    of point: Trace.Point, _ first: Trace.Point, _ span: Double, _ buckets: Int
  ) -> Int {
    Int(Double(point.microseconds - first.microseconds) / span * Double(buckets))
  }

  private static func keepExtremes(
    of points: ArraySlice<Trace.Point>, in kept: inout [Trace.Point]
  ) {
    var low: Trace.Point?
    var high: Trace.Point?
    for point in points where point.value.isFinite {
      if point.value < low?.value ?? .infinity { low = point }
      if point.value > high?.value ?? -.infinity { high = point }
    }
    guard let low, let high else {
      if let gap = points.first, kept.last?.value.isNaN != true {
        kept.append(Trace.Point(gap.microseconds, .nan))
      }
      return
    }
    if low.microseconds == high.microseconds {
      kept.append(low)
    } else {
      kept.append(contentsOf: low.microseconds < high.microseconds ? [low, high] : [high, low])
    }
  }
}
