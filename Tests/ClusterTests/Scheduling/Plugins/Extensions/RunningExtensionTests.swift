// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario
import Testing

@testable import Cluster

/// Plugins beyond those of Kubernetes in a cluster that runs.
struct RunningExtensionTests {
  /// A simulation whose scheduler has one more plugin from its first pod on.
  private func simulation(
    _ small: SmallScenario, _ plugin: String, _ arguments: String
  ) -> Simulation {
    let text = ExtensionAgreement.text(plugin, arguments)
    let faults = Diagnostics()
    let documents = DocumentReader.read(Array(text.utf8), file: "c.yaml", into: faults)
    var scenario = small.scenario
    scenario.cluster.scheduler.configuration = SchedulerBlock.Configuration(
      file: "c.yaml", document: documents[0])
    scenario.cluster.scheduler.ties = .smallestName
    let refusals = faults.all + Simulation.check(scenario).filter { $0.severity == .error }
    #expect(refusals.isEmpty, "\(refusals)")
    return Simulation(scenario)
  }

  private func plain(_ small: SmallScenario) -> Simulation {
    var scenario = small.scenario
    scenario.cluster.scheduler.ties = .smallestName
    return Simulation(scenario)
  }

  /// A full cluster: on each of two nodes of 4 CPU two pods of 1.5; one of 1.5 and one of 1 wait.
  private func crowded() -> SmallScenario {
    var small = SmallScenario(nodes: 2, cores: 4, seconds: 900, isRunning: true)
    var web = SmallScenario.deployment("web", replicas: 4, cpuMillis: 2_000)
    web.spec.maxSurge = .int(0)
    web.spec.maxUnavailable = .int(1)
    small.add(web)
    small.add(SmallScenario.deployment("batch", replicas: 4, cpuMillis: 2_000))
    web.spec.template.spec.containers[0].image = "app:2"
    small.apply(web, at: 60)
    return small
  }

  @Test func `an update of a full cluster keeps its room against pods that wait`() {
    var plain = plain(crowded())
    plain.run(toSecond: 600)
    // Without reservations the pods that wait take the room of the old ones.
    #expect(plain.pods(isNew: true) { $0.isReady } < 4)
    var kept = simulation(crowded(), "UpdateReservation", "{timeoutSeconds: 600}")
    kept.run(toSecond: 600)
    #expect(kept.pods(isNew: true) { $0.isReady } == 4)
    #expect(kept.pods(isNew: false) == 0)
    #expect(kept.nodes.rooms.reservationCount == 0)
  }

  /// The same full cluster with numbered pods that go in two batches, or two at a time.
  private func crowded(_ kind: String, image: String) -> SmallScenario {
    var small = SmallScenario(nodes: 2, cores: 4, seconds: 2400, isRunning: true)
    func object(_ image: String) -> KubernetesObject {
      if kind == "StatefulSet" {
        var set = SmallScenario.statefulSet("im", replicas: 4, cpuMillis: 2_000, image: image)
        set.spec.podManagementPolicy = .parallel
        return .statefulSet(set)
      }
      var set = SmallScenario.statefulSetPlus("im", replicas: 4, batches: 2, image: image)
      set.spec.template.spec.containers[0].resources.requests["cpu"] = Quantity(2)
      set.spec.updateStrategy.batchDeadlineMinutes = 5
      return .statefulSetPlus(set)
    }
    small.add(object("app:1"))
    small.add(SmallScenario.deployment("batch", replicas: 4, cpuMillis: 2_000))
    small.apply(object(image), at: 60)
    var behavior = BehaviorBlock(target: WorkloadReference(kind: kind, name: "im"))
    var broken = BehaviorBlock.VersionBlock()
    broken.image = "app:broken"
    broken.neverReady = true
    behavior.versions = [broken]
    small.scenario.behavior = [behavior]
    return small
  }

  @Test(arguments: ["StatefulSet", "StatefulSetPlus"])
  func `numbered pods keep their room for an update as well`(kind: String) {
    var plain = plain(crowded(kind, image: "app:2"))
    plain.run(toSecond: 1200)
    #expect(plain.pods(isNew: true) { $0.isReady } < 4)
    #expect(plain.deployments.elements[0].lastRolloutDuration == nil)
    var kept = simulation(crowded(kind, image: "app:2"), "UpdateReservation", "{}")
    kept.run(toSecond: 1200)
    #expect(kept.pods(isNew: true) { $0.isReady } == 4)
    #expect(kept.deployments.elements[0].lastRolloutDuration != nil)
    #expect(kept.nodes.rooms.reservationCount == 0)
  }

  @Test func `a batch that goes back finds its room again`() {
    var plain = plain(crowded("StatefulSetPlus", image: "app:broken"))
    plain.run(toSecond: 1200)
    #expect(plain.pods(isNew: false) { $0.isReady } < 4)
    var kept = simulation(
      crowded("StatefulSetPlus", image: "app:broken"), "UpdateReservation", "{}")
    kept.run(toSecond: 1200)
    #expect(kept.pods(isNew: false) { $0.isReady } == 4)
    #expect(kept.deployments.elements[0].numbered?.release?.state.phase == .rolledBack)
  }

