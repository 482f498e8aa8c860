// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

/// What controllers of OpenKruise do for a pod that changes in place.
@Suite struct InPlaceRefreshTests {
  private static func text(
    _ lifecycle: CloneSetView.Lifecycle, isFree: Bool = true, mayBecomeNormal: Bool = true,
    isUpdateRevision: Bool = true, _ change: (inout InPlaceRefresh.Progress) -> Void = { _ in }
  ) -> String {
    var progress = InPlaceRefresh.Progress()
    change(&progress)
    let refresh = InPlaceRefresh(
      progress, lifecycle: lifecycle, isUpdateRevision: isUpdateRevision,
      mayBecomeNormal: mayBecomeNormal, isFree: isFree)
    return [
      refresh.changesImage ? "image" : nil, refresh.opensGate ? "gate" : nil,
      refresh.lifecycle.map { "\($0)" },
    ].compactMap(\.self).joined(separator: " ")
  }

  @Test func `a new pod gets its gate open and becomes normal when it has a node`() {
    #expect(Self.text(.preparingNormal) { $0.isGateClosed = true } == "gate normal")
    #expect(
      Self.text(.preparingNormal, mayBecomeNormal: false) { $0.isGateClosed = true } == "gate")
    #expect(Self.text(.normal) == "")
  }

  @Test func `a change in place waits for its grace, then for its image, then opens the gate`() {
    func text(_ change: (inout InPlaceRefresh.Progress) -> Void) -> String {
      Self.text(.updating) {
        $0.isGateClosed = true
        $0.isUpdateComplete = false
        change(&$0)
      }
    }
    #expect(text { $0.isInGracePeriod = true } == "")
    let isOver = text {
      $0.isInGracePeriod = true
      $0.isGraceOver = true
    }
    #expect(isOver == "image")
    #expect(text { _ in } == "")
    #expect(text { $0.isUpdateComplete = true } == "gate normal")
  }

  @Test func `a hook of updates holds a pod between two revisions`() {
    #expect(Self.text(.updating, isFree: false) == "updated")
    #expect(Self.text(.updated, isFree: false) == "" && Self.text(.updated) == "normal")
    #expect(Self.text(.preparingUpdate, isUpdateRevision: false) == "")
    #expect(Self.text(.preparingUpdate, isFree: false) == "updated")
    #expect(Self.text(.preparingUpdate) == "normal" && Self.text(.preparingDelete) == "")
  }
}
