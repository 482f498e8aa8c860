// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

/// One sync of OpenKruise's StatefulSet, with pods as text, one letter each from ordinal 0 on.
///
/// `r` ready in revision 1, `R` in revision 2; `u` and `U` the same but not ready; `t` terminating;
/// `d` ready and named for deletion; `f` failed; `.` none.
@Suite struct AdvancedStatefulSetRuleTests {
  static func view(
    _ pods: String, replicas: Int32, _ change: (inout AdvancedStatefulSetView) -> Void = { _ in }
  ) -> AdvancedStatefulSetView {
    var spec = AdvancedStatefulSet.Spec()
    spec.replicas = replicas
    spec.podManagementPolicy = .parallel
    var view = AdvancedStatefulSetView(spec: spec, currentRevision: 1, updateRevision: 2)
    for (place, letter) in pods.enumerated() where letter != "." {
      var pod = AdvancedStatefulSetView.Pod(ordinal: place, revision: letter.isUppercase ? 2 : 1)
      let kind = letter.lowercased()
      pod.base.isReady = "rtd".contains(kind)
      pod.base.isAvailable = pod.base.isReady
      pod.base.isTerminating = kind == "t"
      pod.base.hasEnded = kind == "f"
      pod.isSpecifiedDelete = kind == "d"
      view.pods.append(pod)
    }
    change(&view)
    return view
  }

  static func calls(_ view: AdvancedStatefulSetView) -> String {
    AdvancedStatefulSetRule.sync(view).actions.map { action in
      switch action {
      case .create(let ordinal, let revision): "+\(ordinal)v\(revision)"
      case .delete(let ordinal): "-\(ordinal)"
      case .setLifecycle(let ordinal, let state): "\(ordinal)=\(state)"
      case .changeImage(let ordinal): "\(ordinal)=image"
      case .openGate(let ordinal): "\(ordinal)=gate"
      case .updateInPlace(let ordinal, let revision): "*\(ordinal)v\(revision)"
      }
    }.joined(separator: " ")
  }

  @Test(arguments: [
    ("rrrr", 1, "-3"), ("rrrr", 2, "-3 -2"), ("rrrU", 1, ""), ("rrrU", 2, "-2"),
    // A missing old pod may always be updated, and the walk stops at the first that may not.
    ("rurr", 1, ""), ("rrru", 1, "-3"), ("rruu", 1, "-3 -2"), ("RRRR", 1, ""),
    ("rrrt", 2, "-2"),
  ])
  func `as many pods at a time as may be missing`(pods: String, most: Int32, calls: String) {
    let view = Self.view(pods, replicas: 4) {
      $0.spec.updateStrategy.maxUnavailable = .int(most)
    }
    #expect(Self.calls(view) == calls)
  }

  @Test func `the partition counts pods that stay, from the lowest ordinal`() {
    let view = Self.view("rrrr", replicas: 4) {
      $0.spec.updateStrategy.maxUnavailable = .string("100%")
      $0.spec.updateStrategy.partition = 3
    }
    #expect(Self.calls(view) == "-3")
  }

  @Test func `without order by ordinals the priority says who goes first`() {
    let view = Self.view("rrrr", replicas: 4) {
      var priority = CloneSet.PriorityStrategy()
      priority.orderPriority = ["k"]
      $0.spec.updateStrategy.unorderedUpdate = priority
      $0.spec.updateStrategy.partition = 2
      $0.spec.updateStrategy.maxUnavailable = .int(4)
      for place in 0..<4 { $0.pods[place].labels["k"] = "\(9 - place)" }
    }
    #expect(Self.calls(view) == "-0 -1")
  }

  @Test func `reserved ordinals have no pod and push the others up`() {
    let view = Self.view("RR.", replicas: 3) { $0.spec.reserveOrdinals = [1] }
    #expect(Self.calls(view) == "+2v2 +3v2 -1")
  }

  @Test(arguments: [("RdRR", "-1"), ("RdUR", ""), ("RddR", "-2")])
  func `pods named for deletion go within maxUnavailable, whatever the partition`(
    pods: String, calls: String
  ) {
    let view = Self.view(pods, replicas: 4) { $0.spec.updateStrategy.partition = 4 }
    #expect(Self.calls(view) == calls)
  }

  @Test func `scaleStrategy bounds creation in parallel`() {
    let view = Self.view("", replicas: 9) { $0.spec.scaleMaxUnavailable = .int(3) }
    #expect(Self.calls(view) == "+0v2 +1v2 +2v2")
  }

  @Test func `below the partition new pods are of the current revision`() {
    let view = Self.view("", replicas: 3) { $0.spec.updateStrategy.partition = 2 }
    #expect(Self.calls(view) == "+0v1 +1v1 +2v2")
  }

  @Test(arguments: [("", "+0v2"), ("U", ""), ("R", "+1v2"), ("Rt", ""), ("RRRR", "-3")])
  func `in order one pod at a time`(pods: String, calls: String) {
    let view = Self.view(pods, replicas: 3) { $0.spec.podManagementPolicy = .orderedReady }
    #expect(Self.calls(view) == calls)
  }

  @Test func `in place is used where the revision allows it, and only is only`() {
    func view(_ policy: CloneSet.UpdateStrategyType, from: [Int]) -> AdvancedStatefulSetView {
      Self.view("rr", replicas: 2) {
        $0.spec.updateStrategy.podUpdatePolicy = policy
        $0.inPlaceRevisions = from
      }
    }
    #expect(Self.calls(view(.inPlaceIfPossible, from: [1])) == "*1v2")
    #expect(Self.calls(view(.inPlaceIfPossible, from: [])) == "-1")
    #expect(AdvancedStatefulSetRule.sync(view(.inPlaceOnly, from: [])).isRefused)
  }

  @Test func `a paused update scales but replaces nothing`() {
    let view = Self.view("rr", replicas: 3) { $0.spec.updateStrategy.paused = true }
    #expect(Self.calls(view) == "+2v2")
  }
}
