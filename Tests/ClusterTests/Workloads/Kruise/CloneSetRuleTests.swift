// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

/// One sync of a CloneSet, with pods written as text, one letter each.
///
/// `r` ready in revision 1, `R` in revision 2; `u` and `U` the same but not ready; `d` and `D` ready
/// and named for deletion; `x` not ready, named for deletion.
@Suite struct CloneSetRuleTests {
  static func view(
    _ pods: String, replicas: Int32, update: Int = 2,
    _ change: (inout CloneSetView) -> Void = { _ in }
  ) -> CloneSetView {
    var spec = CloneSet.Spec()
    spec.replicas = replicas
    var view = CloneSetView(spec: spec, currentRevision: 1, updateRevision: update)
    for (place, letter) in pods.enumerated() {
      var pod = CloneSetView.Pod(name: "p\(place)", revision: letter.isUppercase ? 2 : 1)
      let kind = letter.lowercased()
      pod.isReady = "rd".contains(kind)
      pod.hasBeenReadyLongEnough = pod.isReady
      pod.isSpecifiedDelete = "dx".contains(kind)
      pod.createdAt = .zero + .seconds(Int64(place))
      view.pods.append(pod)
    }
    change(&view)
    return view
  }

  /// The calls as text: `+2v1` two creations, `-0` deletes, `!0` names for deletion, `*0` in place.
  static func calls(_ view: CloneSetView) -> String {
    CloneSetRule.sync(view).actions.map { action in
      switch action {
      case .create(let count, let revision): "+\(count)v\(revision)"
      case .delete(let pod): "-\(pod)"
      case .specifyDelete(let pod, _): "!\(pod)"
      case .updateInPlace(let pod, let revision): "*\(pod)v\(revision)"
      case .setLifecycle(let pod, let state): "\(pod)=\(state)"
      case .changeImage(let pod): "\(pod)=image"
      case .openGate(let pod): "\(pod)=gate"
      }
    }.joined(separator: " ")
  }

  @Test(arguments: [
    ("", 3, "+3v2"), ("R", 3, "+2v2"), ("RRR", 3, ""), ("RRRR", 3, "-3"), ("RRUR", 3, "-2"),
    ("rrr", 3, "!2"),
  ])
  func `pods come and go to the count, the youngest first`(
    pods: String, replicas: Int32, calls: String
  ) {
    #expect(Self.calls(Self.view(pods, replicas: replicas)) == calls)
  }

  @Test(arguments: [
    ("rrrrrrrrrr", IntOrString.int(1), "!9"), ("rrrrrrrrrr", .string("20%"), "!9 !8"),
    // 11 % of 10 rounds up to 2 without a surge.
    ("rrrrrrrrrr", .string("11%"), "!9 !8"), ("rrrrrrrrrr", .int(0), ""),
    // A new pod that is not ready takes the room.
    ("rrrrrrrrrU", .int(1), ""), ("rrrrrrrrrU", .int(2), "!8"),
    // Old pods that are not ready go first and use no room of the ready ones ...
    ("uurrrrrrrr", .int(2), "!1 !0"), ("urrrrrrrrr", .int(2), "!0 !9"),
    // ... but each uses a place, so that of three only two go.
    ("uuurrrrrrr", .int(2), "!2 !1"),
    // With more missing than allowed, a missing old pod goes all the same.
    ("uuurrrrrrr", .int(1), "!2"),
  ])
  func `maxUnavailable limits what is updated`(
    pods: String, maxUnavailable: IntOrString, calls: String
  ) {
    let view = Self.view(pods, replicas: 10) {
      $0.spec.updateStrategy.maxUnavailable = maxUnavailable
    }
    #expect(Self.calls(view) == calls)
  }

  @Test(arguments: [
    (IntOrString.int(3), "!4 !3"), (.int(5), ""), (.string("99%"), "!4"), (.string("100%"), ""),
    (.string("1%"), "!4 !3 !2 !1"), (.int(99), ""),
  ])
  func `the partition is what stays old`(partition: IntOrString, calls: String) {
    let view = Self.view("rrrrr", replicas: 5) {
      $0.spec.updateStrategy.partition = partition
      $0.spec.updateStrategy.maxUnavailable = .string("100%")
    }
    #expect(Self.calls(view) == calls)
  }

  @Test func `a partition below 100 percent lets the only pod go`() {
    #expect(PartitionReplicas.count(.string("99%"), replicas: 1) == 1)
    #expect(PartitionReplicas.count(.string("99%"), replicas: 2) == 1)
    #expect(PartitionReplicas.count(.string("0%"), replicas: 9) == 0)
    #expect(PartitionReplicas.count(.int(-3), replicas: 9) == 0)
  }

  @Test func `scaling out keeps as many old pods as the partition says`() {
    let view = Self.view("rrR", replicas: 6) { $0.spec.updateStrategy.partition = .int(4) }
    #expect(Self.calls(view) == "+2v1 +1v2")
  }

  @Test func `a surge is created first, and updating waits for the next sync`() {
    func view(_ pods: String, paused: Bool = false) -> CloneSetView {
      Self.view(pods, replicas: 4) {
        $0.spec.updateStrategy.maxSurge = .int(2)
        $0.spec.updateStrategy.maxUnavailable = .int(0)
        $0.spec.updateStrategy.paused = paused
      }
    }
    #expect(Self.calls(view("rrrr")) == "+2v2")
    #expect(Self.calls(view("rrrrUU")) == "", "the new pods are not ready")
    #expect(Self.calls(view("rrrrRR")) == "!3 !2")
    // The surge is over, and all old pods go: those need no order.
    #expect(Self.calls(view("rrRRRR")) == "-0 -1")
    #expect(Self.calls(view("rrrr", paused: true)) == "")
  }

