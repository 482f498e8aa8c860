// SPDX-License-Identifier: Apache-2.0

/// One line of a chart.
package struct ChartLine: Sendable {
  /// How the samples are joined.
  package enum Shape: Sendable {
    /// Straight from sample to sample, for rates and levels that change smoothly.
    case straight
    /// Level until the next sample, for counts of objects.
    case stepped
  }

  /// The name in the legend and at the end of the line.
  package let name: String
  /// The colour.
  package let slot: Palette.Slot
  /// The pattern.
  package let dash: Palette.Dash
  /// How the samples are joined.
  package let shape: Shape
  /// The samples.
  package let trace: Trace

  /// Creates a line.
  package init(
    name: String, slot: Palette.Slot, dash: Palette.Dash, shape: Shape, trace: Trace
  ) {
    self.name = name
    self.slot = slot
    self.dash = dash
    self.shape = shape
    self.trace = trace
  }
}
