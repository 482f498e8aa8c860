// SPDX-License-Identifier: Apache-2.0

package import Metrics

/// A series with its samples.
package struct ReportedSeries: Sendable {
  /// The series.
  package let series: Series
  /// The samples, thinned.
  package let trace: Trace

  /// The value of a label, or nil if the metric has no such label.
  package func label(_ name: String) -> String? {
    series.metric.labels.firstIndex(of: name).map { series.labelValues[$0] }
  }

  /// `namespace/name` of the workload that the series belongs to, if it names one.
  package var workload: String? {
    guard
      let name = label("workload") ?? label("deployment") ?? label("statefulset")
        ?? label("cloneset")
    else { return nil }
    return (label("namespace") ?? "default") + "/" + name
  }
}
