// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// Which pods of a CloneSet go first, as seen in a run.
@Suite struct CloneSetOrderRunTests {
  /// Ten pods in two templates that differ in a label, four of them `b`, before a release.
  private static func scenario(
    most: Int32 = 1, _ change: @escaping (inout CloneSet) -> Void
  ) -> SmallScenario {
    var small = SmallScenario(nodes: 4, seconds: 900, isRunning: true)
    func set(_ label: String, image: String, _ more: (inout CloneSet) -> Void) -> KubernetesObject {
      SmallScenario.cloneSet("web", replicas: 10, image: image, type: .recreate) {
        $0.spec.template.metadata.labels["group"] = label
        more(&$0)
      }
    }
    small.add(set("a", image: "app:1") { _ in })
    small.apply(
      set("b", image: "app:1") { $0.spec.updateStrategy.partition = .int(6) }, at: 10)
    small.apply(
      set("c", image: "app:2") {
        $0.spec.updateStrategy.maxUnavailable = .int(most)
        change(&$0)
      }, at: 300)
    return small
  }

  /// The groups of the old pods in the order in which they went after second 300.
  private static func order(_ small: SmallScenario) -> String {
    var simulation = Simulation(small.scenario)
    simulation.run(toSecond: 299)
    var groups: [String: String] = [:]
    for handle in simulation.numberedPods(of: DeploymentIndex(rawValue: 0)) {
      let pod = simulation.pods[handle]
      let name = simulation.podName(of: pod.replicaSet, ordinal: pod.ordinal)
      groups["default/\(name)"] = simulation.nodes.templates[pod.template].labels["group"]
    }
    let lives = simulation.runToLives()
    return lives.filter { $0.stages.terminating >= 300_000_000 }
      .sorted { $0.stages.terminating < $1.stages.terminating }
      .compactMap { groups[$0.name] }.joined()
  }

  @Test func `without an order the youngest go first`() {
    #expect(Self.order(Self.scenario { _ in }) == "bbbbaaaaaa")
  }

  @Test func `weights turn the order round`() {
    let order = Self.order(
      Self.scenario {
        $0.spec.updateStrategy.priorityStrategy.weightPriority = [
          .init(weight: 50, matchSelector: LabelSelector(matchLabels: ["group": "a"]))
        ]
      })
    #expect(order == "aaaaaabbbb")
  }

  @Test func `scattering spreads a group over the release`() {
    func isB(_ scatter: [LabelSet.Label]) -> Int {
      let order = Self.order(
        Self.scenario(most: 5) { $0.spec.updateStrategy.scatterStrategy = scatter })
      #expect(order.count == 10)
      return order.prefix(5).count { $0 == "b" }
    }
    // Of b a a b a a b a a b the first five go at once.
    #expect(isB([]) == 4 && isB([.init(key: "group", value: "b")]) == 2)
  }

  @Test func `scaling in during a release keeps as many old pods as the partition says`() {
    var small = SmallScenario(nodes: 4, seconds: 600, isRunning: true)
    small.add(SmallScenario.cloneSet("web", replicas: 10))
    small.apply(
      SmallScenario.cloneSet("web", replicas: 10, image: "app:2") {
        $0.spec.updateStrategy.partition = .int(6)
      }, at: 10)
    small.at(200, .scale(WorkloadReference(kind: "CloneSet", name: "web"), replicas: 7))
    small.at(400, .scale(WorkloadReference(kind: "CloneSet", name: "web"), replicas: 9))
    var simulation = Simulation(small.scenario)
    simulation.run(toSecond: 199)
    #expect(simulation.pods(isNew: true) == 4 && simulation.pods(isNew: false) == 6)
    simulation.run(toSecond: 399)
    // Six may stay old, so that all that go are new.
    #expect(simulation.pods(isNew: true) == 1 && simulation.pods(isNew: false) == 6)
    simulation.run(until: simulation.endTime)
    #expect(simulation.pods(isNew: true) == 3 && simulation.pods(isNew: false) == 6)
  }

  @Test func `pods named for deletion go, and the rest of the set is made up`() {
    var small = SmallScenario(nodes: 4, isRunning: true)
    small.add(SmallScenario.cloneSet("web", replicas: 5))
    var simulation = Simulation(small.scenario)
    let name = simulation.podName(of: ReplicaSetIndex(rawValue: 0), ordinal: 2)
    small.apply(
      SmallScenario.cloneSet("web", replicas: 5) { $0.spec.podsToDelete = [name] }, at: 10)
    simulation = Simulation(small.scenario)
    let lives = simulation.runToLives()
    #expect(lives.filter { $0.stages.deleted >= 0 }.map(\.name) == ["default/\(name)"])
    #expect(lives.count == 6 && simulation.readyCount == 5)
  }
}
