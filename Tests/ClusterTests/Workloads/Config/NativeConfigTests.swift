// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// A ConfigMap that changes under running pods: all of them have it within a sync of their kubelets.
@Suite struct NativeConfigTests {
  @Test func `all pods that mount a map have its new content within a sync and a half`() {
    var world = ConfigWorld(replicas: 200)
    world.apply("b", at: 60)
    var simulation = world.start()
    var counts: [Int] = []
    for second in stride(from: 60, through: 160, by: 10) {
      simulation.run(toSecond: Double(second) + 0.5)
      counts.append(simulation.pods(withMode: "b"))
    }
    #expect(counts[0] < 20)
    // Half have it after half of a mean sync of 75 s; the last at most 90 s and a second after.
    #expect(counts[4] > 80 && counts[4] < 160, "\(counts)")
    #expect(counts == counts.sorted() && counts.last == 200, "\(counts)")
    #expect(simulation.drain().events.map(\.reason).contains("ConfigMapChanged"))
  }

  @Test func `pods that read a map as environment keep the old content until they restart`() {
    var world = ConfigWorld(isMounted: false)
    world.apply("b", at: 60)
    world.small.at(400, .restart(world.target))
    var simulation = world.start()
    simulation.run(toSecond: 390)
    #expect(simulation.pods(withMode: "a") == 10)
    simulation.run(until: simulation.endTime)
    #expect(simulation.pods(withMode: "b") == 10)
  }

  @Test func `the same content again changes nothing`() {
    var world = ConfigWorld()
    world.apply("a", at: 60)
    var simulation = world.start()
    simulation.run(until: simulation.endTime)
    #expect(!simulation.drain().events.map(\.reason).contains("ConfigMapChanged"))
  }

  @Test func `a content that answers with errors fails its share of the requests`() {
    var world = ConfigWorld(seconds: 400)
    world.fail("b", errors: 0.25)
    world.apply("b", at: 60)
    var simulation = world.start()
    simulation.run(toSecond: 200)
    let before = simulation.loads[0].total.failed
    simulation.run(toSecond: 300)
    // A hundred seconds of a hundred requests a second, a quarter of them errors.
    #expect(abs(simulation.loads[0].total.failed - before - 2_500) < 1e-6)
    #expect(simulation.deployments.elements[0].misconfigured.most == 10)
    #expect(simulation.readyCount == 10, "the probe does not notice errors")
  }

  @Test
  func `a content that fails the probe takes all pods away, and the old one brings them back`() {
    var world = ConfigWorld()
    world.fail("b", errors: 1, neverReady: true)
    world.apply("b", at: 60)
    world.apply("a", at: 300)
    var simulation = world.start()
    simulation.run(toSecond: 250)
    var state = (simulation.readyCount, simulation.pods(withMode: "b"))
    #expect(state == (0, 10))
    simulation.run(until: simulation.endTime)
    state = (simulation.readyCount, simulation.pods(withMode: "b"))
    #expect(state == (10, 0))
    let misconfigured = simulation.deployments.elements[0].misconfigured
    #expect(misconfigured.present == 0 && misconfigured.most == 10 && misconfigured.total == 10)
    _ = simulation.finish()
    let last = simulation.drain().events.last { $0.reason == "PodsMisconfigured" }
    #expect(last?.message == "10 pods used a failing content, at most 10 at a time")
    #expect(simulation.auditFailures().isEmpty)
  }

  @Test func `a pod that starts with a failing content is never ready`() {
    var world = ConfigWorld(replicas: 2)
    world.fail("b", errors: 0, neverReady: true)
    world.apply("b", at: 60)
    world.small.at(62, .scale(world.target, replicas: 5))
    var simulation = world.start()
    simulation.run(until: simulation.endTime)
    #expect(simulation.readyCount == 0 && simulation.activeCount == 5)
  }

  @Test(
    arguments: [(.hot, 0.0), (.restart, 10 * 3 * 10.0)]
      as [(BehaviorBlock.ConfigReloadBlock.Hook, Double)])
  func `a hook that restarts the process loses what arrives meanwhile`(
    hook: BehaviorBlock.ConfigReloadBlock.Hook, lost: Double
  ) {
    var world = ConfigWorld()
    world.small.scenario.behavior[0].configReload.hook = hook
    world.small.scenario.behavior[0].configReload.time = .seconds(3)
    world.apply("b", at: 60)
    var simulation = world.start()
    simulation.run(until: simulation.endTime)
    #expect(simulation.pods(withMode: "b") == 10)
    #expect(abs(simulation.loads[0].total.failed - lost) < 1e-6)
  }

  @Test func `without a hook a new content waits for the next start`() {
    var world = ConfigWorld()
    world.small.scenario.behavior[0].configReload.hook = .none
    world.apply("b", at: 60)
    var simulation = world.start()
    simulation.run(until: simulation.endTime)
    #expect(simulation.pods(withMode: "a") == 10)
  }
}
