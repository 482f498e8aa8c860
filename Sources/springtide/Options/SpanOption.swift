// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// A span of time as an option: `30s`, `5m`.
struct SpanOption: ExpressibleByArgument {
  let microseconds: Int64

  init?(argument: String) {
    guard let found = Moment.sinceStart(argument) else { return nil }
    microseconds = found
  }

  init(seconds: Int64) { microseconds = seconds * 1_000_000 }

  var defaultValueDescription: String { Span.text(microseconds: microseconds) }
}
