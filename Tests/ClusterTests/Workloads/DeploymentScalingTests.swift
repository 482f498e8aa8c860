// SPDX-License-Identifier: Apache-2.0

import Cluster
import Manifests
import Testing

/// Scaling in the middle of a roll-out.
@Suite struct DeploymentScalingTests {
  @Test func `another wanted number in an annotation of an active set is a scaling event`() {
    var bench = DeploymentBench(old: [(0, 0), (8, 8)], new: (5, 0))
    #expect(!DeploymentRule.isScalingEvent(bench.view))
    bench.old[0].desiredAnnotation = 7
    #expect(!DeploymentRule.isScalingEvent(bench.view), "the first set is empty")
    bench.old[1].desiredAnnotation = 7
    #expect(DeploymentRule.isScalingEvent(bench.view))
    bench.old[1].desiredAnnotation = nil
    #expect(!DeploymentRule.isScalingEvent(bench.view), "without annotation nothing is known")
  }

  @Test func `a single active set gets the full count`() {
    var bench = DeploymentBench(old: [(10, 10)], new: (0, 0))
    bench.replicas = 4
    #expect(bench.actions == [.scale(0, to: 4)])
  }

  @Test func `without an active set the newest grows`() {
    var bench = DeploymentBench(old: [(0, 0), (0, 0)])
    bench.isPaused = true
    #expect(bench.actions == [.scale(1, to: 10)])
    bench.new = DeploymentBench.set(age: 2, size: 0, available: 0)
    #expect(bench.actions == [.scale(2, to: 10)])
  }

  @Test func `a complete new set empties the old ones from the newest on`() {
    var bench = DeploymentBench(old: [(2, 2), (3, 3)], new: (10, 10))
    bench.old[0].desiredAnnotation = 9
    #expect(bench.actions == [.scale(1, to: 0), .scale(0, to: 0)])
  }

  @Test func `sets grow by their shares and the rest goes to the largest`() {
    var bench = DeploymentBench(old: [(8, 8)], new: (5, 0))
    bench.replicas = 25
    // 28 pods: round(8 * 28 / 13) = 17, round(5 * 28 / 13) = 11.
    #expect(bench.actions == [.scale(0, to: 17), .scale(1, to: 11)])
    bench.replicas = 12
    // 15 pods: 9 and 6.
    #expect(bench.actions == [.scale(0, to: 9), .scale(1, to: 6)])
  }

  @Test func `of equal sets the newer grows first and the older shrinks first`() {
    var bench = DeploymentBench(old: [(5, 5), (5, 5)], new: (3, 0))
    bench.replicas = 11
    // One more pod: 5 * 14 / 13 = 5.38 adds none, so the rest goes to the newer of five.
    #expect(bench.actions == [.scale(1, to: 6), .scale(0, to: 5), .scale(2, to: 3)])
    bench.replicas = 9
    #expect(bench.actions == [.scale(0, to: 4), .scale(1, to: 5), .scale(2, to: 3)])
  }

  @Test func `half a pod is rounded away from zero`() {
    var bench = DeploymentBench(old: [(3, 3)], new: (3, 0))
    bench.surge = .int(1)
    for place in bench.old.indices { bench.old[place].maxAnnotation = 6 }
    bench.new?.maxAnnotation = 6
    bench.replicas = 8
    // 3 * 9 / 6 = 4.5 gives five to the newer, and the older gets the four that are left.
    #expect(bench.actions == [.scale(1, to: 5), .scale(0, to: 4)])
  }

  @Test func `scaling to zero takes all and leaves no surge`() {
    var bench = DeploymentBench(old: [(8, 8)], new: (5, 0))
    bench.replicas = 0
    #expect(bench.actions == [.scale(0, to: 0), .scale(1, to: 0)])
  }

  @Test func `without the annotation the published size stands for it`() {
    var bench = DeploymentBench(old: [(8, 8)], new: (5, 0))
    bench.old[0].maxAnnotation = nil
    bench.new?.maxAnnotation = 0
    bench.replicas = 25
    #expect(bench.actions == [.scale(0, to: 17), .scale(1, to: 11)])
  }

  @Test func `a set of the right size is written for its annotations alone`() {
    var bench = DeploymentBench(old: [(8, 8)], new: (6, 0))
    bench.replicas = 11
    bench.old[0].desiredAnnotation = 11
    bench.old[0].maxAnnotation = 14
    #expect(bench.actions == [.scale(1, to: 6)])
  }

  @Test func `a product beyond 32 bits wraps around as in the real controller`() {
    var bench = DeploymentBench()
    bench.old = [DeploymentBench.set(age: 0, size: 60_000, available: 0, annotations: (9, 90_000))]
    bench.new = DeploymentBench.set(age: 1, size: 30_000, available: 0, annotations: (9, 90_000))
    bench.replicas = 99_997
    // 60,000 * 100,000 is 1,705,032,704 in 32 bits and 30,000 * 100,000 is -1,294,967,296: the sets
    // would get 18,945 and -14,389 pods, and the larger one all that is left of 100,000.
    #expect(bench.actions == [.scale(0, to: 114_389)])
    #expect(bench.sync.isRefused, "the API server turns -14,389 down")
    #expect(bench.sync.status == bench.view.status)
  }

  @Test func `recreation is not scaled in proportion`() {
    var bench = DeploymentBench(old: [(8, 8)], new: (5, 0))
    bench.strategy = .recreate
    bench.replicas = 25
    #expect(bench.actions.isEmpty)
  }
}
