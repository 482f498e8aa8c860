// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario
import Testing

@Suite struct UnitTests {
  private func read(_ set: String...) throws -> ScenarioReadResult {
    try ScenarioFolder().read("scenario.yaml", set: set)
  }

  @Test(arguments: [
    ("1us", 1), ("1µs", 1), ("250ms", 250_000), ("1.5s", 1_500_000), ("2m", 120_000_000),
    ("1h", 3_600_000_000), ("0.000001s", 1), ("1s1s", 2_000_000),
  ])
  func `durations keep every microsecond`(_ text: String, _ micros: Int) throws {
    let scenario = try read("spec.behavior[0].request.cpu=\(text)").scenario
    #expect(scenario?.behavior.first?.request?.cpu.microseconds == Int64(micros))
  }

  @Test(arguments: [
    ("500MB", 500_000_000), ("300Mi", 314_572_800), ("300MiB", 314_572_800),
    ("1.5G", 1_500_000_000),
    ("42", 42), ("7B", 7), ("0", 0), ("2kB", 2000),
  ])
  func `sizes have decimal and binary units`(_ text: String, _ bytes: Int) throws {
    let scenario = try read("spec.behavior[0].startup.imageSize=\(text)").scenario
    #expect(scenario?.behavior.first?.startup.imageBytes == Int64(bytes))
  }

  @Test(arguments: [
    ("1Gbps", 125_000_000.0), ("100Mbps", 12_500_000), ("125MB/s", 125_000_000), ("8kbps", 1000),
    ("1MiB/s", 1_048_576), ("2.5Gbps", 312_500_000),
  ])
  func `bandwidths are bits or bytes`(_ text: String, _ bytes: Double) throws {
    let scenario = try read("spec.clusters[0].registry.bandwidth=\(text)").scenario
    #expect(scenario?.cluster.registry.bytesPerSecond == bytes)
  }

  @Test(arguments: [("0.1%", 0.001), ("100%", 1), ("0.25", 0.25), ("0", 0), ("1", 1)])
  func `shares are percentages or ratios`(_ text: String, _ share: Double) throws {
    let scenario = try read("spec.objectives[0].errors=\(text)").scenario
    #expect(scenario?.objectives.first?.errorRatio == share)
  }

  @Test(arguments: [
    "spec.objectives[0].errors=101%", "spec.objectives[0].errors=-1%",
    "spec.objectives[0].errors=nan", "spec.objectives[0].errors=0x1p-3",
    "spec.behavior[0].startup.imageSize=1.5B", "spec.behavior[0].startup.imageSize=9000TB",
    "spec.behavior[0].startup.imageSize=99999999999999999999B",
    "spec.clusters[0].registry.bandwidth=0Gbps", "spec.clusters[0].registry.bandwidth=1Gb",
    "spec.behavior[0].idleCPU=-50m", "spec.behavior[0].idleCPU=2000",
    "spec.behavior[0].startup.imagePresent=maybe", "spec.behavior[0].request.cpuSpread=inf",
    "spec.behavior[0].request.concurrency=1.5", "spec.seed=0.5",
  ])
  func `a value out of its bounds is refused at the override`(_ override: String) throws {
    let result = try read(override)
    #expect(result.scenario == nil)
    let fault = try #require(result.diagnostics.first)
    #expect(result.diagnostics.count == 1)
    #expect(fault.file == "--set \(override)")
    #expect(fault.path == override.prefix { $0 != "=" })
    #expect(fault.column == fault.path.count + 2)
    #expect(fault.expected != nil)
  }

  @Test func `the long form of a spread has the bound of its key`() throws {
    let start = "spec.behavior[0].startup.applicationStart="
    #expect(try read(start + "{median: 2h, p99: 24h}").scenario != nil)
    let sandbox = try read("spec.clusters[0].kubelet.sandbox={median: 1m, p99: 2h}")
    #expect(
      sandbox.diagnostics.map(\.message) == [
        "spec.clusters[0].kubelet.sandbox: p99 2h, expected at most 1h"
      ])
  }

  @Test func `a spread gives the shape of a lognormal law`() {
    let spread = DurationSpread(median: .milliseconds(500), p99: .seconds(3))
    #expect(abs(spread.sigma - 0.770_203) < 1e-5)
    #expect(DurationSpread(median: .seconds(1), p99: .seconds(1)).sigma == 0)
    #expect(DurationSpread(median: .zero, p99: .seconds(1)).sigma == 0)
  }
}
