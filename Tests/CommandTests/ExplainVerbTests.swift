// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// `explain`: the why of pods, rollouts and replica counts of stored runs.
@Suite struct ExplainVerbTests {
  /// A Deployment that gets a new image, an autoscaler and a schedule on it, and a set in batches.
  private static let objects = """
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata: {name: feed}
    spec:
      scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: feed}
      minReplicas: 2
      maxReplicas: 12
      metrics:
        - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}
    ---
    apiVersion: extensions.tkestack.io/v1
    kind: CronHPA
    metadata: {name: evening}
    spec:
      scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: feed}
      crons:
        - {schedule: "6 18 * * *", targetReplicas: 11}
    """

  private static let scenario = """
    apiVersion: springtide.dev/v1alpha1
    kind: Scenario
    metadata: {name: why}
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
          manifests: [feed.yaml, loops.yaml]
      behavior:
        - target: {kind: Deployment, name: feed}
          startup: {imageSize: 100MB, applicationStart: 2s}
          request: {cpu: 5ms, timeout: 1s}
      traffic:
        - target: {kind: Deployment, name: feed}
          rate:
            points:
              - {at: 0s, rate: 200}
              - {at: 2m, rate: 200}
              - {at: 121s, rate: 500}
      timeline:
        - {at: 8m, restart: {target: {kind: Deployment, name: feed}}}
    """

  /// A folder with one stored run.
  private func folder() async throws -> TestFolder {
    let folder = try TestFolder()
    try folder.write(Self.objects, to: "loops.yaml")
    try folder.write(Self.scenario, to: "why.yaml")
    let run = try await CommandRun.of("run", "why.yaml", in: folder)
    try #require(run.code == 0, "\(run.errors)")
    return folder
  }

