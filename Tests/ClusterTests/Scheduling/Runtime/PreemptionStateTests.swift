// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Testing

@testable import Cluster

/// The order in which a preemption works on its victims.
@Suite struct PreemptionStateTests {
  private static func state(victims: Int, nominees: Int = 0) -> PreemptionState {
    func handles(_ count: Int) -> [PodHandle] {
      (0..<count).map { PodHandle(index: UInt32($0), generation: 1) }
    }
    return PreemptionState(
      preemptor: PodHandle(index: 99, generation: 1),
      subject: .pod(ReplicaSetIndex(0), ordinal: 0), node: NodeIndex(0),
      nominees: handles(nominees), victims: handles(victims))
  }

  @Test func `the last victim waits for all others`() {
    var state = Self.state(victims: 4)
    #expect(state.beginNext() == 0)
    #expect(state.beginNext() == 1)
    #expect(state.beginNext() == 2)
    #expect(state.beginNext() == nil)
    state.end()
    state.end()
    #expect(state.beginNext() == nil)
    state.end()
    #expect(state.beginNext() == 3)
    #expect(!state.isDone)
    state.end()
    #expect(state.isDone)
  }

  @Test func `no more than sixteen victims are worked on at once`() {
    var state = Self.state(victims: 40)
    var begun = 0
    while state.beginNext() != nil { begun += 1 }
    #expect(begun == 16)
    state.end()
    #expect(state.beginNext() == 16)
  }

  @Test func `nominations are cleared before victims are touched`() {
    var state = Self.state(victims: 1, nominees: 2)
    #expect(state.beginNext() == nil)
    state.clearedCount = 2
    #expect(state.beginNext() == 0)
  }
}
