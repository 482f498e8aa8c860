// SPDX-License-Identifier: Apache-2.0

import Metrics
import Report
import Testing

@Suite struct EventDigestTests {
  @Test(
    arguments: [
      (
        "Deployment", "ScalingReplicaSet", "Scaled up replica set a from 1 to 3",
        EventCategory.scaleUp
      ),
      ("Deployment", "ScalingReplicaSet", "Scaled down replica set a from 3 to 1", .scaleDown),
      (
        "HorizontalPodAutoscaler", "SuccessfulRescale", "New size: 9; reason: cpu above target",
        .scaleUp
      ),
      (
        "HorizontalPodAutoscaler", "SuccessfulRescale",
        "New size: 2; reason: All metrics below target", .scaleDown
      ),
      ("Node", "NodeNotReady", "", .node), ("CronHorizontalPodAutoscaler", "Succeed", "", .cron),
      ("Deployment", "RolloutStarted", "", .rollout), ("Pod", "FailedScheduling", "", .scheduling),
      ("Pod", "Preempted", "", .scheduling), ("Deployment", "ObjectiveMissed", "", .objective),
      ("Traffic", "BurstStarted", "", .timeline),
    ])
  func `an event finds its lane`(
    kind: String, reason: String, message: String, expected: EventCategory
  ) {
    #expect(EventCategory(event(0, kind, "default/a", reason, message)) == expected)
  }

  @Test func `everyday events have no lane and unknown warnings have one`() {
    #expect(EventCategory(event(0, "Pod", "default/a-1", "Started", "")) == nil)
    #expect(EventCategory(event(0, "CronJob", "default/a", "SuccessfulCreate", "")) == nil)
    var odd = event(0, "Pod", "default/a-1", "Odd", "")
    odd.isWarning = true
    #expect(EventCategory(odd) == .warning)
  }

  @Test func `events of one kind that follow closely are told once`() {
    let failures = (0..<5).map { event(Int64($0), "Node", "n-\($0)", "NodeNotReady", "gone") }
    let later = event(1_000, "Node", "n-9", "NodeNotReady", "gone too")
    let quiet = event(1_001, "Pod", "p", "Pulled", "")
    let digest = EventDigest(failures + [later, quiet], windowMicroseconds: 10) { _ in nil }
    #expect(digest.groups.map(\.count) == [5, 1])
    #expect(digest.groups[0].objects == ["n-0", "n-1", "n-2"])
    #expect(digest.groups[0].objectText == "Node n-0, n-1, n-2, …")
    #expect(digest.groups[0].lastMicroseconds == 4)
    #expect(digest.everyday == 1)
  }

  @Test func `an autoscaler's decision and the step that carries it out are one event`() {
    let workloads = ["default/feed", "default/feed-cache"]
    let digest = EventDigest(
      [
        event(0, "HorizontalPodAutoscaler", "default/feed-hpa", "SuccessfulRescale", "New size: 4"),
        event(1, "Deployment", "default/feed", "ScalingReplicaSet", "Scaled up replica set"),
        event(2, "Deployment", "default/feed-cache", "ScalingReplicaSet", "Scaled up"),
      ], windowMicroseconds: 10
    ) { WorkloadName.subject(of: $0, in: workloads) }
    #expect(digest.groups.map(\.count) == [2, 1])
    #expect(digest.groups.map(\.workload) == ["default/feed", "default/feed-cache"])
  }

  @Test(
    arguments: [
      ("Pod", "default/feed-cache-7d9f-x1", "default/feed-cache"),
      ("Pod", "default/feed-7d9f-x1", "default/feed"), ("Pod", "other/feed-7d9f-x1", nil),
      ("HorizontalPodAutoscaler", "default/feed-hpa", "default/feed"),
      ("HorizontalPodAutoscaler", "default/hpa-feed", "default/feed"),
      ("HorizontalPodAutoscaler", "default/other", nil), ("Deployment", "feed", "default/feed"),
      ("Node", "default/feed", nil),
    ] as [(String, String, String?)])
  func `the workload of an object is told by its name`(
    kind: String, object: String, expected: String?
  ) {
    let found = WorkloadName.subject(
      of: event(0, kind, object, "R", ""), in: ["default/feed", "default/feed-cache"])
    #expect(found == expected)
  }

  @Test func `of too many groups the important ones are kept, in order of time`() {
    let scaling = (0..<20).map {
      event(Int64($0) * 100, "Deployment", "default/a", "ScalingReplicaSet", "Scaled up")
    }
    let node = event(5_000, "Node", "n", "NodeReady", "")
    let digest = EventDigest(scaling + [node], windowMicroseconds: 10) { _ in nil }
    let (kept, leftOut) = digest.foremost(5)
    #expect(leftOut == 16)
    #expect(kept.map(\.firstMicroseconds) == [0, 100, 200, 300, 5_000])
  }

  @Test func `a missed objective that no event told of is added`() {
    let missed = Sample.objective(missed: 3)
    var digest = EventDigest([], windowMicroseconds: 10) { _ in nil }
    digest.add([missed, Sample.objective(missed: 0)])
    #expect(digest.groups.map(\.category) == [.objective])
    #expect(digest.groups[0].firstMicroseconds == missed.firstMissMicroseconds)
    #expect(digest.groups[0].lastMicroseconds == missed.lastMissMicroseconds)
  }

  private func event(
    _ time: Int64, _ kind: String, _ object: String, _ reason: String, _ message: String
  ) -> EventRecord {
    EventRecord(
      timeMicroseconds: time, isWarning: false, kind: kind, object: object, reason: reason,
      message: message)
  }
}
