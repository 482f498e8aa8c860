// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Testing

@testable import Cluster

/// The two samples of a container that metrics-server knows after a scrape.
@Suite struct UsageWindowTests {
  private func window(
    started container: Double, scraped: Double, resolution: Int64 = 15, stats: Int64 = 10
  ) -> [Double]? {
    UsageWindow(
      container: .zero + SimulationDuration(seconds: container),
      scrape: .zero + SimulationDuration(seconds: scraped), resolution: .seconds(resolution),
      statsPeriod: .seconds(stats)
    ).map { [$0.start.seconds, $0.end.seconds] }
  }

  @Test func `the window lies between the samples that two scrapes found`() {
    #expect(window(started: 0, scraped: 100) == [80, 100])
    #expect(window(started: 0, scraped: 115) == [100, 110])
    #expect(window(started: 3.5, scraped: 100) == [83.5, 93.5])
  }

  @Test func `windows of ten and twenty seconds alternate`() throws {
    var lengths: [Double] = []
    for scrape in stride(from: 1_000.0, to: 1_090, by: 15) {
      let found = try #require(window(started: 0, scraped: scrape))
      lengths.append(found[1] - found[0])
    }
    #expect(lengths == [20, 10, 20, 10, 20, 10])
  }

  @Test func `a fresh container is known from ten seconds after its start`() {
    #expect(window(started: 100, scraped: 109) == nil)
    #expect(window(started: 100, scraped: 111) == [100, 110])
    #expect(window(started: 100, scraped: 114.9) == [100, 110])
    // Two scrapes after the start there are two samples, the first of them at the start.
    #expect(window(started: 100, scraped: 115) == [100, 110])
    #expect(window(started: 100, scraped: 99) == nil)
  }

  @Test func `a container of which the last scrape found only its start waits for the next`() {
    // With a resolution of 10 s a container is never fresh: it is ten seconds old at least.
    #expect(window(started: 100, scraped: 109, resolution: 10) == nil)
    #expect(window(started: 100, scraped: 110, resolution: 10) == [100, 110])
  }

  @Test func `scraping more often than the kubelet samples changes nothing`() {
    for scrape in stride(from: 120.0, to: 130, by: 1) {
      #expect(window(started: 0, scraped: scrape, resolution: 1) == [110, 120])
    }
  }

  @Test func `the age of a sample is below the period of the kubelet`() {
    for phase in 0..<40 {
      let start = Double(phase) * 0.37
      for scrape in stride(from: 200.0, to: 260, by: 1.3) {
        guard let found = window(started: start, scraped: scrape) else {
          Issue.record("no window of a container of \(start) at \(scrape)")
          continue
        }
        #expect(scrape - found[1] < 10)
        #expect([10, 20].contains((found[1] - found[0]).rounded()))
      }
    }
  }
}
