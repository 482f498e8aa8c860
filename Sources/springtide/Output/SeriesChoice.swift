// SPDX-License-Identifier: Apache-2.0

import Manifests
import Metrics

/// Which series of a run are asked for.
struct SeriesChoice {
  /// Patterns of metric names or of whole names; empty for all series.
  var patterns: [String]

  /// The positions of the series that fit any pattern.
  ///
  /// A pattern that fits nothing is bad input: a misspelled name must not give an empty file.
  func ordinals(in series: [Series]) throws(CommandFailure) -> [Int] {
    guard !patterns.isEmpty else { return Array(series.indices) }
    let globs = patterns.map(Glob.init)
    for (pattern, glob) in zip(patterns, globs) where !series.contains(where: { fits(glob, $0) }) {
      let names = series.reduce(into: [String]()) { names, one in
        if names.last != one.metric.name { names.append(one.metric.name) }
      }
      let hint = didYouMean(pattern, in: names).map { "; \($0)" } ?? ""
      throw .badInput("no series fits \"\(pattern)\"\(hint)")
    }
    return series.indices.filter { index in globs.contains { fits($0, series[index]) } }
  }

  private func fits(_ glob: Glob, _ series: Series) -> Bool {
    glob.matches(series.metric.name) || glob.matches(series.description)
  }
}
