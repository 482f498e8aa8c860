// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario
import Testing

@testable import Cluster

/// What disruption budgets allow while a cluster runs.
@Suite struct BudgetsTests {
  private static func budget(_ change: (inout PodDisruptionBudget.Spec) -> Void)
    -> PodDisruptionBudget
  {
    var budget = PodDisruptionBudget()
    budget.metadata.name = "app"
    budget.spec.selector = LabelSelector(matchLabels: ["app": "app"])
    change(&budget.spec)
    return budget
  }

  /// Ten replicas of which one node of two holds half.
  private static func world() -> SmallScenario {
    var world = SmallScenario(nodes: 2, cores: 8, isRunning: true)
    world.add(SmallScenario.deployment("app", replicas: 10, cpuMillis: 1000))
    return world
  }

  private static let cases: [(IntOrString?, IntOrString?, Int)] = [
    (.int(8), nil, 2), (.int(12), nil, 0), (.string("75%"), nil, 2), (nil, .int(3), 3),
    (nil, .string("25%"), 3), (nil, .int(20), 10), (nil, nil, 10),
  ]

  @Test(arguments: cases.indices) func `healthy pods above what is desired may go`(index: Int) {
    let (least, most, allowed) = Self.cases[index]
    let budget = Self.budget {
      $0.minAvailable = least
      $0.maxUnavailable = most
    }
    let simulation = Simulation(Self.world().scenario)
    #expect(simulation.count(of: BudgetState(manifest: budget, exists: true)).allowed == allowed)
  }

  @Test func `a pod that ends is not healthy`() {
    var simulation = Simulation(Self.world().scenario)
    let budget = Self.budget { $0.minAvailable = .int(8) }
    let first = simulation.replicaSets.elements[0].pods[0]
    simulation.deletePod(first)
    #expect(simulation.count(of: BudgetState(manifest: budget, exists: true)).allowed == 1)
  }

  @Test func `a budget without pods or of another namespace allows nothing`() {
    let simulation = Simulation(Self.world().scenario)
    var budget = Self.budget { $0.maxUnavailable = .int(1) }
    budget.metadata.namespace = "elsewhere"
    #expect(simulation.count(of: BudgetState(manifest: budget, exists: true)).allowed == 0)
    budget.metadata.namespace = "default"
    budget.spec.selector = nil
    #expect(simulation.count(of: BudgetState(manifest: budget, exists: true)).allowed == 0)
  }

  @Test func `a budget counts from the instant at which it is applied`() {
    var world = Self.world()
    world.apply([.podDisruptionBudget(Self.budget { $0.maxUnavailable = .int(1) })], at: 30)
    world.apply([.podDisruptionBudget(Self.budget { $0.maxUnavailable = .int(4) })], at: 60)
    var simulation = Simulation(world.scenario)
    let before = simulation.currentBudgets().count
    #expect(before == 0)
    simulation.run(toSecond: 31)
    let first = simulation.currentBudgets().map(\.disruptionsAllowed)
    #expect(first == [1])
    simulation.run(toSecond: 61)
    let second = simulation.currentBudgets().map(\.disruptionsAllowed)
    #expect(second == [4])
  }
}
