// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Testing

/// A StatefulSetPlus with pods that do as the test says, and its controller.
struct ReleaseWorld: Hashable {
  var view: BatchReleaseView
  /// The status of the last sync.
  var batch = BatchDeployStatus()

  init(
    replicas: Int, batches: Int, sizes: BatchPlan.Sizes = .equal, picked: [[Int]] = []
  ) {
    view = BatchReleaseView(
      replicas: replicas, updateRevision: 1,
      plan: BatchPlan(count: batches, sizes: sizes, picked: picked),
      state: BatchReleaseState(revision: 1))
    for ordinal in 0..<replicas {
      var pod = BatchReleaseView.Pod(ordinal: ordinal, revision: 1)
      pod.isReady = true
      pod.isAvailable = true
      view.pods.append(pod)
    }
  }

  /// One sync, whose calls are carried out.
  @discardableResult
  mutating func sync() -> BatchReleaseSync {
    let sync = BatchReleaseRule.sync(view)
    view.state = sync.state
    batch = sync.batch
    for action in sync.actions { apply(action) }
    view.pods.sort { $0.ordinal < $1.ordinal }
    return sync
  }

  private mutating func apply(_ action: BatchReleaseSync.Action) {
    switch action {
    case .create(let ordinal, let revision):
      view.pods.append(BatchReleaseView.Pod(ordinal: ordinal, revision: revision))
    case .delete(let ordinal):
      change(ordinal) { $0.isTerminating = true }
    case .updateInPlace(let ordinal, let revision):
      change(ordinal) { $0 = BatchReleaseView.Pod(ordinal: ordinal, revision: revision) }
    }
  }

  /// Gives an order, which must be accepted unless the test says otherwise.
  mutating func give(_ order: BatchReleaseState.Order, isRefused: Bool = false) {
    let isAccepted = view.state.obey(order, at: view.now)
    #expect(isAccepted != isRefused, "\(order) in \(view.state.phase)")
  }

  mutating func change(_ ordinal: Int, _ body: (inout BatchReleaseView.Pod) -> Void) {
    for place in view.pods.indices where view.pods[place].ordinal == ordinal {
      body(&view.pods[place])
    }
  }

  /// Lets deleted pods go and others become ready, but for those of a broken revision.
  mutating func movePods(broken: Int? = nil) {
    view.pods.removeAll(where: \.isTerminating)
    for place in view.pods.indices {
      let isBroken = view.pods[place].revision == broken
      view.pods[place].isReady = !isBroken
      view.pods[place].isAvailable = !isBroken
    }
  }

  /// Syncs and moves pods until nothing changes; traps the test if that does not end.
  mutating func settle(broken: Int? = nil) {
    for _ in 0..<400 {
      let before = self
      sync()
      movePods(broken: broken)
      if self == before { return }
    }
    preconditionFailure("the release does not come to rest: \(view.state)")
  }

  /// Revisions by ordinal, `.` for a pod that is not there.
  var revisions: String {
    (0..<view.replicas).map { ordinal in
      view.pods.first { $0.ordinal == ordinal && !$0.isTerminating }.map { "\($0.revision)" } ?? "."
    }.joined()
  }

  var serving: Int { view.pods.count { $0.isServing && $0.ordinal < view.replicas } }
}
