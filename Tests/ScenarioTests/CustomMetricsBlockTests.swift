// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Foundation
import Manifests
import Scenario
import Testing

/// The parts of a scenario that autoscalers look at.
@Suite struct CustomMetricsBlockTests {
  /// A scenario of one empty pool, with lines put into its cluster, which end with a line feed.
  private func read(_ lines: String) throws -> ScenarioReadResult {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("springtide-metrics-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("scenario.yaml")
    let text = """
      apiVersion: springtide.dev/v1alpha1
      kind: Scenario
      metadata: {name: metrics}
      spec:
        start: "2026-03-29T00:00:00+01:00"
        duration: 1h
        clusters:
          - name: c
            nodePools: [{name: p, count: 1, template: {capacity: {cpu: 1, memory: 1Gi}}}]

      """
    try Data((text + lines).utf8).write(to: file)
    return ScenarioReader.read(path: file.path)
  }

  @Test func `without a word there are the defaults`() throws {
    let cluster = try #require(try read("").scenario).cluster
    #expect(cluster.customMetrics == CustomMetricsBlock())
    #expect(cluster.customMetrics.scrapeInterval == .seconds(30))
    #expect(cluster.customMetrics.rateWindow == .minutes(2))
    #expect(cluster.controlPlane.timeZone == nil)
    #expect(!cluster.controlPlane.hpaScalesToZero)
    #expect(cluster.controlPlane.hpa.downscaleStabilization == .minutes(5))
  }

  @Test func `series, gates, flags and the zone are read`() throws {
    let result = try read(
      """
            customMetrics:
              scrapeInterval: 15s
              rateWindow: 1m
              external:
                - {name: lag, labels: {topic: orders}, value: {constant: 5, points: [{at: 10m, rate: 7}]}}
            controlPlane:
              timeZone: Europe/Berlin
              featureGates: {HPAScaleToZero: true}
              hpa: {tolerance: 0.05, downscaleStabilization: 1m}

      """)
    #expect(result.diagnostics == [])
    let cluster = try #require(result.scenario).cluster
    #expect(cluster.customMetrics.external.map(\.name) == ["lag"])
    #expect(cluster.customMetrics.external[0].labels["topic"] == "orders")
    #expect(cluster.customMetrics.external[0].value.constant == 5)
    #expect(cluster.controlPlane.timeZone?.name == "Europe/Berlin")
    #expect(cluster.controlPlane.hpaScalesToZero)
    #expect(cluster.controlPlane.hpa.tolerance == 0.05)
  }

  @Test(arguments: [
    ("      customMetrics: {rateWindow: 45s}\n", "spec.clusters[0].customMetrics.rateWindow"),
    (
      "      customMetrics: {scrapeInterval: 1s, rateWindow: 2h}\n",
      "spec.clusters[0].customMetrics.rateWindow"
    ),
    (
      "      customMetrics: {external: [{name: lag}]}\n",
      "spec.clusters[0].customMetrics.external[0].value"
    ),
    (
      "      customMetrics: {external: [{name: lag, value: {}}]}\n",
      "spec.clusters[0].customMetrics.external[0].value"
    ),
    (
      "      controlPlane: {timeZone: Europe/Berln}\n", "spec.clusters[0].controlPlane.timeZone"
    ),
    (
      "      controlPlane: {featureGates: {HPAScaleToZer: true}}\n",
      "spec.clusters[0].controlPlane.featureGates.HPAScaleToZer"
    ),
  ])
  func `a fault is told with its place`(lines: String, path: String) throws {
    let found = try read(lines).diagnostics
    #expect(found.map(\.path) == [path])
  }
}
