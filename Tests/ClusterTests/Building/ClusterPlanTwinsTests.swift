// SPDX-License-Identifier: Apache-2.0

import Manifests
import Scenario
import Testing

@testable import Cluster

@Suite struct ClusterPlanTwinsTests {
  @Test func `two workloads of one kind and name are refused, the second one where it stands`() {
    var world = SmallScenario()
    world.add(SmallScenario.deployment("web", replicas: 2))
    world.add(SmallScenario.deployment("feed", replicas: 2))
    #expect(Simulation.check(world.scenario).isEmpty)
    world.add(SmallScenario.deployment("web", replicas: 5))
    let faults = Simulation.check(world.scenario)
    #expect(faults.map(\.severity) == [.error])
    #expect(faults.first?.message.contains("Deployment/default/web is given twice") == true)
  }

  @Test func `what the timeline applies may have the name of what is there`() {
    var world = SmallScenario()
    let deployment = SmallScenario.deployment("web", replicas: 2)
    world.add(deployment)
    world.apply([.deployment(deployment)], at: 10)
    #expect(Simulation.check(world.scenario).isEmpty)
  }
}
