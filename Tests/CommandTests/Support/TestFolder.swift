// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A folder of its own for one test, with a small scenario; removed when the test is over.
///
/// Its name holds a blank and a quote, so that every test also tries such paths.
final class TestFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("springtide's test \(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    try write(Self.manifest, to: "feed.yaml")
    try write(Self.scenario, to: "small.yaml")
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: url.appendingPathComponent(name))
  }

  func read(_ name: String) throws -> String {
    try String(contentsOfFile: path(name), encoding: .utf8)
  }

  /// The names of everything in the folder, sorted.
  func names() -> [String] {
    ((try? FileManager.default.subpathsOfDirectory(atPath: url.path)) ?? []).sorted()
  }

  static let manifest = """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: feed}
    spec:
      replicas: 4
      selector: {matchLabels: {app: feed}}
      template:
        metadata: {labels: {app: feed}}
        spec:
          containers:
            - name: feed
              image: feed:1
              resources: {requests: {cpu: 500m, memory: 256Mi}, limits: {cpu: "1"}}
    """

  static let scenario = """
    apiVersion: springtide.dev/v1alpha1
    kind: Scenario
    metadata: {name: small}
    spec:
      seed: 7
      start: "2019-02-04T18:00:00+08:00"
      duration: 10m
      clusters:
        - name: north
          nodePools:
            - name: online
              count: 3
              template: {capacity: {cpu: 8, memory: 16Gi, pods: 110}}
          manifests: [feed.yaml]
      behavior:
        - target: {kind: Deployment, name: feed}
          startup: {imageSize: 100MB, applicationStart: 2s}
          request: {cpu: 5ms, timeout: 1s}
      traffic:
        - target: {kind: Deployment, name: feed}
          rate: {constant: 100}
      timeline:
        - {at: 5m, scale: {target: {kind: Deployment, name: feed}, replicas: 6}}
      objectives:
        - {target: {kind: Deployment, name: feed}, latency: {p99: 500ms}, window: 1m}
    """
}
