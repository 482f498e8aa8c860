// SPDX-License-Identifier: Apache-2.0

import Cluster
import Testing

/// Which pods the updater touches.
struct VPAUpdaterTests {
  private static let minute: Int64 = 60_000_000
  private static let hour: Int64 = 60 * minute
  private static let now: Int64 = 1_700_000_000_000_000
  private let advice = VPAContainerRecommendation(
    containerName: "app", target: VPAResources(cpuMillis: 500, memoryBytes: 1000),
    lowerBound: VPAResources(cpuMillis: 300, memoryBytes: 600),
    upperBound: VPAResources(cpuMillis: 900, memoryBytes: 2000),
    uncappedTarget: VPAResources(cpuMillis: 500, memoryBytes: 1000))

  private func pod(
    cpu: Int64? = 500, memory: Int64 = 1000, age: Int64 = hour, isPending: Bool = false,
    oomAfter: Int64? = nil, group: Int = 0, resize: VPAPodView.Resize = .none
  ) -> VPAPodView {
    VPAPodView(
      containers: [
        .init(
          name: "app", requests: VPAResources(cpuMillis: cpu, memoryBytes: memory),
          lifeBeforeOOMMicroseconds: oomAfter)
      ], isPending: isPending, startMicroseconds: Self.now - age, group: group, resize: resize)
  }

  private func decide(
    _ pods: [VPAPodView], mode: VPAUpdateMode = .recreate, configured: [Int]? = nil,
    policies: [VPAContainerPolicy] = []
  ) -> [VPAUpdater.Action] {
    VPAUpdater().decide(
      mode: mode, recommendations: [advice], policies: policies, pods: pods,
      configuredCounts: configured ?? [pods.count], at: Self.now)
  }

  @Test
  func `half of the pods outside the range go at once`() {
    let pods = [VPAPodView](repeating: pod(cpu: 200), count: 10)
    #expect(decide(pods) == (0..<5).map { .evict($0) })
    #expect(decide([VPAPodView](repeating: pod(cpu: 200), count: 5)).count == 2)
    #expect(decide([VPAPodView](repeating: pod(cpu: 200), count: 2)).count == 1)
  }

  @Test
  func `too few replicas are left alone`() {
    #expect(decide([pod(cpu: 200)]).isEmpty)
    var updater = VPAUpdater()
    updater.minReplicas = 1
    // A tolerance of half a pod is none, but one pod may go while all run.
    let actions = updater.decide(
      mode: .auto, recommendations: [advice], pods: [pod(cpu: 200)], configuredCounts: [1],
      at: Self.now)
    #expect(actions == [.evict(0)])
  }

  @Test(arguments: [VPAUpdateMode.off, .initial])
  func `other modes touch nothing`(mode: VPAUpdateMode) {
    #expect(decide([VPAPodView](repeating: pod(cpu: 200), count: 4), mode: mode).isEmpty)
  }

  @Test
  func `pods that shall grow go first, then the greatest change`() {
    let pods = [
      pod(cpu: 950), pod(cpu: 1000), pod(cpu: 290), pod(cpu: 250), pod(), pod(), pod(), pod(),
    ]
    #expect(decide(pods) == [.evict(3), .evict(2), .evict(1), .evict(0)])
  }

  @Test
  func `pods within the range go after twelve hours if the change is a tenth`() {
    func actions(cpu: Int64, age: Int64) -> [VPAUpdater.Action] {
      decide([pod(cpu: cpu, age: age), pod(), pod(), pod()])
    }
    #expect(actions(cpu: 450, age: 12 * Self.hour) == [.evict(0)])
    #expect(actions(cpu: 450, age: 12 * Self.hour - 1).isEmpty)
    #expect(actions(cpu: 460, age: 12 * Self.hour).isEmpty)
  }

  @Test
  func `a pod killed for memory early goes at once if anything would change`() {
    func actions(cpu: Int64, oomAfter: Int64) -> [VPAUpdater.Action] {
      decide([pod(cpu: cpu, oomAfter: oomAfter), pod(), pod(), pod()])
    }
    #expect(actions(cpu: 499, oomAfter: 10 * Self.minute - 1) == [.evict(0)])
    #expect(actions(cpu: 499, oomAfter: 10 * Self.minute).isEmpty)
    #expect(actions(cpu: 500, oomAfter: Self.minute).isEmpty)
  }

  @Test
  func `waiting pods go without limit and pods that are away count against it`() {
    let waiting = [VPAPodView](repeating: pod(cpu: 200, isPending: true), count: 4)
    #expect(decide(waiting).count == 4)
    let running = [VPAPodView](repeating: pod(cpu: 200), count: 3)
    // Six are asked for, three run: none may go.
    #expect(decide(running, configured: [6]).isEmpty)
    #expect(decide(running, configured: [5]).isEmpty)
    #expect(decide(running, configured: [4]).count == 1)
  }

  @Test
  func `a missing request is outside the range`() {
    #expect(decide([pod(cpu: nil), pod(), pod(), pod()]) == [.evict(0)])
  }

  @Test
  func `pods change in place, and are evicted if that is stuck`() {
    let pods = [
      pod(cpu: 200), pod(cpu: 200, resize: .infeasible),
      pod(cpu: 200, resize: .deferred(since: Self.now - 5 * Self.minute)),
      pod(cpu: 200, resize: .deferred(since: Self.now - 5 * Self.minute - 1)),
      pod(cpu: 200, resize: .inProgress(since: Self.now - Self.hour)),
      pod(cpu: 200, resize: .inProgress(since: Self.now - Self.hour - 1)),
    ]
    let quiet = [VPAPodView](repeating: pod(), count: 6)
    let actions = decide(pods + quiet, mode: .inPlaceOrRecreate)
    #expect(actions == [.resize(0), .evict(1), .evict(3), .evict(5)])
    // Only half may be disrupted.
    let many = [VPAPodView](repeating: pod(cpu: 200), count: 10)
    #expect(decide(many, mode: .inPlaceOrRecreate) == (0..<5).map { .resize($0) })
  }

  @Test
  func `requests are held within the policy and below the limit`() {
    var policy = VPAContainerPolicy()
    policy.maxAllowed = VPAResources(cpuMillis: 400)
    let pods = [VPAPodView](repeating: pod(cpu: 400, age: 13 * Self.hour), count: 4)
    #expect(decide(pods).count == 2)
    #expect(decide(pods, policies: [policy]).isEmpty)
    policy.controlsRequestsOnly = true
    let applied = advice.applied(limits: VPAResources(memoryBytes: 900), policy: policy)
    #expect(applied.target == VPAResources(cpuMillis: 400, memoryBytes: 900))
    #expect(applied.upperBound == VPAResources(cpuMillis: 400, memoryBytes: 900))
    #expect(applied.uncappedTarget == advice.uncappedTarget)
  }
}
