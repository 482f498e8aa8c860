// SPDX-License-Identifier: Apache-2.0

import Cluster
import Testing

/// Recommendations from usage.
struct VPARecommenderTests {
  private static let second: Int64 = 1_000_000

  private func aggregate(_ samples: [UsageSeries.Sample]) -> VPAAggregate {
    var aggregate = VPAAggregate()
    var history = VPAContainerHistory()
    for sample in samples {
      let at = sample.seconds * Self.second
      history.addCPU(millis: sample.cpuMillis, at: at, to: &aggregate)
      if sample.isOOM {
        history.addOOM(requestedBytes: sample.memoryBytes, at: at, to: &aggregate)
      } else {
        history.addMemory(bytes: sample.memoryBytes, at: at, to: &aggregate)
      }
    }
    return aggregate
  }

  @Test(arguments: try UsageSeries.all())
  func `a series gets what its sorted samples give`(series: UsageSeries) {
    let aggregates = series.samples.map { ($0.key, aggregate($0.value)) }
    let advice = VPARecommender().recommend(aggregates, policies: series.policies)
    #expect(advice.map(\.containerName) == series.expected.keys.sorted())
    for one in advice {
      #expect([one.target, one.lowerBound, one.upperBound] == series.expected[one.containerName])
    }
  }

  @Test
  func `there are twenty series`() throws {
    #expect(try UsageSeries.all().count == 20)
  }

  @Test
  func `two halves of the samples merge into the whole`() throws {
    for series in try UsageSeries.all() {
      for samples in series.samples.values where !samples.contains(where: \.isOOM) {
        var whole = VPAAggregate()
        var halves = [VPAAggregate(), VPAAggregate()]
        for (place, sample) in samples.enumerated() {
          let at = sample.seconds * Self.second
          whole.addCPU(millis: sample.cpuMillis, at: at)
          halves[place % 2].addCPU(millis: sample.cpuMillis, at: at)
        }
        var merged = halves[0]
        merged.merge(halves[1])
        #expect(merged.sampleCount == whole.sampleCount)
        for share in [0.25, 0.5, 0.75, 0.93] {
          #expect(
            merged.cpuUsage.percentile(share) == whole.cpuUsage.percentile(share),
            "\(series.name) \(share)")
        }
      }
    }
  }

  @Test
  func `a container without samples gets the least amounts`() {
    let advice = VPARecommender().recommend([("app", VPAAggregate())])
    #expect(advice[0].target == VPAResources(cpuMillis: 25, memoryBytes: 262_144_000))
    #expect(advice[0].lowerBound == advice[0].target)
  }

  @Test
  func `samples that are late or negative are refused`() {
    var aggregate = VPAAggregate()
    var history = VPAContainerHistory()
    #expect(history.addCPU(millis: 1, at: 10, to: &aggregate))
    #expect(!history.addCPU(millis: 1, at: 10, to: &aggregate))
    #expect(!history.addCPU(millis: -1, at: 11, to: &aggregate))
    #expect(history.addMemory(bytes: 1, at: 10, to: &aggregate))
    #expect(!history.addMemory(bytes: 1, at: 9, to: &aggregate))
    #expect(!history.addMemory(bytes: -1, at: 11, to: &aggregate))
    let day: Int64 = 86_400 * Self.second
    #expect(!history.addOOM(requestedBytes: 1, at: 9 - day, to: &aggregate))
    #expect(history.addOOM(requestedBytes: 1, at: 10 - day, to: &aggregate))
    #expect(aggregate.sampleCount == 1)
  }

  @Test
  func `a kill for memory adds a fifth or a hundred mebibytes`() {
    for (request, needed) in [(100 << 20, 200 << 20), (1000 << 20, 1200 << 20)] {
      var aggregate = VPAAggregate()
      var history = VPAContainerHistory()
      history.addOOM(requestedBytes: Int64(request), at: 0, to: &aggregate)
      var plain = VPAAggregate()
      plain.addMemoryPeak(bytes: Int64(needed), at: 86_400 * Self.second)
      #expect(aggregate.memoryPeaks == plain.memoryPeaks)
    }
  }

  @Test
  func `an aggregate expires eight days after its last sample`() {
    var aggregate = VPAAggregate()
    let day: Int64 = 86_400 * Self.second
    #expect(!aggregate.isExpired(at: 8 * day - 1, createdAt: 0))
    #expect(aggregate.isExpired(at: 8 * day, createdAt: 0))
    aggregate.addCPU(millis: 1, at: day)
    #expect(!aggregate.isExpired(at: 9 * day - 1, createdAt: 0))
    #expect(aggregate.isExpired(at: 9 * day, createdAt: 0))
  }
}
