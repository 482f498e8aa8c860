// SPDX-License-Identifier: Apache-2.0

/// A part of the page with charts that share the time axis.
package struct ChartSection: Sendable {
  /// The anchor that the contents link to.
  let anchor: String
  /// The heading.
  let heading: String
  /// The result of the section's objectives in a few words; empty without objectives.
  let verdict: String
  /// The class of the verdict: `good` or `bad`.
  let verdictClass: String
  /// The charts from the top.
  let figures: [Figure]
  /// What is said instead of charts that would be empty.
  let remarks: [String]
}
