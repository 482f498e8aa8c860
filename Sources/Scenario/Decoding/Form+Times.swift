// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

extension Form where Result == SimulationDuration {
  /// The longest run and the greatest distance of any instant from its start.
  static var longest: SimulationDuration { .hours(400 * 24) }

  /// A duration between bounds.
  static func duration(
    _ low: SimulationDuration = .zero, to high: SimulationDuration = .hours(400 * 24)
  ) -> Form {
    let shape = ScalarShape.duration(low, to: high)
    return .scalar(shape, text: DurationText.text) { text throws(TextFault) in
      let duration = try DurationText.parse(text)
      guard low <= duration, duration <= high else {
        throw TextFault(expected: shape.expectation)
      }
      return duration
    }
  }
}

extension ScalarShape {
  /// A duration between bounds.
  static func duration(_ low: SimulationDuration, to high: SimulationDuration) -> ScalarShape {
    ScalarShape(
      name: "duration", bounds: "from \(DurationText.text(low)) to \(DurationText.text(high))",
      notation: .string, pattern: DurationText.pattern)
  }
}

extension Form where Result == DurationSpread {
  /// One duration for a constant, or median and 99th percentile.
  static func spread(to high: SimulationDuration = .hours(1)) -> Form {
    let constant = Form<SimulationDuration>.duration(to: high)
    let long = Form.block(DurationSpread.self)
    return Form(
      shape: .either(
        .duration(.zero, to: high), BlockShape(name: "spread", fields: DurationSpread.fieldShapes)),
      read: { value, reading in
        guard value.entries == nil else {
          return long.read(value, reading).flatMap { spread in
            guard spread.p99 > high else { return spread }
            reading.report(
              value, found: "p99 \(DurationText.text(spread.p99))",
              expected: "at most \(DurationText.text(high))")
            return nil
          }
        }
        return constant.read(value, reading).map { DurationSpread(median: $0, p99: $0) }
      },
      text: { spread in
        let (median, p99) = (DurationText.text(spread.median), DurationText.text(spread.p99))
        return median == p99 ? median : "{median: \(median), p99: \(p99)}"
      })
  }
}

extension Form where Result == WallClock {
  /// An RFC 3339 instant with its offset.
  static var instant: Form {
    let shape = ScalarShape(
      name: "instant", bounds: "in RFC 3339 with its offset from UTC", notation: .string,
      pattern: ClockText.instantPattern)
    return .scalar(shape, text: { "\($0.unixSeconds)" }) { text throws(TextFault) in
      try ClockText.parseInstant(text)
    }
  }
}

extension Form where Result == ZoneRules {
  /// A zone of the IANA time zone database.
  static var timeZone: Form {
    let shape = ScalarShape(
      name: "time zone", bounds: "of the IANA database, such as Asia/Shanghai", notation: .string)
    return .scalar(shape, text: \.name) { text throws(TextFault) in
      guard !text.isEmpty, let zone = ZoneRules(named: text) else {
        throw TextFault(
          expected: shape.expectation, hint: didYouMean(text, in: ZoneRules.names))
      }
      return zone
    }
  }
}

extension Form where Result == Int {
  /// A time of day as seconds after midnight.
  static var timeOfDay: Form {
    let shape = ScalarShape(
      name: "time of day", bounds: "from 00:00 to 23:59:59", notation: .string,
      pattern: ClockText.timeOfDayPattern)
    return .scalar(shape, text: ClockText.timeOfDay) { text throws(TextFault) in
      guard let seconds = ClockText.parseTimeOfDay(text) else {
        throw TextFault(expected: shape.expectation, hint: "write a time such as \"20:30\"")
      }
      return seconds
    }
  }
}

extension Form where Result == SimulationTime {
  /// An instant: a time since the start, a time of day or an instant of the calendar.
  ///
  /// `withinRun` asks that it comes before the end of the run.
  static func moment(withinRun: Bool) -> Form {
    let shape = ScalarShape(
      name: "moment", bounds: withinRun ? "before the end of the run" : "", notation: .string,
      pattern: MomentText.pattern)
    let parsed = Form<MomentText>.scalar(shape, text: { "\($0)" }) { text throws(TextFault) in
      try MomentText.parse(text)
    }
    return Form(
      shape: .scalar(shape),
      read: { value, reading in
        parsed.read(value, reading).flatMap { reading.instant(of: $0, at: value, withinRun) }
      },
      text: { DurationText.text($0.sinceStart) })
  }
}

extension Reading {
  /// The instant of a moment; nil after a fault, which may be that of the start itself.
  fileprivate func instant(
    of moment: MomentText, at value: Value, _ withinRun: Bool
  ) -> SimulationTime? {
    if case .sinceStart = moment {
    } else if start == nil {
      unresolvedCount += 1
      return nil
    }
    let clock = start ?? WallClock(unixSeconds: 0, utcOffsetSeconds: 0)
    guard let micros = moment.microseconds(start: clock), micros >= 0 else {
      report(value, found: value.summary + " is before the start", expected: "a later moment")
      return nil
    }
    let longest = Form<SimulationDuration>.longest.microseconds
    guard micros <= longest else {
      report(value, expected: "a moment at most 400d after the start")
      return nil
    }
    if withinRun, let duration, micros >= duration.microseconds {
      let text = DurationText.text(SimulationDuration(microseconds: micros))
      report(
        value, found: "\(value.summary) is \(text) after the start",
        expected: "a moment before the end of the run at \(DurationText.text(duration))",
        hint: "move the entry or lengthen spec.duration")
      return nil
    }
    return SimulationTime(microseconds: micros)
  }
}
