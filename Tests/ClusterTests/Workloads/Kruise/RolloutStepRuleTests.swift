// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

@Suite struct RolloutStepRuleTests {
  private static let steps: [RolloutStepRule.Step] = {
    var canary = RolloutStepRule.Step(replicas: .string("5%"))
    canary.pause = .approval
    canary.trafficPercent = 10
    var half = RolloutStepRule.Step(replicas: .string("50%"))
    half.pause = .time(.minutes(10))
    return [canary, half, RolloutStepRule.Step(replicas: .string("100%"))]
  }()

  private static func view(
    updated: Int, ready: Int, at minute: Int64 = 0, isApproved: Bool = false
  ) -> RolloutStepRule.View {
    var view = RolloutStepRule.View(
      steps: steps, replicas: 10, updated: updated, updatedReady: ready,
      now: .zero + .minutes(minute))
    view.isApproved = isApproved
    return view
  }

  @Test func `steps go on when their pods are ready and their pause is over`() {
    var state = RolloutStepRule.State()
    func sync(_ view: RolloutStepRule.View) -> RolloutStepRule.Decision {
      let decision = RolloutStepRule.sync(view, state)
      state = decision.state
      return decision
    }
    // Five percent of ten round up to one pod.
    #expect(sync(Self.view(updated: 0, ready: 0)).partition == 9)
    #expect(sync(Self.view(updated: 1, ready: 0)).updated == 1)
    #expect(sync(Self.view(updated: 1, ready: 1)).updated == 1, "nobody has approved")
    #expect(sync(Self.view(updated: 1, ready: 1)).trafficPercent == 10)
    #expect(sync(Self.view(updated: 1, ready: 1, isApproved: true)).updated == 5)
    let waiting = sync(Self.view(updated: 5, ready: 5, at: 3))
    #expect(waiting.updated == 5 && waiting.recheckAt == .zero + .minutes(13))
    #expect(sync(Self.view(updated: 5, ready: 5, at: 12)).updated == 5)
    #expect(sync(Self.view(updated: 5, ready: 5, at: 13)).updated == 10)
    let done = sync(Self.view(updated: 10, ready: 10, at: 14))
    #expect(done.isDone && done.partition == 0 && done.trafficPercent == nil)
  }

  @Test(arguments: [
    (10, 10, nil, true), (10, 9, nil, false), (9, 9, nil, false),
    (10, 9, IntOrString.string("1%"), true), (10, 8, .string("10%"), false),
    (10, 0, .string("100%"), false), (0, 0, nil, false),
  ])
  func `without a threshold no failure is borne, and one pod must be ready in any case`(
    updated: Int, ready: Int, threshold: IntOrString?, isReady: Bool
  ) {
    var view = Self.view(updated: updated, ready: ready)
    view.failureThreshold = threshold
    #expect(RolloutStepRule.isReady(view, wanted: 10) == isReady)
    #expect(RolloutStepRule.isReady(view, wanted: 0))
  }

  @Test func `an approval ends a timed wait, and nothing is left to wait for after all pods`() {
    var state = RolloutStepRule.State()
    state.step = 1
    state.waitsSince = .zero
    var view = Self.view(updated: 5, ready: 5, at: 1, isApproved: true)
    #expect(RolloutStepRule.sync(view, state).updated == 10)
    view = Self.view(updated: 10, ready: 10)
    view.steps[2].pause = .approval
    state = RolloutStepRule.State()
    state.step = 2
    #expect(RolloutStepRule.sync(view, state).isDone)
    // Only the text says so: a number of pods, or another percentage of them, waits.
    view.steps[2].replicas = .int(10)
    #expect(!RolloutStepRule.sync(view, state).isDone)
  }

  @Test(arguments: [
    (IntOrString.int(3), 7, 10, "7"), (.string("30%"), 7, 10, "70%"), (.string("1%"), 9, 9, "100%"),
    (.string("100%"), 0, 9, "0%"), (.string("40%"), 4, 7, "57%"),
    // One of 150 is less than a percent, and "1%" keeps two: the step of 99 % is never ready.
    (.string("99%"), 1, 150, "1%"), (.string("100%"), 1, 150, "0%"),
  ])
  func `a step in percent writes the partition in percent, rounded down`(
    step: IntOrString, stable: Int, replicas: Int, setting: String
  ) {
    let step = RolloutStepRule.Step(replicas: step)
    let written = RolloutStepRule.setting(stable: stable, of: replicas, in: step)
    #expect(written.description == setting)
  }
}
