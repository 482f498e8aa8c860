// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Testing

@testable import Cluster

/// Evictions under disruption budgets.
struct EvictionTests {
  private func simulation(
    _ change: (inout PodDisruptionBudget.Spec) -> Void
  ) -> Simulation {
    var world = SmallScenario(isRunning: true)
    world.add(SmallScenario.deployment("web", replicas: 4))
    var budget = PodDisruptionBudget()
    budget.spec.selector = LabelSelector(matchLabels: ["app": "web"])
    change(&budget.spec)
    world.add(.podDisruptionBudget(budget))
    return Simulation(world.scenario)
  }

  @Test
  func `a budget refuses what would leave too few`() {
    var simulation = simulation { $0.minAvailable = .int(3) }
    var counts = simulation.countBudgets()
    #expect(counts == [DisruptionBudgetCount(allowed: 1, healthy: 4, desiredHealthy: 3)])
    let pods = simulation.replicaSets.elements[0].pods
    #expect(simulation.evict(pods[0], &counts))
    #expect(!simulation.evict(pods[1], &counts))
    // The same pod may be asked to go again.
    #expect(simulation.evict(pods[0], &counts))
    #expect(simulation.countBudgets()[0].allowed == 0)
    simulation.run(toSecond: 10)
    #expect(simulation.countBudgets()[0].allowed == 1)
  }

  @Test
  func `a pod that is not ready may go while the others are enough`() {
    var simulation = simulation { $0.minAvailable = .int(3) }
    let pods = simulation.replicaSets.elements[0].pods
    simulation.setReady(pods[0], false)
    var counts = simulation.countBudgets()
    #expect(counts[0].allowed == 0)
    #expect(!simulation.evict(pods[1], &counts))
    #expect(simulation.evict(pods[0], &counts))
  }

  @Test
  func `a pod that is not ready stays if the others are too few`() {
    for policy in PodDisruptionBudget.UnhealthyPodEvictionPolicy.allCases {
      var simulation = simulation {
        $0.minAvailable = .int(4)
        $0.unhealthyPodEvictionPolicy = policy
      }
      let pods = simulation.replicaSets.elements[0].pods
      simulation.setReady(pods[0], false)
      var counts = simulation.countBudgets()
      #expect(simulation.evict(pods[0], &counts) == (policy == .alwaysAllow))
    }
  }

  @Test
  func `a budget refuses nothing before it is applied`() {
    var world = SmallScenario(isRunning: true)
    world.add(SmallScenario.deployment("web", replicas: 4))
    var budget = PodDisruptionBudget()
    budget.spec.selector = LabelSelector(matchLabels: ["app": "web"])
    budget.spec.minAvailable = .int(4)
    world.apply([.podDisruptionBudget(budget)], at: 30)
    var simulation = Simulation(world.scenario)
    var counts = simulation.countBudgets()
    #expect(simulation.evict(simulation.replicaSets.elements[0].pods[0], &counts))
    simulation.run(toSecond: 40)
    #expect(simulation.readyCount == 4)
    counts = simulation.countBudgets()
    #expect(!simulation.evict(simulation.replicaSets.elements[0].pods[0], &counts))
  }
}
