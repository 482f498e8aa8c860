// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario
import Testing

@testable import Cluster

/// Errors of whole releases against the formula r · max(0, T_prop − T_serve) for each stopped pod,
/// with T_serve the preStop hook and the time that the application drains.
@Suite struct ReleaseErrorTests {
  /// The times that decide about errors.
  struct Times: CustomTestStringConvertible, Sendable {
    var propagation: SimulationDuration
    var preStop: Int64 = 0
    var drain = SimulationDuration.zero

    /// Time for which requests go to a pod that takes none.
    var window: Double {
      max(0, propagation.seconds - Double(preStop) - drain.seconds)
    }
    var testDescription: String { "propagation \(propagation), preStop \(preStop), drain \(drain)" }
  }

  private static let replicas: Int32 = 6
  /// Requests per second of each pod while all are endpoints.
  private static let rate = 10.0

  /// Six pods with 60 requests a second; a pod counts as available when the proxies know it.
  private static func world(_ times: Times) -> SmallScenario {
    var world = SmallScenario(nodes: 2, seconds: 900, isRunning: true)
    world.scenario.cluster.controlPlane.endpointPropagation = DurationSpread(
      median: times.propagation, p99: times.propagation)
    // The formula counts from the instant at which the kubelet learns of the end.
    world.scenario.cluster.controlPlane.watchDelay = .zero
    world.scenario.cluster.kubelet.shutdown = SmallScenario.constant(.seconds(12))
    return world
  }

  private static func template(_ base: PodTemplateSpec, _ times: Times) -> PodTemplateSpec {
    var template = base
    template.spec.containers[0].lifecycle = Lifecycle()
    template.spec.containers[0].lifecycle?.preStop = .sleep(seconds: times.preStop)
    return template
  }

  /// Lets a workload serve, and adds what its requests cost.
  private static func serve(
    _ world: inout SmallScenario, _ target: WorkloadReference, _ times: Times
  ) {
    var behavior = BehaviorBlock(target: target)
    behavior.startup.applicationStart = SmallScenario.constant(.zero)
    behavior.request = BehaviorBlock.RequestBlock(cpu: .milliseconds(5))
    behavior.drain = times.drain
    world.scenario.behavior = [behavior]
    var block = TrafficBlock.RateBlock()
    block.points = [.init(at: .zero, rate: rate * Double(replicas))]
    world.scenario.traffic = [TrafficBlock(target: target, rate: block)]
  }

