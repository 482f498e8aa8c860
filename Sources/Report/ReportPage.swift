// SPDX-License-Identifier: Apache-2.0

import Mustache

/// A report: one HTML file that needs neither network nor script to be read.
public enum ReportPage {
  /// More runs than this cannot be told apart in one chart.
  public static let mostRuns = 8

  /// The page of one run, or of several laid over each other.
  ///
  /// The same runs give the same bytes. Runs beyond `mostRuns` are left out, which the page says.
  /// - Throws: If the template of the page is not valid, which a test rules out.
  public static func render(_ runs: [ReportedRun]) throws -> String {
    let template = try PageTemplate.template()
    let page = Page(runs: Array(runs.prefix(mostRuns)), leftOut: max(0, runs.count - mostRuns))
    return Markup.printable(template.render(page))
  }
}
