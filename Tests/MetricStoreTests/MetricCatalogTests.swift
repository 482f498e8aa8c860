// SPDX-License-Identifier: Apache-2.0

import Metrics
import Testing

struct MetricCatalogTests {
  @Test func `names are unique and written as Prometheus wants them`() {
    let names = MetricCatalog.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.wholeMatch(of: /[a-z_:][a-z0-9_:]*/) != nil })
  }

  @Test func `each metric is explained in one sentence`() {
    for metric in MetricCatalog.all {
      #expect(metric.help.hasSuffix(".") && metric.help.count > 10, "\(metric.name)")
      #expect(Set(metric.labels).count == metric.labels.count, "\(metric.name)")
    }
  }

  @Test func `a metric is found by its name and nothing else`() {
    for metric in MetricCatalog.all {
      #expect(MetricCatalog.metric(named: metric.name) == metric)
    }
    #expect(MetricCatalog.metric(named: "workqueue") == nil)
  }

  @Test func `running totals end in total and nothing else does`() {
    for metric in MetricCatalog.all {
      #expect((metric.kind == .counter) == metric.name.hasSuffix("_total"), "\(metric.name)")
    }
  }
}
