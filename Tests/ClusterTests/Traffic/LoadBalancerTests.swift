// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario
import Testing

@testable import Cluster

/// How often a load balancer takes over other addresses in a release: replicas / step with new
/// addresses, never where pods keep theirs.
@Suite struct LoadBalancerTests {
  private static func serve(
    _ world: inout SmallScenario, _ target: WorkloadReference, gatherSeconds: Int64
  ) {
    var behavior = BehaviorBlock(target: target)
    behavior.startup.applicationStart = SmallScenario.constant(.seconds(20))
    behavior.request = BehaviorBlock.RequestBlock(cpu: .milliseconds(5))
    var balancer = BehaviorBlock.LoadBalancerBlock()
    balancer.reloadInterval = .seconds(gatherSeconds)
    behavior.loadBalancer = balancer
    world.scenario.behavior = [behavior]
    var block = TrafficBlock.RateBlock()
    block.points = [.init(at: .zero, rate: 100)]
    world.scenario.traffic = [TrafficBlock(target: target, rate: block)]
  }

  private static func reloads(_ world: SmallScenario) -> Int {
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    let (ready, wanted) = (
      simulation.pods(isNew: true) { $0.isReady }, simulation.deployments.elements[0].specReplicas
    )
    #expect(ready == wanted)
    return simulation.loads[0].reloadCount
  }

  @Test(arguments: [1, 2, 3, 4, 6, 12] as [Int32])
  func `a rolling update takes over replicas by step lists`(step: Int32) {
    var world = SmallScenario(nodes: 4, seconds: 1_200, isRunning: true)
    for image in ["app:1", "app:2"] {
      var web = SmallScenario.deployment("web", replicas: 12, image: image)
      web.spec.maxSurge = .int(step)
      web.spec.maxUnavailable = .int(0)
      var probe = Probe(handler: .tcpSocket(port: .int(80)))
      probe.periodSeconds = 1
      web.spec.template.spec.containers[0].readinessProbe = probe
      if image == "app:1" { world.add(web) } else { world.apply(web, at: 30) }
    }
    Self.serve(&world, SmallScenario.reference("web"), gatherSeconds: 5)
    #expect(Self.reloads(world) == Int(12 / step))
  }

  @Test func `an update in place changes no list`() {
    var world = SmallScenario(nodes: 4, seconds: 1_200, isRunning: true)
    for image in ["im:1", "im:2"] {
      let set = SmallScenario.statefulSetPlus(
        "im", replicas: 12, batches: 4, image: image, type: .inPlaceIfPossible)
      if image == "im:1" {
        world.add(.statefulSetPlus(set))
      } else {
        world.apply(.statefulSetPlus(set), at: 30)
      }
    }
    Self.serve(
      &world, WorkloadReference(kind: "StatefulSetPlus", name: "im"), gatherSeconds: 5)
    #expect(Self.reloads(world) == 0)
  }

  @Test func `without gathering each address that comes or goes counts alone`() {
    var world = SmallScenario(nodes: 4, seconds: 300, isRunning: true)
    world.add(SmallScenario.deployment("web", replicas: 4))
    world.at(30, .scale(SmallScenario.reference("web"), replicas: 5))
    world.at(100, .scale(SmallScenario.reference("web"), replicas: 2))
    world.at(200, .scale(SmallScenario.reference("web"), replicas: 3))
    Self.serve(&world, SmallScenario.reference("web"), gatherSeconds: 0)
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    // One comes, three go one after the other through the API client, one comes.
    #expect((3...5).contains(simulation.loads[0].reloadCount))
  }
}
