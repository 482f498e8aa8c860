// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The verb `autoscale` on recorded load and on recordings of reconciles.
struct AutoscaleTests {
  private static let hpa = """
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata: {name: web}
    spec:
      scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
      minReplicas: 2
      maxReplicas: 40
      metrics:
        - type: Resource
          resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}
    """

  private static let workload = """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec:
      replicas: 10
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec:
          containers:
            - name: app
              image: web
              resources: {requests: {cpu: 500m}, limits: {cpu: "1"}}
    """

  private func folder() throws -> TestFolder {
    let folder = try TestFolder()
    try folder.write(Self.hpa, to: "hpa.yaml")
    try folder.write(Self.workload, to: "web.yaml")
    let rows = (0...240).map { "\($0 * 15),\($0 < 40 ? 3 : 6)" }
    try folder.write("time,load\n" + rows.joined(separator: "\n") + "\n", to: "load.csv")
    return folder
  }

  @Test func `the changes, the figures and a plot are printed`() async throws {
    let run = try await CommandRun.of(
      "autoscale", "load.csv", "--hpa", "hpa.yaml", "--workload", "web.yaml", in: folder())
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.output.contains("2 to 40 pods, cpu at 60%; 241 decisions in 1h00m15s"))
    #expect(run.output.contains("10m15s    10  20     10  cpu 120%/60%      20  -"))
    #expect(run.output.contains("needed, but not ready"))
    #expect(run.output.contains("1 up, 0 down"))
    #expect(!run.output.contains("\u{1B}"))
  }

  @Test func `CSV has one row for each decision and JSON has a version`() async throws {
    let folder = try folder()
    let csv = try await CommandRun.of(
      "autoscale", "load.csv", "--hpa", "hpa.yaml", "--request", "500m", "-o", "csv", in: folder)
    #expect(csv.lines.count == 1 + 241 + 1)
    #expect(csv.lines[0].hasPrefix("name,time,seconds,load,needed_pods"))
    let run = try await CommandRun.of(
      "autoscale", "load.csv", "--hpa", "hpa.yaml", "--request", "500m", "-o", "json",
      "--initial-replicas", "10", in: folder)
    let json = try run.json()
    #expect(json["version"] as? Int == 1)
    let item = try #require((json["items"] as? [[String: Any]])?.first)
    let changes = try #require(item["changes"] as? [[String: Any]])
    #expect(changes.map { $0["to"] as? Int } == [20])
  }

  @Test func `recorded reconciles are played with their own inputs`() async throws {
    let path = VerifyTests.fixtures.appendingPathComponent("hpa/hand-tolerance.json").path
    let run = try await CommandRun.of("autoscale", path, "-o", "json", in: TestFolder())
    #expect(run.code == 0, "\(run.errors)")
    #expect((try run.json()["items"] as? [Any])?.isEmpty == false)
  }

  @Test func `the report is one HTML file with charts`() async throws {
    let folder = try folder()
    let run = try await CommandRun.of(
      "autoscale", "load.csv", "--hpa", "hpa.yaml", "--request", "500m", "--report", "out.html",
      in: folder)
    #expect(run.code == 0, "\(run.errors)")
    let html = try String(contentsOfFile: folder.path("out.html"), encoding: .utf8)
    #expect(html.contains("<svg") && html.contains("data-name=\"ready\""))
    #expect(!html.contains("<h2></h2>"))
  }

  @Test(arguments: [
    (["autoscale", "load.csv"], "hint: to follow a load, name the autoscaler"),
    (["autoscale", "load.csv", "--hpa", "hpa.yaml"], "percentage of an unknown request"),
    (["autoscale", "none.csv", "--hpa", "hpa.yaml"], "none.csv:1:1"),
    (["autoscale", "load.csv", "--hpa", "web.yaml"], "no HorizontalPodAutoscaler"),
    (["autoscale", "bad.csv", "--hpa", "hpa.yaml", "--request", "1"], "bad.csv:2:3: error"),
    (
      ["autoscale", "load.csv", "--hpa", "hpa.yaml", "--load-is", "per-pod", "--request", "1"],
      "need the recorded number of pods"
    ),
  ])
  func `bad input exits with 2 and says where`(arguments: [String], words: String) async throws {
    let folder = try folder()
    try folder.write("time,load\n0,many\n", to: "bad.csv")
    let run = try await RunningCommand(arguments, in: folder, binary: Binary.tested).finish()
    #expect(run.code == 2)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains(words), "\(run.errors)")
  }
}
