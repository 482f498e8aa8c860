// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Testing

@testable import Cluster

/// Growing groups for pods that wait.
struct ClusterAutoscalerScaleUpTests {
  @Test
  func `as many nodes are ordered as the pods fill`() {
    var world = AutoscaledWorld()
    world.addGroup("a")
    world.wait(world.template("web"), count: 10)
    #expect(world.scan(atSecond: 0) == [.increase(group: 0, by: 3)])
  }

  @Test
  func `nodes on their way are waited for`() {
    var world = AutoscaledWorld()
    world.addGroup("a")
    world.wait(world.template("web"), count: 10)
    _ = world.scan(atSecond: 0)
    world.view.groups[0].targetSize = 3
    world.view.groups[0].upcomingCount = 3
    #expect(world.scan(atSecond: 10).isEmpty)
    world.wait(world.template("more"), count: 3)
    #expect(world.scan(atSecond: 20) == [.increase(group: 0, by: 1)])
  }

  @Test
  func `pods that fit on a node order nothing`() {
    var world = AutoscaledWorld()
    world.addGroup("a", size: 1)
    world.wait(world.template("web"), count: 4)
    #expect(world.scan(atSecond: 0).isEmpty)
  }

  @Test
  func `a pod that no node of a group could hold orders nothing`() {
    var world = AutoscaledWorld()
    world.addGroup("a")
    world.wait(world.template("large", cpuMillis: 5000), count: 2)
    #expect(world.scan(atSecond: 0).isEmpty)
    world.addGroup("b", cores: 8)
    #expect(world.scan(atSecond: 10) == [.increase(group: 1, by: 2)])
  }

  @Test
  func `labels, anti-affinity and taints count as in the scheduler`() {
    var world = AutoscaledWorld()
    world.addGroup("plain")
    world.addGroup("ssd", labels: ["disk": "ssd"])
    let picky = world.template("picky", cpuMillis: 100) { template in
      template.spec.nodeSelector = ["disk": "ssd"]
      var term = PodAffinityTerm()
      term.topologyKey = "kubernetes.io/hostname"
      term.labelSelector = LabelSelector(matchLabels: ["app": "picky"])
      var affinity = PodAffinity()
      affinity.required = [term]
      template.spec.affinity.podAntiAffinity = affinity
    }
    world.wait(picky, count: 5)
    #expect(world.scan(atSecond: 0) == [.increase(group: 1, by: 5)])
    world.view.groups[1].template.spec.taints = [Taint(key: "own", effect: .noSchedule)]
    world.autoscaler = ClusterAutoscaler()
    #expect(world.scan(atSecond: 10).isEmpty)
  }

  @Test
  func `bounds of the group, the cluster and one order hold`() {
    for (maxSize, total, perOrder, expected) in [
      (100, 0, 1000, 25), (7, 0, 1000, 7), (100, 9, 1000, 9), (100, 0, 11, 11),
    ] {
      var settings = ClusterAutoscalerSettings()
      settings.maxNodesTotal = total
      settings.maxNodesPerScaleUp = perOrder
      var world = AutoscaledWorld(settings)
      world.addGroup("a", maxSize: maxSize)
      world.wait(world.template("web"), count: 100)
      #expect(world.scan(atSecond: 0) == [.increase(group: 0, by: expected)])
    }
  }

  @Test
  func `pods below the cutoff are not helped and make room`() {
    var world = AutoscaledWorld()
    world.addGroup("a", size: 1)
    let low = world.template("low", cpuMillis: 4000) { $0.spec.priority = -11 }
    world.nodes.place(low, on: world.view.members[0].node)
    world.wait(low, count: 3)
    #expect(world.scan(atSecond: 0).isEmpty)
    world.wait(world.template("web", cpuMillis: 4000), count: 1)
    // The pod takes the place of the expendable one.
    #expect(world.scan(atSecond: 10).isEmpty)
    world.wait(world.template("more", cpuMillis: 4000) { $0.spec.priority = -10 }, count: 1)
    #expect(world.scan(atSecond: 20) == [.increase(group: 0, by: 1)])
  }

  @Test
  func `pods younger than two seconds trigger nothing`() {
    var world = AutoscaledWorld()
    world.addGroup("a")
    world.wait(world.template("web"), count: 1)
    world.view.pending[0].oldestCreatedAt = .zero + .milliseconds(8_001)
    #expect(world.scan(atSecond: 10).isEmpty)
    world.view.pending[0].oldestCreatedAt = .zero + .seconds(8)
    #expect(world.scan(atSecond: 10).count == 1)
  }

  @Test
  func `a group that fails is left alone for longer each time`() {
    var world = AutoscaledWorld()
    world.addGroup("a")
    world.wait(world.template("web"), count: 1)
    var attempts: [Int64] = []
    for second in stride(from: Int64(0), through: 9000, by: 10) {
      for action in world.scan(atSecond: second) {
        switch action {
        case .increase(_, let count):
          attempts.append(second)
          world.view.groups[0].targetSize += count
          world.view.groups[0].upcomingCount += count
        case .decreaseTarget(_, let count):
          world.view.groups[0].targetSize -= count
          world.view.groups[0].failedCount = 0
        case .delete: Issue.record("nothing is there to delete")
        }
      }
      if world.view.groups[0].upcomingCount > 0 {
        world.view.groups[0].upcomingCount = 0
        world.view.groups[0].failedCount = 1
      }
    }
    // Each failure is seen ten seconds later; then 5, 10, 20, 30 and 30 minutes pass.
    let gaps = zip(attempts.dropFirst(), attempts).map { $0 - $1 }
    #expect(gaps == [320, 620, 1220, 1820, 1820, 1820])
  }

  @Test
  func `nodes that do not come in time are given up and another group is tried`() {
    var world = AutoscaledWorld()
    world.addGroup("a")
    world.wait(world.template("web"), count: 1)
    #expect(world.scan(atSecond: 0) == [.increase(group: 0, by: 1)])
    world.view.groups[0].targetSize = 1
    world.view.groups[0].upcomingCount = 1
    world.addGroup("b")
    #expect(world.scans(10...900).isEmpty)
    #expect(
      world.scan(atSecond: 910) == [
        .decreaseTarget(group: 0, by: 1), .increase(group: 1, by: 1),
      ])
  }

  @Test
  func `too many unready nodes stop everything`() {
    for (unready, isStopped) in [(3, false), (4, false), (5, true)] {
      var world = AutoscaledWorld()
      world.addGroup("a", size: 10)
      for place in 0..<unready { world.view.members[place].isReady = false }
      world.wait(world.template("large", cpuMillis: 3000), count: 20)
      // The nodes are counted as unready only by the bound of the cluster here.
      world.view.groups[0].targetSize = 10 - unready
      #expect(world.scan(atSecond: 0).isEmpty == isStopped, "\(unready) of 10")
    }
  }
}
