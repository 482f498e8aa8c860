// SPDX-License-Identifier: Apache-2.0

import Cluster
import Manifests
import Testing

/// One sync of a StatefulSet, with pods written as text, one letter each from ordinal 0 on.
///
/// `r` ready in revision 1, `R` in revision 2; `u` and `U` the same but not ready; `t` ready and
/// terminating, `T` the same in revision 2; `f` failed; `n` ready but not yet available; `.` none.
@Suite struct StatefulSetRuleTests {
  static func view(
    _ pods: String, replicas: Int, update: Int = 1, first: Int = 0
  ) -> StatefulSetView {
    var view = StatefulSetView(replicas: replicas, currentRevision: 1, updateRevision: update)
    view.firstOrdinal = first
    for (place, letter) in pods.enumerated() where letter != "." {
      var pod = StatefulSetView.Pod(
        ordinal: first + place, revision: letter.isUppercase ? 2 : 1)
      pod.isReady = "rtn".contains(letter.lowercased())
      pod.isAvailable = pod.isReady && letter != "n"
      pod.isTerminating = letter.lowercased() == "t"
      pod.hasEnded = letter == "f"
      view.pods.append(pod)
    }
    return view
  }

  /// The calls as text: `+` and `-` with ordinal and revision.
  static func calls(_ view: StatefulSetView) -> String {
    StatefulSetRule.sync(view).actions.map { action in
      switch action {
      case .create(let ordinal, let revision): "+\(ordinal)v\(revision)"
      case .delete(let ordinal, let revision): "-\(ordinal)v\(revision)"
      }
    }.joined(separator: " ")
  }

  @Test(arguments: [
    ("", "+0v1"), ("r", "+1v1"), ("u", ""), ("n", ""), ("t", ""), ("f", "-0v1"), ("r.r", "+1v1"),
    ("rrr", ""), ("rf.", "-1v1"), ("ur.", ""),
  ])
  func `in order the walk upward stops at the first pod that is not fine`(
    pods: String, calls: String
  ) {
    #expect(StatefulSetRuleTests.calls(StatefulSetRuleTests.view(pods, replicas: 3)) == calls)
  }

  @Test(arguments: [
    ("", "+0v1 +1v1 +2v1"), ("u.f", "+1v1 -2v1"), ("trr", ""), ("rrrrr", "-4v1 -3v1"),
    ("urrut", "-3v1"), (".rrrr", "+0v1 -4v1 -3v1"),
  ])
  func `in parallel creations and deletions wait for nothing`(pods: String, calls: String) {
    var view = StatefulSetRuleTests.view(pods, replicas: 3)
    view.podManagementPolicy = .parallel
    #expect(StatefulSetRuleTests.calls(view) == calls)
  }

  @Test(arguments: [
    ("rrrrr", "-4v1"), ("rrrrt", ""), ("urrrr", ""), ("rrruu", ""), ("rrrur", "-4v1"),
    ("rrrru", "-4v1"), ("rrrrn", "-4v1"), ("rrrnn", ""), ("rrrtr", "-4v1"),
  ])
  func `in order one pod beyond the count goes at a time, the highest first`(
    pods: String, calls: String
  ) {
    #expect(StatefulSetRuleTests.calls(StatefulSetRuleTests.view(pods, replicas: 3)) == calls)
  }

  @Test(arguments: [
    ("rrr", 0, "-2v1"), ("rrR", 0, "-1v1"), ("rrU", 0, ""), ("rrT", 0, ""), ("rRR", 1, ""),
    ("rrr", 3, ""), ("rrr", 2, "-2v1"), ("RRR", 0, ""),
  ])
  func `an update takes the highest old pod and waits for it`(
    pods: String, partition: Int, calls: String
  ) {
    var view = StatefulSetRuleTests.view(pods, replicas: 3, update: 2)
    view.partition = partition
    #expect(StatefulSetRuleTests.calls(view) == calls)
  }

  @Test(arguments: [("rru", "-2v1"), ("urr", "-2v1"), ("rUr", "-2v1"), ("rrU", "")])
  func `in parallel an update replaces a broken pod but stays one by one`(
    pods: String, calls: String
  ) {
    var view = StatefulSetRuleTests.view(pods, replicas: 3, update: 2)
    view.podManagementPolicy = .parallel
    #expect(StatefulSetRuleTests.calls(view) == calls)
  }