  private static func failed(_ world: SmallScenario) -> Double {
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    #expect(simulation.pods(isNew: true) { $0.isReady } == Int(replicas))
    let total = simulation.loads[0].total
    #expect(
      abs(total.demand - total.served - total.failed - simulation.loads[0].queued) < 1e-6,
      "every request is answered, lost or waits")
    return total.failed
  }

  /// The requests that a rolling update of a Deployment loses, one pod after the other.
  private static func lostByDeployment(_ times: Times, step: SimulationDuration) -> Double {
    var world = world(times)
    world.scenario.trafficStep = step
    for image in ["app:1", "app:2"] {
      var web = SmallScenario.deployment("web", replicas: replicas, image: image)
      web.spec.maxSurge = .int(0)
      web.spec.maxUnavailable = .int(1)
      web.spec.minReadySeconds = 20
      web.spec.template = template(web.spec.template, times)
      if image == "app:1" { world.add(web) } else { world.apply(web, at: 30) }
    }
    serve(&world, SmallScenario.reference("web"), times)
    return failed(world)
  }

  @Test(arguments: [
    Times(propagation: .seconds(4)), Times(propagation: .seconds(4), preStop: 2),
    Times(propagation: .seconds(4), preStop: 4), Times(propagation: .seconds(4), preStop: 7),
    Times(propagation: .seconds(9), preStop: 3, drain: .seconds(2)),
    Times(propagation: .seconds(5), drain: .seconds(8)),
  ])
  func `a rolling update loses the formula's requests for each pod`(times: Times) {
    let lost = Self.lostByDeployment(times, step: .seconds(1))
    #expect(abs(lost - 6 * Self.rate * times.window) < 1e-6)
  }

  @Test(arguments: UInt64(1)...UInt64(25))
  func `a rolling update loses the formula's requests at any times`(seed: UInt64) {
    var random = RandomStream(seed: seed, name: "release/errors")
    let times = Times(
      propagation: .milliseconds(Int64(random.next(below: 10_000))),
      preStop: Int64(random.next(below: 8)), drain: .milliseconds(Int64(random.next(below: 4_000)))
    )
    let step = SimulationDuration.milliseconds(100)
    let lost = Self.lostByDeployment(times, step: step)
    // A window of any length holds its share of steps, but for one at each of the pods.
    let slack = 6 * Self.rate * step.seconds + 1e-6
    #expect(abs(lost - 6 * Self.rate * times.window) <= slack, "seed \(seed), \(times)")
  }

  @Test(arguments: [(5, 0), (5, 3), (5, 5), (5, 9)] as [(Int64, Int64)])
  func `a rolling update of a StatefulSet loses the same`(propagation: Int64, preStop: Int64) {
    let times = Times(propagation: .seconds(propagation), preStop: preStop)
    var world = Self.world(times)
    for image in ["db:1", "db:2"] {
      var set = SmallScenario.statefulSet("db", replicas: Self.replicas, image: image)
      set.spec.minReadySeconds = 20
      set.spec.template = Self.template(set.spec.template, times)
      if image == "db:1" {
        world.add(.statefulSet(set))
      } else {
        world.apply(.statefulSet(set), at: 30)
      }
    }
    Self.serve(&world, WorkloadReference(kind: "StatefulSet", name: "db"), times)
    #expect(abs(Self.failed(world) - 6 * Self.rate * times.window) < 1e-6)
  }

  @Test(arguments: [(0, 6), (2, 4), (6, 0), (9, 0)] as [(Int32, Double)])
  func `in place the grace period counts as time in which the pod serves`(
    grace: Int32, window: Double
  ) {
    let times = Times(propagation: .seconds(6))
    var world = Self.world(times)
    world.scenario.cluster.controlPlane = .ideal
    world.scenario.cluster.controlPlane.endpointPropagation = SmallScenario.constant(.seconds(6))
    for image in ["im:1", "im:2"] {
      var set = SmallScenario.statefulSetPlus(
        "im", replicas: Self.replicas, batches: Self.replicas, image: image,
        type: .inPlaceIfPossible)
      set.spec.minReadySeconds = 20
      set.spec.updateStrategy.inPlaceGracePeriodSeconds = grace
      if image == "im:1" {
        world.add(.statefulSetPlus(set))
      } else {
        world.apply(.statefulSetPlus(set), at: 30)
      }
    }
    Self.serve(&world, WorkloadReference(kind: "StatefulSetPlus", name: "im"), times)
    #expect(abs(Self.failed(world) - 6 * Self.rate * window) < 1e-6)
  }

  @Test(arguments: [(1, 30.0), (3, 10), (4, 0), (6, 0)] as [(Int64, Double)])
  func `a process that ends before its requests are done loses those in hand`(
    shutdown: Int64, cut: Double
  ) {
    // Requests stay for four seconds, and the proxies know at once: only those in hand are lost.
    var world = SmallScenario(nodes: 1, seconds: 60, isRunning: true)
    world.scenario.cluster.controlPlane.endpointPropagation = SmallScenario.constant(.seconds(10))
    world.scenario.cluster.kubelet.shutdown = SmallScenario.constant(.seconds(shutdown))
    world.add(SmallScenario.deployment("web", replicas: 2))
    world.behave("web", requestCPU: .milliseconds(5))
    world.scenario.behavior[0].request?.wait = .milliseconds(3_995)
    world.scenario.behavior[0].request?.timeout = .seconds(60)
    world.send([(0, 20)], to: "web")
    world.at(10, .scale(SmallScenario.reference("web"), replicas: 1))
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    // Ten seconds until the proxies know, at ten requests a second.
    #expect(abs(simulation.loads[0].total.failed - 100 - cut) < 1e-6)
  }
}
