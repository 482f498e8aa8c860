// SPDX-License-Identifier: Apache-2.0

import MetricStore
import Metrics
import Report

/// The why of one pod, for people.
struct PodText {
  /// Events of one life beyond this many are counted.
  private static let mostEvents = 30

  private(set) var lines: [String]
  private let head: ExplanationHead

  init(_ run: RunRecord, _ lives: [PodExplanation]) {
    head = ExplanationHead(run)
    lines = []
    guard let pod = lives.first?.pod else { return }
    lines = head.lines([
      ("pod", pod.name), ("workload", pod.workload),
      ("lives", lives.count == 1 ? "1" : "\(lives.count), each with the same name"),
    ])
    for life in lives { lines += [""] + story(of: life) }
  }

  private func story(of life: PodExplanation) -> [String] {
    let pod = life.pod
    let stages = pod.stages
    let created =
      stages.requested < 0 && stages.created == 0
      ? "there from the start" : "created \(head.time(stages.created))"
    var lines = [
      "\(created), revision \(pod.revision), "
        + (pod.node.map { "on \($0)" } ?? "never on a node")
    ]
    if !life.path.steps.isEmpty { lines += steps(life.path, of: life) }
    for update in life.updates {
      lines.append(
        "changed in place to revision \(update.record.revision) "
          + head.time(update.record.stages.updated))
      lines += steps(update.path, of: life)
    }
    lines += ending(of: life)
    return lines + events(of: life)
  }

  private func steps(_ path: CriticalPath, of life: PodExplanation) -> [String] {
    var table = TextTable([
      .init("FROM"), .init("TO"), .init("SECONDS", isNumber: true), .init("WAIT"),
    ])
    table.rows = path.steps.map { step in
      let words =
        step.cause == .unfinished ? "not ready: \(standing(of: life.pod))" : step.cause.rawValue
      return [
        head.time(step.from), head.time(step.to), ExplanationHead.seconds(step.length), words,
      ]
    }
    let total = path.steps.reduce(0) { $0 + $1.length }
    return table.lines() + ["in all \(ExplanationHead.seconds(total)) s"]
  }

  /// How far a pod came that was never ready.
  private func standing(of pod: PodRecord) -> String {
    let stages = pod.stages
    if stages.answering >= 0 { return "its probe did not succeed" }
    if stages.started >= 0 { return "its application did not answer" }
    if stages.pulled >= 0 { return "its containers did not start" }
    if stages.sandboxed >= 0 { return "its image did not come" }
    return "its sandbox was not made"
  }

  private func ending(of life: PodExplanation) -> [String] {
    let stages = life.pod.stages
    guard stages.terminating >= 0 else {
      return [stages.ready >= 0 ? "lives at the end of the run" : "not ready at the end of the run"]
    }
    let who =
      switch life.pod.ending {
      case .controller: "by the controller of \(life.pod.workload)"
      case .preemption: "by the scheduler, for a more important pod"
      case .taint: "since its node fell silent"
      case .eviction: "by an eviction"
      case .podGC: "by the pod garbage collector, since its node is gone"
      case nil: ""
      }
    var text = "ended \(head.time(stages.terminating)) \(who)"
    if let shutdown = life.shutdownMicroseconds {
      text += ", gone after \(ExplanationHead.seconds(shutdown)) s"
    }
    return [text]
  }

  private func events(of life: PodExplanation) -> [String] {
    guard !life.events.isEmpty else { return [] }
    var table = TextTable([.init("TIME"), .init("REASON"), .init("OBJECT"), .init("MESSAGE")])
    table.rows = life.events.prefix(Self.mostEvents).map {
      [
        head.time($0.timeMicroseconds), $0.reason,
        ExplanationHead.short("\($0.kind)/\($0.object)"), $0.message,
      ]
    }
    let more = life.events.count - table.rows.count
    return table.lines() + (more > 0 ? ["and \(more) more; springtide events lists them"] : [])
  }
}