  @Test(arguments: [
    ("rrrrrr", 2, 0, "-5v1 -4v1"), ("rrrrrT", 2, 0, "-4v1"), ("rrrrTT", 2, 0, ""),
    ("urrrrr", 2, 0, "-5v1"), ("uurrrr", 2, 0, ""), ("rrrrrr", 9, 2, "-5v1 -4v1 -3v1 -2v1"),
    ("uuurrr", 2, 0, ""), ("rrRrRR", 1, 0, "-3v1"), ("rrrrru", 2, 0, "-5v1"),
  ])
  func `with the gate as many pods go as may still be missing`(
    pods: String, most: Int, partition: Int, calls: String
  ) {
    var view = StatefulSetRuleTests.view(pods, replicas: 6, update: 2)
    view.podManagementPolicy = .parallel
    view.maxUnavailable = most
    view.partition = partition
    #expect(StatefulSetRuleTests.calls(view) == calls)
  }

  @Test func `in order the update waits until all pods are back`() {
    var view = StatefulSetRuleTests.view("rrrr..", replicas: 6, update: 2)
    view.maxUnavailable = 3
    #expect(StatefulSetRuleTests.calls(view) == "+4v2")
  }

  @Test(arguments: [
    (IntOrString?.none, 6, 1), (.int(2), 6, 2), (.string("40%"), 7, 2), (.string("10%"), 5, 1),
    (.string("100%"), 4, 4), (.int(0), 4, 1),
  ])
  func `a percentage of unavailable pods rounds down to one at least`(
    amount: IntOrString?, replicas: Int, expected: Int
  ) {
    #expect(StatefulSetView.maxUnavailable(amount, replicas: replicas) == expected)
  }

  @Test func `pods below the partition come in the current revision, others in the new one`() {
    var view = StatefulSetRuleTests.view("", replicas: 4, update: 2)
    view.podManagementPolicy = .parallel
    view.partition = 2
    #expect(StatefulSetRuleTests.calls(view) == "+0v1 +1v1 +2v2 +3v2")
    view.firstOrdinal = 5
    #expect(StatefulSetRuleTests.calls(view) == "+5v1 +6v1 +7v2 +8v2")
  }

  @Test func `on delete only what is missing comes in the new revision`() {
    var view = StatefulSetRuleTests.view("rr.", replicas: 3, update: 2)
    view.updateStrategy = .onDelete
    view.partition = 3
    #expect(StatefulSetRuleTests.calls(view) == "+2v2")
    view.pods = StatefulSetRuleTests.view("RRR", replicas: 3).pods
    #expect(StatefulSetRule.sync(view).status.currentRevision == 1)
  }

  @Test func `scaling down goes before the update, in either revision`() {
    let view = StatefulSetRuleTests.view("rrrrR", replicas: 3, update: 2)
    #expect(StatefulSetRuleTests.calls(view) == "-4v2")
  }

  @Test func `ordinals outside of the range are beyond the count on both sides`() {
    var view = StatefulSetRuleTests.view("rrrr", replicas: 2)
    view.firstOrdinal = 1
    view.podManagementPolicy = .parallel
    #expect(StatefulSetRuleTests.calls(view) == "-3v1 -0v1")
  }

  @Test func `the status counts terminating pods as ready but not as updated`() {
    let status = StatefulSetRule.sync(
      StatefulSetRuleTests.view("rtnU", replicas: 4, update: 2)
    ).status
    #expect([status.replicas, status.ready, status.available] == [4, 3, 2])
    #expect([status.current, status.updated] == [2, 1])
  }

  @Test func `the update is complete when all pods are new and ready, whatever the partition`() {
    var view = StatefulSetRuleTests.view("RRR", replicas: 3, update: 2)
    view.partition = 9
    #expect(StatefulSetRule.sync(view).status.currentRevision == 2)
    view.pods[1].isReady = false
    #expect(StatefulSetRule.sync(view).status.currentRevision == 1)
  }

  @Test func `a deletion for the update is off the current count at once`() {
    let sync = StatefulSetRule.sync(StatefulSetRuleTests.view("rrr", replicas: 3, update: 2))
    #expect(sync.status.current == 2)
  }
}