  @Test func `a rollout is explained by what bound it, as a table and as JSON`() async throws {
    let folder = try await folder()
    let text = try await CommandRun.of("explain", "latest", "rollout/feed", in: folder)
    #expect(text.code == 0, "\(text.errors)")
    #expect(
      text.output.hasPrefix("run         1, why, complete\nworkload    Deployment/default/feed"))
    #expect(text.output.contains("BOUND BY"))
    #expect(text.output.contains("slowest pod"))
    let json = try await CommandRun.of(
      "explain", "1", "rollout/default/feed", "-o", "json", in: folder
    ).json()
    #expect(json["kind"] as? String == "RolloutExplanation")
    #expect(json["version"] as? Int == 1)
    let batches = try #require(json["batches"] as? [[String: Any]])
    #expect(batches.count == 1)
    let batch = batches[0]
    #expect(batch["outcome"] as? String == "completed")
    #expect(batch["startedMicroseconds"] as? Int == 480_000_000)
    // The waits fill the batch without a gap, and their sums are those of the causes.
    let path = try #require(batch["path"] as? [[String: Any]])
    var instant = 480_000_000
    var sums: [String: Int] = [:]
    for step in path {
      #expect(step["fromMicroseconds"] as? Int == instant)
      instant = try #require(step["toMicroseconds"] as? Int)
      let length = instant - (try #require(step["fromMicroseconds"] as? Int))
      sums[try #require(step["cause"] as? String), default: 0] += length
    }
    #expect(instant == batch["endedMicroseconds"] as? Int)
    let seconds = try #require(batch["seconds"] as? [String: Double])
    #expect(Set(seconds.keys) == Set(sums.keys))
    for (cause, sum) in sums { #expect(abs((seconds[cause] ?? 0) - Double(sum) / 1e6) < 1e-6) }
    let bound = try #require(batch["boundBy"] as? String)
    #expect(bound == "disruption budget" || bound == sums.max { $0.value < $1.value }?.key)
  }

  @Test func `an autoscaler is explained with all else that moved its target`() async throws {
    let folder = try await folder()
    let text = try await CommandRun.of("explain", "1", "hpa/feed", in: folder)
    #expect(text.code == 0, "\(text.errors)")
    #expect(text.output.contains("autoscaler  HorizontalPodAutoscaler/default/feed"))
    #expect(text.output.contains("moved also  by cronhpa/evening"))
    #expect(text.output.contains("1 rollout"))
    #expect(text.lines.contains { $0.contains("cronhpa/evening") && $0.contains("-> 11") })
    #expect(text.lines.contains { $0.contains("rollout 1") && $0.contains("begins") })
    #expect(text.lines.contains { $0.contains("cpu ") && $0.contains("of 60%") })
    #expect(text.output.contains("a change cost on average: metric age"))
    let json = try await CommandRun.of("explain", "1", "hpa/feed", "-o", "json", in: folder).json()
    let decisions = try #require(json["decisions"] as? [[String: Any]])
    let first = try #require(decisions.first { $0["autoscaler"] as? String != "Scenario" })
    #expect(first["target"] as? String == "Deployment/default/feed")
    let times = decisions.filter { ($0["autoscaler"] as? String)?.hasPrefix("Horizontal") ?? false }
      .reduce(0) { $0 + (($1["times"] as? Int) ?? 0) }
    #expect((36...41).contains(times), "one decision each 15 s, found \(times)")
    let cron = try await CommandRun.of("explain", "1", "cronhpa/evening", in: folder)
    #expect(cron.lines.contains { $0.contains("entry 1 of the list") })
    #expect(cron.output.contains("moved also  by hpa/feed"))
  }

  @Test func `a pod is explained stage by stage`() async throws {
    let folder = try await folder()
    let ready = try await CommandRun.of(
      "events", "--kind", "Pod", "--reason", "Ready", "--from", "8m", "-o", "csv", in: folder)
    let object = try #require(ready.lines.dropFirst().first?.split(separator: ",")[4])
    let name = try #require(object.split(separator: "/").last)
    let text = try await CommandRun.of("explain", "1", "pod/\(name)", in: folder)
    #expect(text.code == 0, "\(text.errors)")
    for words in ["pod         \(object)", "client rate", "scheduling", "start"] {
      #expect(text.output.contains(words), "\(words) in \(text.output)")
    }
    let json = try await CommandRun.of(
      "explain", "1", "pod/\(object)", "-o", "json", in: folder
    ).json()
    let lives = try #require(json["lives"] as? [[String: Any]])
    #expect(lives.count == 1)
    let seconds = try #require(lives[0]["seconds"] as? [String: Double])
    #expect(seconds["start"] ?? 0 > 0.1, "\(seconds)")
  }

  @Test(
    arguments: [
      ("feed", "expected an object such as rollout/NAME"),
      ("rollout/", "expected an object such as rollout/NAME"),
      ("rolout/feed", "did you mean \"rollout\"?"),
      ("rollout/fed", "did you mean \"feed\"?"),
      ("hpa/default/fed", "did you mean \"default/feed\"?"),
      ("cronhpa/something-else", "there are CronHPA/default/evening"),
      ("pod/nothing-like-it-at-all", "there is no pod \"nothing-like-it-at-all\""),
    ])
  func `an object that is not there is bad input with a hint`(
    object: String, hint: String
  ) async throws {
    let folder = try await folder()
    let run = try await CommandRun.of("explain", "latest", object, in: folder)
    #expect(run.code == 2)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains(hint), "\(run.errors)")
  }

  @Test func `a name that several objects have must be written out`() async throws {
    let folder = try TestFolder()
    let other = TestFolder.manifest.replacingOccurrences(
      of: "metadata: {name: feed}", with: "metadata: {name: feed, namespace: other}")
    try folder.write(other, to: "other.yaml")
    let scenario = TestFolder.scenario
      .replacingOccurrences(of: "[feed.yaml]", with: "[feed.yaml, other.yaml]")
      .replacingOccurrences(
        of: "  timeline:\n",
        with: """
            timeline:
              - {at: 6m, restart: {target: {kind: Deployment, name: feed}}}
              - {at: 7m, restart: {target: {kind: Deployment, name: feed, namespace: other}}}

          """)
    try folder.write(scenario, to: "two.yaml")
    let stored = try await CommandRun.of("run", "two.yaml", in: folder)
    try #require(stored.code == 0, "\(stored.errors)")
    let run = try await CommandRun.of("explain", "1", "rollout/feed", in: folder)
    #expect(run.code == 2)
    #expect(
      run.errors.contains("Deployment/default/feed, Deployment/other/feed: write more of the name"),
      "\(run.errors)")
    let chosen = try await CommandRun.of("explain", "1", "rollout/other/feed", in: folder)
    #expect(chosen.code == 0)
    #expect(chosen.output.contains("Deployment/other/feed"))
  }

  @Test func `a run without anything to explain says so`() async throws {
    let folder = try TestFolder()
    let stored = try await CommandRun.of("run", "small.yaml", in: folder)
    try #require(stored.code == 0)
    let rollout = try await CommandRun.of("explain", "1", "rollout/feed", in: folder)
    #expect(rollout.code == 2)
    #expect(rollout.errors.contains("run 1 has no rollout to explain"))
    let missing = try await CommandRun.of("explain", "9", "rollout/feed", in: folder)
    #expect(missing.code == 2)
    #expect(missing.errors.contains("there is no run '9'"))
  }
}
