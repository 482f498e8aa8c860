// SPDX-License-Identifier: Apache-2.0

/// Bounds from forecasts in the run.
struct ForecastBoundsState: Sendable {
  /// The place of the autoscaler whose bounds are set.
  let autoscaler: Int
  var rule: ForecastBoundsRule
}