  @Test func `a pod that a more important one drives away keeps no room`() {
    var small = crowded("StatefulSetPlus", image: "app:2")
    var urgent = SmallScenario.deployment("urgent", replicas: 2, cpuMillis: 2_000)
    urgent.spec.template.spec.priority = 10
    // While the first batch is under way.
    small.apply(urgent, at: 60.5)
    var kept = simulation(small, "UpdateReservation", "{timeoutSeconds: 600}")
    kept.run(toSecond: 90)
    let ready = kept.deployments.indices.reduce(0) { count, index in
      guard kept.deployments[index].name == "urgent" else { return count }
      return count + kept.podCount(of: index.position, \.readyCount)
    }
    #expect(ready == 2)
  }

  @Test func `kept room that nobody takes is free again after the timeout`() {
    func small() -> SmallScenario {
      var small = SmallScenario(nodes: 1, cores: 4, seconds: 900, isRunning: true)
      var web = SmallScenario.deployment("web", replicas: 1, cpuMillis: 4_000)
      web.spec.maxSurge = .int(0)
      web.spec.maxUnavailable = .int(1)
      small.add(web)
      small.add(SmallScenario.deployment("batch", replicas: 1, cpuMillis: 4_000))
      // The new pods do not fit the node at all.
      web.spec.template.spec.containers[0].resources.requests["cpu"] = Quantity(5)
      small.apply(web, at: 60)
      return small
    }
    var simulation = simulation(small(), "UpdateReservation", "{timeoutSeconds: 120}")
    simulation.run(toSecond: 150)
    #expect(simulation.readyCount == 0)
    #expect(simulation.nodes.rooms.reservationCount == 1)
    simulation.run(toSecond: 240)
    #expect(simulation.nodes.rooms.reservationCount == 0)
    #expect(simulation.readyCount == 1)
  }

  /// Two Deployments on two nodes: one that computes much beyond its request, and one that comes.
  private func busy() -> SmallScenario {
    var small = SmallScenario(nodes: 2, cores: 8, seconds: 900, isRunning: true)
    small.add(SmallScenario.deployment("hot", replicas: 1, cpuMillis: 100))
    small.behave("hot", requestCPU: .milliseconds(10))
    small.send([(0, 700), (900, 700)], to: "hot")
    small.apply(SmallScenario.deployment("late", replicas: 4, cpuMillis: 100), at: 120)
    return small
  }

  private func lateNodes(_ simulation: borrowing Simulation) -> [Int] {
    var nodes: [Int] = []
    for index in simulation.replicaSets.indices {
      guard simulation.replicaSets[index].name.hasPrefix("late") else { continue }
      for handle in simulation.replicaSets[index].pods {
        nodes.append(simulation.pods[handle].node.position)
      }
    }
    return nodes.sorted()
  }

  @Test(arguments: ["LoadAwareScheduling", "Dynamic"])
  func `pods avoid a node that is busy beyond its requests`(plugin: String) {
    var plain = plain(busy())
    plain.run(toSecond: 300)
    let scattered = lateNodes(plain)
    #expect(Set(scattered) == [0, 1])
    var aware = simulation(busy(), plugin, "{}")
    aware.run(toSecond: 300)
    // The pod of 100m runs on the first node and uses 7 of its 8 cores.
    let use = aware.nodes.usage.measurement(of: NodeIndex(0))
    #expect((use?.cpuMillis ?? 0) > 6_000)
    let places = lateNodes(aware)
    #expect(places == [1, 1, 1, 1])
  }

  @Test func `without such a plugin nothing is measured or kept`() {
    var plain = plain(busy())
    plain.run(toSecond: 300)
    let isTracked = plain.nodes.usage.isTracked
    #expect(!isTracked)
    #expect(plain.nodes.usage.measurement(of: NodeIndex(0)) == nil)
    let keepsRooms = plain.nodes.rooms.isActive
    #expect(!keepsRooms)
  }

  @Test func `pods that a scale-in took return to the nodes where they were`() {
    var small = SmallScenario(nodes: 4, cores: 8, seconds: 900, isRunning: true)
    var web = SmallScenario.deployment("web", replicas: 4, cpuMillis: 1_000)
    web.spec.template.metadata.annotations["springtide.dev/sticky"] = "true"
    small.add(web)
    small.at(60, .scale(SmallScenario.reference("web"), replicas: 1))
    // Two others make the emptied nodes unattractive to a scheduler without memory.
    small.apply(SmallScenario.deployment("other", replicas: 3, cpuMillis: 4_000), at: 200)
    small.at(400, .scale(SmallScenario.reference("web"), replicas: 4))
    func nodes(_ simulation: borrowing Simulation) -> [Int] {
      simulation.replicaSets[ReplicaSetIndex(0)].pods.map {
        simulation.pods[$0].node.position
      }.sorted()
    }
    var sticky = simulation(small, "StickyPlacement", "{mode: Require}")
    sticky.run(toSecond: 50)
    let before = nodes(sticky)
    sticky.run(toSecond: 100)
    let left = nodes(sticky)
    #expect(left.count == 1)
    sticky.run(toSecond: 600)
    let after = nodes(sticky)
    #expect(after == before)
  }

  @Test func `a run with a plugin is the same twice`() {
    func digest() -> UInt64 {
      var simulation = simulation(busy(), "LoadAwareScheduling", "{}")
      simulation.run(until: simulation.endTime)
      return simulation.digest
    }
    #expect(digest() == digest())
  }
}
