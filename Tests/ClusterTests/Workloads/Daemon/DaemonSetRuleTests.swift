// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

/// One sync of a DaemonSet, with nodes as words and pods as letters.
///
/// `r` available in revision 1, `R` in revision 2; `u` and `U` not available; `t` terminating; `f`
/// failed; `b` and `B` failed and in back-off; `s` succeeded; `.` no pod; a leading `!` means that no pod shall
/// be there any more.
@Suite struct DaemonSetRuleTests {
  static func view(_ nodes: String, _ change: (inout DaemonSetView) -> Void = { _ in })
    -> DaemonSetView
  {
    var id = 0
    var view = DaemonSetView(updateRevision: 2, nodes: [])
    for word in nodes.split(separator: " ") {
      var node = DaemonSetView.Node()
      for letter in word where letter != "." {
        if letter == "!" {
          (node.shouldRun, node.shouldContinueRunning) = (false, false)
          continue
        }
        var pod = DaemonSetView.Pod(id: id, revision: letter.isUppercase ? 2 : 1)
        pod.createdAt = .zero + .seconds(Int64(id))
        id += 1
        let kind = letter.lowercased()
        (pod.isReady, pod.isAvailable) = (kind == "r", kind == "r")
        pod.isTerminating = kind == "t"
        pod.hasFailed = kind == "f" || kind == "b"
        pod.isInBackOff = kind == "b"
        pod.hasSucceeded = kind == "s"
        node.pods.append(pod)
      }
      view.nodes.append(node)
    }
    change(&view)
    return view
  }

  /// `+` the places of nodes that get a pod, `-` the pods that go, each in order of its letter.
  static func calls(_ view: DaemonSetView) -> String {
    let sync = DaemonSetRule.sync(view)
    return (sync.creations.map { "+\($0)" } + sync.deletions.map { "-\($0)" })
      .joined(separator: " ")
  }

  @Test(arguments: [
    ("R . R", "+1"), ("R f R", "-1"), ("R B R", ""), ("R s R", "-1"), ("R t R", ""),
    ("R !R R", "-1"), ("RR R", "-1"), ("!. R", ""),
  ])
  func `every node that shall has one pod`(nodes: String, calls: String) {
    #expect(Self.calls(Self.view(nodes)) == calls)
  }

  @Test(arguments: [
    ("r r r r", 1, "-0"), ("r r r r", 2, "-0 -1"), ("R U r r", 1, ""), ("R U r r", 2, "-2"),
    // An old pod that is missing always goes, and uses the room of the others.
    ("r r u u", 1, "-2 -3"), ("r r u r", 2, "-2 -0"), ("r r t r", 1, ""),
  ])
  func `without a surge as many nodes as may lack the pod`(
    nodes: String, most: Int32, calls: String
  ) {
    #expect(Self.calls(Self.view(nodes) { $0.maxUnavailable = .int(most) }) == calls)
  }

  @Test func `percentages of the nodes round up, and two zeros let one go`() {
    let view = Self.view("r r r r r") { $0.maxUnavailable = .string("21%") }
    #expect(Self.calls(view) == "-0 -1")
    #expect(Self.calls(Self.view("r r") { $0.maxUnavailable = .int(0) }) == "-0")
  }

  @Test(arguments: [
    ("r r r", "+0"), ("rU r r", ""), ("rR r r", "-0"), ("u r r", "+0 +1"), ("R R R", ""),
    // An old pod that is not ready goes as soon as a new one is there.
    ("uU r r", "-0"), ("r !r", "-1"),
  ])
  func `with a surge the new pod comes first`(nodes: String, calls: String) {
    let view = Self.view(nodes) {
      $0.maxSurge = .int(1)
      $0.maxUnavailable = .int(0)
    }
    #expect(Self.calls(view) == calls)
  }

  @Test func `OnDelete replaces nothing`() {
    #expect(Self.calls(Self.view("r u") { $0.updateStrategy = .onDelete }) == "")
  }

  @Test func `a sync creates 250 pods at most`() {
    let view = Self.view(Array(repeating: ".", count: 300).joined(separator: " "))
    #expect(DaemonSetRule.sync(view).creations.count == 250)
  }

  @Test func `the status counts nodes`() {
    let status = DaemonSetRule.sync(Self.view("r R U . !r")).status
    #expect(status.desired == 4 && status.current == 3 && status.misscheduled == 1)
    #expect(status.ready == 2 && status.available == 2 && status.updated == 2)
  }

  @Test(arguments: UInt64(1)...UInt64(60))
  func `an update keeps its bound and comes to its end`(seed: UInt64) {
    var random = RandomStream(seed: seed, name: "daemon")
    let count = 1 + random.next(below: 12)
    var view = Self.view(Array(repeating: "r", count: count).joined(separator: " "))
    let isSurging = random.next(below: 2) == 0
    let most = 1 + random.next(below: 4)
    if isSurging {
      view.maxSurge = .int(Int32(most))
      view.maxUnavailable = .int(0)
    } else {
      view.maxUnavailable = .int(Int32(most))
    }
    var id = 1_000
    for step in 0..<300 {
      let sync = DaemonSetRule.sync(view)
      for place in sync.creations {
        view.nodes[place].pods.append(DaemonSetView.Pod(id: id, revision: 2))
        id += 1
      }
      for place in view.nodes.indices {
        for pod in view.nodes[place].pods.indices
        where sync.deletions.contains(view.nodes[place].pods[pod].id) {
          view.nodes[place].pods[pod].isTerminating = true
        }
      }
      let missing = view.nodes.count { node in
        !node.pods.contains { $0.isAvailable && !$0.isTerminating }
      }
      #expect(missing <= (isSurging ? 0 : most), "seed \(seed), step \(step)")
      #expect(
        view.nodes.count { $0.pods.count { !$0.isTerminating } > 1 } <= (isSurging ? most : 0),
        "seed \(seed), step \(step)")
      for place in view.nodes.indices where random.next(below: 2) == 0 {
        view.nodes[place].pods.removeAll(where: \.isTerminating)
        for pod in view.nodes[place].pods.indices {
          view.nodes[place].pods[pod].isReady = true
          view.nodes[place].pods[pod].isAvailable = true
        }
      }
    }
    #expect(view.nodes.allSatisfy { $0.pods.map(\.revision) == [2] }, "seed \(seed)")
  }

  @Test func `with a surge a pod that ends is replaced at once`() {
    #expect(Self.calls(Self.view("R t R")) == "")
    #expect(Self.calls(Self.view("R t R") { $0.maxSurge = .int(1) }) == "+1")
    let gone = Self.view("R !t R") { $0.maxSurge = .int(1) }
    #expect(Self.calls(gone) == "")
  }
}
