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
}
