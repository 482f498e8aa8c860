// SPDX-License-Identifier: Apache-2.0

/// A time zone as a caller hands it over: an offset from UTC and the moments at which it changes.
///
/// All times are whole seconds since 1970-01-01T00:00:00Z.
public struct LocalClock: Sendable, Hashable {
  /// A moment from which another offset holds.
  public struct Transition: Sendable, Hashable, BitwiseCopyable {
    /// The moment, in seconds since 1970.
    public var at: Int64
    /// The offset from then on, in seconds east of UTC.
    public var offsetSeconds: Int32

    /// Makes a transition.
    public init(at: Int64, offsetSeconds: Int32) {
      self.at = at
      self.offsetSeconds = offsetSeconds
    }
  }

  /// The offset before the first transition, in seconds east of UTC.
  public let baseOffsetSeconds: Int32
  /// The transitions in order of time.
  public let transitions: [Transition]

  /// Makes a clock; transitions may come in any order.
  public init(offsetSeconds: Int32, transitions: [Transition] = []) {
    baseOffsetSeconds = offsetSeconds
    self.transitions = transitions.sorted { $0.at < $1.at }
  }

  /// The clock of UTC.
  public static let utc = LocalClock(offsetSeconds: 0)

  /// The offset from UTC at a moment, in seconds east; cost: logarithmic in the transitions.
  public func offsetSeconds(at time: Int64) -> Int64 { span(at: time).offset }

  /// What the clock shows at a moment.
  public func civilTime(at time: Int64) -> CivilTime {
    CivilTime(utcSeconds: time + offsetSeconds(at: time))
  }

  /// The moment at which the clock shows a time; parts beyond their range carry over.
  ///
  /// Where the clock shows the time twice or never, the choice is that of Go's time.Date, which
  /// cron schedules in Kubernetes are computed with: the offset that holds at the same reading of
  /// a UTC clock decides, unless the moment lies outside the span of that offset.
  /// Source: go1.25 src/time/time.go, Date.
  public func moment(of civil: CivilTime) -> Int64 {
    let reading = civil.utcSeconds
    let first = span(at: reading)
    if first.offset == 0 { return reading }
    let moment = reading - first.offset
    if moment >= first.start, moment < first.end { return moment }
    return reading - span(at: moment).offset
  }

  private func span(at time: Int64) -> (offset: Int64, start: Int64, end: Int64) {
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle].at <= time { low = middle + 1 } else { high = middle }
    }
    let end = low < transitions.count ? transitions[low].at : Int64.max
    guard low > 0 else { return (Int64(baseOffsetSeconds), Int64.min, end) }
    return (Int64(transitions[low - 1].offsetSeconds), transitions[low - 1].at, end)
  }
}
