// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// A full cluster to which an important Deployment comes, with the clients of Kubernetes 1.36.
@Suite struct SaturationTests {
  static let arrival = 100.0
  private static let wanted = 80
  private static let gracePeriod = 5.0

  /// Ten nodes of 32 cores are full with 320 pods of one core; more important ones come.
  static func world() -> SmallScenario {
    var world = SmallScenario(nodes: 10, cores: 32, seconds: 400, isRunning: true)
    world.scenario.cluster.kubelet.sandbox = SmallScenario.constant(.zero)
    world.scenario.cluster.kubelet.containerStart = SmallScenario.constant(.seconds(10))
    world.scenario.cluster.kubelet.shutdown = SmallScenario.constant(.seconds(5))
    world.add(SmallScenario.deployment("low", replicas: 320, cpuMillis: 1000))
    var high = SmallScenario.deployment("high", replicas: Int32(wanted), cpuMillis: 1000)
    high.spec.template.spec.priority = 1000
    world.apply(high, at: arrival)
    return world
  }

  private struct Course {
    var low: [PodRecord] = []
    var high: [PodRecord] = []
    var events: [EventRecord] = []

    init(_ world: SmallScenario) {
      var simulation = Simulation(world.scenario)
      simulation.run(until: simulation.endTime)
      _ = simulation.finish()
      let batch = simulation.drain()
      for pod in batch.pods.sorted(by: { $0.name < $1.name }) {
        if pod.workload.hasSuffix("/high") { high.append(pod) } else { low.append(pod) }
      }
      events = batch.events
    }

    var victims: [PodRecord] { low.filter { $0.stages.terminating >= 0 } }

    static func seconds(_ microseconds: Int64) -> Double {
      Double(microseconds) / 1e6 - SaturationTests.arrival
    }
  }

  @Test func `every important pod takes the place of one victim`() {
    let course = Course(Self.world())
    #expect(course.high.count == Self.wanted)
    #expect(course.high.filter { $0.stages.ready >= 0 }.count == Self.wanted)
    #expect(course.victims.count == Self.wanted)
    #expect(course.low.count == 320 + Self.wanted)
    // What replaces the victims waits to the end.
    #expect(course.low.filter { $0.node == nil }.count == Self.wanted)
  }

  @Test func `victims end before the pods that take their room are bound`() {
    let course = Course(Self.world())
    for node in Set(course.high.compactMap(\.node)).sorted() {
      let gone = course.victims.filter { $0.node == node }.map(\.stages.deleted).sorted()
      let came = course.high.filter { $0.node == node }.map(\.stages.scheduled).sorted()
      #expect(gone.count == came.count, "\(node)")
      for (left, arrived) in zip(gone, came) { #expect(left < arrived, "\(node)") }
    }
    for victim in course.victims {
      let length = Double(victim.stages.deleted - victim.stages.terminating) / 1e6
      #expect(abs(length - Self.gracePeriod) < 0.1)
    }
  }

  @Test func `the client of the scheduler sets the pace`() throws {
    // Controllers that create the pods at once, so that the scheduler alone is slow.
    var world = Self.world()
    world.scenario.cluster.controlPlane.controllerManager = .init(qps: 1000, burst: 1000)
    let course = Course(world)
    let deletions = course.victims.map { Course.seconds($0.stages.terminating) }.sorted()
    // A preemption takes three requests: the condition of the pod, that of the victim, the
    // deletion. 100 may go at once and 50 in a second from then on.
    for (place, instant) in deletions.enumerated() {
      let requests = Double(3 * place + 2)
      #expect(instant >= (requests - 100) / 50, "deletion \(place) at \(instant)")
    }
    let bound = course.high.map { Course.seconds($0.stages.scheduled) }.sorted()
    print(
      "saturation: victims deleted \(deletions[0]) to \(deletions[Self.wanted - 1]) s,",
      "bound \(bound[0]) to \(bound[Self.wanted - 1]) s")
    #expect(bound[0] > Self.gracePeriod)
    #expect(bound[Self.wanted - 1] < 40)
    var fast = world
    fast.scenario.cluster.controlPlane.scheduler = .init(qps: 1000, burst: 1000)
    let fastest = try #require(Course(fast).victims.map(\.stages.terminating).max())
    #expect(Course.seconds(fastest) < deletions[Self.wanted - 1])
  }

  @Test func `the events tell who made room and why pods wait`() throws {
    let course = Course(Self.world())
    let preempted = course.events.filter { $0.reason == "Preempted" }
    #expect(preempted.count == Self.wanted)
    #expect(preempted.allSatisfy { $0.object.hasPrefix("default/low-") })
    #expect(preempted.allSatisfy { $0.message.hasPrefix("Preempted by pod default/high-") })
    let first = try #require(
      course.events.first {
        $0.reason == "FailedScheduling" && $0.object.hasPrefix("default/high-")
      })
    #expect(first.message == "0/10 nodes are available: 10 Insufficient cpu.")
    let waiting = try #require(
      course.events.first { $0.reason == "FailedScheduling" && $0.object.contains("/low-") })
    #expect(
      waiting.message == """
        0/10 nodes are available: 10 Insufficient cpu. no new claims to deallocate, \
        preemption: 0/10 nodes are available: 10 No preemption victims found for incoming pod.
        """)
    let pending = course.events.filter { $0.reason == "PodsPending" }
    #expect(pending.map(\.object) == ["default/low"])
    #expect(pending.first?.message.hasPrefix("80 pods wait at the end: 0/10 nodes") == true)
  }

  @Test func `invariants hold at every instant`() {
    var simulation = Simulation(Self.world().scenario)
    while let next = simulation.queue.nextTime, next <= simulation.endTime {
      simulation.run(until: next)
      let failures = simulation.auditFailures()
      #expect(failures == [], "at \(simulation.now)")
      if !failures.isEmpty { return }
    }
  }

  @Test func `pods that must not preempt wait`() {
    var world = Self.world()
    guard case .apply(var set) = world.scenario.timeline[0].action,
      case .deployment(var high) = set.items[0].object
    else { return }
    high.spec.template.spec.preemptionPolicy = .never
    set.items[0].object = .deployment(high)
    world.scenario.timeline[0].action = .apply(set)
    let course = Course(world)
    #expect(course.victims.isEmpty)
    #expect(course.high.allSatisfy { $0.node == nil })
    let told = course.events.filter { $0.reason == "FailedScheduling" }.map(\.message)
    #expect(
      told.allSatisfy {
        $0.hasSuffix("preemption: not eligible due to preemptionPolicy=Never.")
      })
  }
}
