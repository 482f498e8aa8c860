// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// The requests of the controllers of numbered pods.
@Suite struct NumberedRequestsTests {
  private static func requestCount(
    _ kind: ControllerKind, _ simulation: borrowing Simulation
  ) -> Int64 {
    simulation.controllers[Int(kind.rawValue)].client.reservedCount
  }

  @Test func `each created pod costs an event of the same client, up to the spam filter`() {
    func requests(qps: Double, replicas: Int32) -> Int64 {
      var small = SmallScenario(nodes: 4, cores: 64, seconds: 120)
      small.scenario.cluster.controlPlane.controllerManager = .init(qps: qps, burst: 1_000)
      small.add(
        .statefulSet(SmallScenario.statefulSet("db", replicas: replicas, policy: .parallel)))
      var simulation = Simulation(small.scenario)
      simulation.run(until: simulation.endTime)
      #expect(simulation.readyCount == Int(replicas))
      #expect(Self.requestCount(.replicaSet, simulation) == 0)
      #expect(Self.requestCount(.deployment, simulation) == 0)
      return Self.requestCount(.statefulSet, simulation)
    }
    // Without a limit events cost nothing and are left out.
    #expect(requests(qps: 1_000, replicas: 10) == requests(qps: 0, replicas: 10) + 10)
    #expect(requests(qps: 1_000, replicas: 60) == requests(qps: 0, replicas: 60) + 25)
  }

  @Test func `a deletion and a change in place are told as well`() {
    func events(of type: CloneSet.UpdateStrategyType) -> Int64 {
      func requests(qps: Double) -> Int64 {
        var small = SmallScenario(nodes: 4, cores: 64, seconds: 300, isRunning: true)
        small.scenario.cluster.controlPlane.controllerManager = .init(qps: qps, burst: 1_000)
        for (image, second) in [("app:1", 0.0), ("app:2", 10)] {
          let set = SmallScenario.statefulSetPlus(
            "im", replicas: 4, batches: 1, image: image, type: type)
          if second == 0 { small.add(.statefulSetPlus(set)) }
          if second > 0 { small.apply(.statefulSetPlus(set), at: second) }
        }
        var simulation = Simulation(small.scenario)
        simulation.run(until: simulation.endTime)
        #expect(simulation.pods(isNew: true) { $0.isReady } == 4)
        return Self.requestCount(.statefulSetPlus, simulation)
      }
      return requests(qps: 1_000) - requests(qps: 0)
    }
    #expect(events(of: .inPlaceIfPossible) == 4)
    #expect(events(of: .recreate) == 8)
  }

  @Test func `a status that meets a newer object is written again`() {
    func requests(scaledAt second: Double?) -> Int64 {
      var small = SmallScenario(nodes: 4, cores: 64, seconds: 100)
      small.scenario.cluster.controlPlane.apiLatency = .seconds(4)
      small.add(.statefulSet(SmallScenario.statefulSet("db", replicas: 1)))
      let target = WorkloadReference(kind: "StatefulSet", name: "db")
      // The scale changes and goes back while the first sync waits for its answers.
      if let second {
        small.at(second, .scale(target, replicas: 2))
        small.at(second + 0.5, .scale(target, replicas: 1))
      }
      var simulation = Simulation(small.scenario)
      simulation.run(until: simulation.endTime)
      #expect(simulation.deployments.elements[0].revisions?.status.ready == 1)
      return Self.requestCount(.statefulSet, simulation)
    }
    #expect(requests(scaledAt: 5) == requests(scaledAt: nil) + 1)
  }

  @Test func `series tell of the controllers of those workloads that there are`() {
    func queues(_ change: (inout SmallScenario) -> Void) -> [String] {
      var small = SmallScenario()
      change(&small)
      return Simulation(small.scenario).series.filter { $0.metric.name == "workqueue_depth" }
        .compactMap(\.labelValues.first)
    }
    let usual = queues { $0.add(SmallScenario.deployment("web", replicas: 1)) }
    #expect(usual.contains("replicaset") && !usual.contains("statefulset"))
    let more = queues { $0.add(.statefulSet(SmallScenario.statefulSet("db", replicas: 1))) }
    #expect(more == usual + ["statefulset"])
  }

  @Test func `a priority class that is missing is a fault of a StatefulSet too`() {
    var small = SmallScenario()
    var set = SmallScenario.statefulSet("db", replicas: 1)
    set.spec.template.spec.priorityClassName = "urgent"
    small.add(.statefulSet(set))
    let faults = ClusterPlan.check(small.scenario)
    #expect(faults.contains { $0.path == "spec.template.spec.priorityClassName" })
  }
}
