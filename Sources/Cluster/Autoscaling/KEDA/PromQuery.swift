// SPDX-License-Identifier: Apache-2.0

/// The few PromQL queries that a run has values for.
///
/// Rates of `http_requests_total`, of its errors if a matcher asks for codes of the 500s, and
/// quantiles of `http_request_duration_seconds_bucket`; they are those of the scaled workload, over
/// the window of `clusters[].customMetrics.rateWindow`.
enum PromQuery {
  /// What a query asks for; nil if it is none of these.
  static func quantity(_ text: String) -> CustomMetric.Quantity? {
    let query = text.filter { !$0.isWhitespace }
    if let range = index(of: "histogram_quantile(", in: query) {
      guard index(of: "http_request_duration_seconds_bucket", in: query) != nil else { return nil }
      let digits = query[range...].prefix { $0.isNumber || $0 == "." }
      guard let share = Double(digits), share > 0, share < 1 else { return nil }
      return .latency(quantile: share)
    }
    guard index(of: "http_requests_total", in: query) != nil,
      index(of: "rate(", in: query) != nil
    else { return nil }
    let asksForErrors = ["code=~\"5", "code=\"5", "status=~\"5", "status=\"5"].contains {
      index(of: $0, in: query) != nil
    }
    return asksForErrors ? .failureRate : .requestRate
  }

  /// The place behind a part of a text.
  private static func index(of part: String, in text: String) -> String.Index? {
    text.firstRange(of: part)?.upperBound
  }
}