  @Test(arguments: [
    ("RRRd", IntOrString.int(1), "-3"), ("RRUD", .int(1), ""), ("RRUx", .int(1), "-3"),
    ("RRDD", .int(1), "-2"),
  ])
  func `pods named for deletion go within maxUnavailable`(
    pods: String, maxUnavailable: IntOrString, calls: String
  ) {
    let view = Self.view(pods, replicas: 4) {
      $0.spec.updateStrategy.maxUnavailable = maxUnavailable
    }
    #expect(Self.calls(view) == calls)
  }

  @Test func `with a surge a named pod is replaced before it goes`() {
    func view(_ pods: String) -> CloneSetView {
      Self.view(pods, replicas: 3) {
        $0.spec.updateStrategy.maxSurge = .int(1)
        $0.spec.updateStrategy.maxUnavailable = .int(0)
      }
    }
    #expect(Self.calls(view("RRD")) == "+1v2")
    #expect(Self.calls(view("RRDU")) == "")
    #expect(Self.calls(view("RRDR")) == "-2")
  }

  @Test func `names in the specification count as well`() {
    let view = Self.view("RRR", replicas: 2) { $0.spec.podsToDelete = ["p0"] }
    #expect(Self.calls(view) == "-0")
  }

  @Test func `scaleStrategy limits creation alone`() {
    let view = Self.view("RUR", replicas: 9) { $0.spec.scaleMaxUnavailable = .int(3) }
    #expect(Self.calls(view) == "+2v2")
    let blocked = Self.view("uuu", replicas: 9) { $0.spec.scaleMaxUnavailable = .int(3) }
    // Nothing may be created, so the sync goes on to update; with six pods missing none may go.
    #expect(Self.calls(blocked) == "")
    #expect(CloneSetRule.sync(blocked).differences.scaleUpLimit == 0)
  }

  @Test func `in place is used where the revision allows it`() {
    func view(_ type: CloneSet.UpdateStrategyType, from: [Int]) -> CloneSetView {
      Self.view("rr", replicas: 2) {
        $0.spec.updateStrategy.type = type
        $0.spec.updateStrategy.maxUnavailable = .int(2)
        $0.inPlaceRevisions = from
      }
    }
    #expect(Self.calls(view(.inPlaceIfPossible, from: [1])) == "*1v2 *0v2")
    #expect(Self.calls(view(.inPlaceIfPossible, from: [])) == "!1 !0")
    #expect(Self.calls(view(.recreate, from: [1])) == "!1 !0")
    #expect(CloneSetRule.sync(view(.inPlaceOnly, from: [])).isRefused)
  }

  @Test func `hooks hold pods before and after a change, and before they go`() {
    func view(_ lifecycle: CloneSetView.Lifecycle, isHooked: Bool, revision: Int) -> CloneSetView {
      Self.view("r", replicas: 1) {
        $0.spec.updateStrategy.type = .inPlaceIfPossible
        $0.spec.updateStrategy.maxUnavailable = .int(1)
        $0.inPlaceRevisions = [1]
        $0.hasUpdateHook = true
        $0.pods[0].lifecycle = lifecycle
        $0.pods[0].isHooked = isHooked
        $0.pods[0].revision = revision
      }
    }
    #expect(Self.calls(view(.normal, isHooked: true, revision: 1)) == "0=preparingUpdate")
    #expect(Self.calls(view(.preparingUpdate, isHooked: true, revision: 1)) == "")
    #expect(Self.calls(view(.preparingUpdate, isHooked: false, revision: 1)) == "*0v2")
    #expect(Self.calls(view(.updating, isHooked: false, revision: 2)) == "0=updated")
    #expect(Self.calls(view(.updated, isHooked: false, revision: 2)) == "")
    #expect(Self.calls(view(.updated, isHooked: true, revision: 2)) == "0=normal")
    let leaving = Self.view("RR", replicas: 1) { $0.pods[1].isHeldFromDeletion = true }
    #expect(Self.calls(leaving) == "1=preparingDelete")
    let wanted = Self.view("RR", replicas: 2) { $0.pods[1].lifecycle = .preparingDelete }
    #expect(Self.calls(wanted) == "1=preparingNormal")
  }

  @Test func `a pod in its grace period is left alone`() {
    let view = Self.view("rr", replicas: 2) {
      $0.spec.updateStrategy.maxUnavailable = .int(2)
      $0.pods[1].progress.isInGracePeriod = true
    }
    #expect(Self.calls(view) == "!0")
  }

  @Test func `a growing partition takes pods back only with the gate`() {
    func view(_ gate: Bool) -> CloneSetView {
      Self.view("rRRR", replicas: 4) {
        $0.spec.updateStrategy.partition = .int(3)
        $0.spec.updateStrategy.maxUnavailable = .int(4)
        $0.allowsPartitionRollback = gate
      }
    }
    #expect(Self.calls(view(false)) == "")
    #expect(
      CloneSetRule.sync(view(true)).actions == [
        .specifyDelete(pod: 3, revision: 1), .specifyDelete(pod: 2, revision: 1),
      ])
  }
}
