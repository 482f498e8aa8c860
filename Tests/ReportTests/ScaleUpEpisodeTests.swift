// SPDX-License-Identifier: Apache-2.0

import Metrics
import Report
import Testing

/// Rises of replicas: which decisions and pods belong together, and where the minutes went.
@Suite struct ScaleUpEpisodeTests {
  private static let second: Int64 = 1_000_000

  private static func rise(
    at time: Int64, _ before: Int64, _ after: Int64, stabilization: Int64 = 0,
    by autoscaler: String = "HorizontalPodAutoscaler/default/web"
  ) -> ScalingDecisionRecord {
    var record = ScalingDecisionRecord(
      timeMicroseconds: time * second, autoscaler: autoscaler, target: "Deployment/default/web",
      before: before, after: after, reason: "cpu above target")
    guard autoscaler.hasPrefix("Horizontal") else { return record }
    var inputs = ScalingDecisionRecord.Inputs()
    inputs.delays.window = 16 * second
    inputs.delays.metricAge = 5 * second
    inputs.delays.syncWait = 9 * second
    inputs.delays.stabilization = stabilization * second
    record.inputs = inputs
    return record
  }

  private static func pod(_ name: String, requested: Int64, ready: Int64) -> PodRecord {
    var at = PodRecord.Stages()
    at.requested = requested * second
    at.created = at.requested + 2 * second
    at.scheduled = at.created + second
    at.seen = at.scheduled
    at.sandboxed = at.seen + second
    at.pulled = at.sandboxed
    at.started = at.pulled + second
    at.answering = at.started
    if ready > 0 { at.ready = ready * second }
    return PodRecord(
      name: "default/\(name)", workload: "Deployment/default/web", revision: 1, node: "n",
      stages: at)
  }

  @Test func `the way of the last pod goes back to the middle of the metric's window`() throws {
    var history = RunHistory(endMicroseconds: 1_000 * Self.second)
    history.decisions = [Self.rise(at: 100, 2, 4, stabilization: 30)]
    history.pods = [
      Self.pod("old", requested: 20, ready: 500), Self.pod("a", requested: 101, ready: 130),
      Self.pod("b", requested: 101, ready: 140), Self.pod("later", requested: 102, ready: 600),
    ]
    let rise = try #require(history.scaleUps().first)
    #expect(rise.slowest?.name == "default/b", "only two pods were asked for")
    #expect(rise.before == 2 && rise.after == 4 && rise.stepCount == 1)
    let steps = rise.path.steps
    #expect(steps.first?.from == (100 - 30 - 9 - 5 - 8) * Self.second)
    #expect(steps.last?.to == 140 * Self.second)
    #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.to == $1.from })
    let totals = Dictionary(
      rise.path.totals.map { ($0.cause, $0.microseconds / Self.second) }, uniquingKeysWith: +)
    #expect(totals[.metricAge] == 13 && totals[.sync] == 9 && totals[.stabilization] == 30)
    #expect(totals[.statusSync] == 1 && totals[.clientRate] == 2 && totals[.probe] == 34)
    #expect(totals[.earlierSteps] == nil)
    #expect(rise.length == (140 - 48) * Self.second)
  }

  @Test func `steps that follow each other are one rise, and the earlier ones are told`() throws {
    var history = RunHistory(endMicroseconds: 2_000 * Self.second)
    history.decisions = [
      Self.rise(at: 100, 2, 4), Self.rise(at: 145, 4, 8),
      Self.rise(at: 900, 8, 9, by: "CronHPA/default/evening"),
    ]
    history.pods = [
      Self.pod("a", requested: 101, ready: 130), Self.pod("b", requested: 146, ready: 180),
      Self.pod("c", requested: 901, ready: 930),
    ]
    let rises = history.scaleUps()
    #expect(rises.map(\.stepCount) == [2, 1])
    #expect(rises.map(\.after) == [8, 9])
    #expect(rises[0].slowest?.name == "default/b")
    let first = try #require(rises[0].path.steps.first)
    #expect(first.cause == .earlierSteps)
    #expect(first.from == (100 - 22) * Self.second && first.to == (145 - 22) * Self.second)
    #expect(rises[1].autoscalers == ["CronHPA/default/evening"])
    #expect(rises[1].path.steps.first?.from == 900 * Self.second)
    #expect(!rises[1].path.totals.contains { $0.cause == .metricAge })
  }

  @Test func `a rise whose pod never is ready lasts to the end of the run`() throws {
    var history = RunHistory(endMicroseconds: 300 * Self.second)
    history.decisions = [Self.rise(at: 100, 2, 3)]
    var pending = Self.pod("a", requested: 101, ready: 0)
    pending.stages = PodRecord.Stages()
    pending.stages.requested = 101 * Self.second
    pending.stages.created = 102 * Self.second
    pending.node = nil
    history.pods = [pending]
    history.failures = ["default/a": [103 * Self.second]]
    let rise = try #require(history.scaleUps().first)
    #expect(rise.isUnfinished)
    #expect(rise.path.binding?.cause == .room)
    #expect(rise.path.steps.last?.to == 300 * Self.second)
  }

  @Test func `falls and decisions that change nothing are no rises`() {
    var history = RunHistory(endMicroseconds: 300 * Self.second)
    history.decisions = [Self.rise(at: 100, 3, 3), Self.rise(at: 120, 3, 2)]
    #expect(history.scaleUps().isEmpty)
  }

  @Test func `the page shows where the minutes went, what bound batches, what was published`()
    throws
  {
    var history = RunHistory(endMicroseconds: 3_600 * Self.second)
    history.decisions = [Self.rise(at: 1_200, 2, 3, stabilization: 30)]
    history.pods = [Self.pod("a", requested: 1_201, ready: 1_240)]
    var batch = BatchRecord(
      workload: "Deployment/default/web", rollout: 1, batch: 1, replicas: 1,
      startedMicroseconds: 1_200 * Self.second)
    batch.endedMicroseconds = 1_260 * Self.second
    batch.outcome = .failed
    history.batches = [batch]
    var status = BatchStatusRecord(
      timeMicroseconds: 1_230 * Self.second, workload: "StatefulSetPlus/default/<im>")
    status.generalStatus = "WaitToConfirm"
    var run = try Sample.run()
    #expect(!(try ReportPage.render([run]).contains("Where the minutes went")))
    run.scaleUps = history.scaleUps()
    run.batches = history.explainBatches()
    run.batchStatuses = [status]
    let html = try ReportPage.render([run])
    for words in [
      "id=\"minutes\"", "2 → 3", "HPA web", "metric age 13 s", "stabilization 30 s", "18:20:00",
      "id=\"releases\"", "1 of rollout 1", "failed", "id=\"batch-status\"", "WaitToConfirm",
      "currentOrderSuccessPer", "default/&lt;im&gt;",
    ] { #expect(html.contains(words), "\(words)") }
  }
}
