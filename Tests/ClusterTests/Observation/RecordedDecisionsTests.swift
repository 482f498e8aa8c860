// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// What a run writes down about loops that scale.
@Suite struct RecordedDecisionsTests {
  private static let period: Int64 = 15_000_000

  /// Ten cores of load from the second minute to the twelfth, one core before and after.
  private static func world(
    _ metric: MetricSpec = .resource(name: "cpu", target: .utilization(50))
  ) -> SmallScenario {
    var world = SmallScenario(nodes: 5, cores: 16, seconds: 1800, isRunning: true)
    world.add(SmallScenario.deployment("web", replicas: 2, cpuMillis: 1000, limitMillis: 2000))
    world.behave("web", requestCPU: .milliseconds(10))
    world.send([(0, 100), (120, 100), (121, 1000), (720, 1000), (721, 100)], to: "web")
    var autoscaler = HorizontalPodAutoscaler()
    autoscaler.metadata.name = "web"
    autoscaler.spec.scaleTargetRef = target
    autoscaler.spec.minReplicas = 2
    autoscaler.spec.maxReplicas = 40
    autoscaler.spec.metrics = [metric]
    world.add(.horizontalPodAutoscaler(autoscaler))
    return world
  }

  private static let target = CrossVersionObjectReference(
    apiVersion: "apps/v1", kind: "Deployment", name: "web")

  private static func decisions(of world: SmallScenario) -> (
    decisions: [ScalingDecisionRecord], reconciles: Int
  ) {
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    _ = simulation.finish()
    let end = simulation.endTime.microseconds
    let all = simulation.drain().decisions.sorted { $0.timeMicroseconds < $1.timeMicroseconds }
    return (all, Int(end / period))
  }

  @Test func `every reconcile is told, and equal ones in a row are one record`() {
    let (decisions, reconciles) = Self.decisions(of: Self.world())
    let count = decisions.reduce(0) { $0 + $1.count }
    // Each reconcile ends some milliseconds after its period began, so one may be missing.
    #expect(count >= reconciles - 5 && count <= reconciles + 1, "\(count) of \(reconciles)")
    #expect(decisions.count < 40, "\(decisions.count)")
    for (one, next) in zip(decisions, decisions.dropFirst()) {
      #expect(one.lastMicroseconds < next.timeMicroseconds)
      #expect(next.before == one.after)
      let isSame =
        one.before == next.before && one.after == next.after && one.limit == next.limit
      #expect(!isSame || one.isChange || one.inputs?.recommendation != next.inputs?.recommendation)
    }
  }

  @Test func `a change tells its metric, its reason and what the loop cost`() throws {
    let (decisions, _) = Self.decisions(of: Self.world())
    let rise = try #require(decisions.first { $0.after > $0.before })
    #expect(rise.autoscaler == "HorizontalPodAutoscaler/default/web")
    #expect(rise.target == "Deployment/default/web")
    #expect(rise.before == 2)
    #expect(rise.reason == "cpu resource utilization (percentage of request) above target")
    let inputs = try #require(rise.inputs)
    #expect(inputs.metric == "cpu" && inputs.unit == "%" && inputs.goal == 50)
    #expect(inputs.value > 55)
    #expect(inputs.readyPods == 2)
    #expect(inputs.minReplicas == 2 && inputs.maxReplicas == 40)
    #expect((0...Self.period).contains(inputs.delays.syncWait))
    #expect((0...30_000_000).contains(inputs.delays.metricAge))
    #expect((10_000_000...40_000_000).contains(inputs.delays.window))
    #expect(inputs.delays.stabilization == 0)
  }

  @Test func `a rate of Prometheus is as old as its round, its mean as old as its window`() throws {
    let metric = MetricIdentifier(name: "http_requests_per_second")
    var world = Self.world(.pods(metric: metric, target: .averageValue(Quantity(50))))
    world.scenario.cluster.customMetrics.scrapeInterval = .seconds(10)
    world.scenario.cluster.customMetrics.rateWindow = .seconds(60)
    let rise = try #require(Self.decisions(of: world).decisions.first { $0.after > $0.before })
    let delays = try #require(rise.inputs).delays
    #expect(delays.window == 60_000_000 && delays.metricAge == 0)
    #expect((0...10_000_000).contains(delays.syncWait))
    // A queue has no mean over time.
    let waiting = MetricIdentifier(name: "queue_length")
    let queue = Self.world(.pods(metric: waiting, target: .averageValue(Quantity(milli: 1))))
    let other = Self.decisions(of: queue).decisions.compactMap(\.inputs)
    #expect(!other.isEmpty && other.allSatisfy { $0.delays.window <= 0 })
  }

  @Test func `a window that holds the way down is named with the time that it held`() throws {
    let (decisions, _) = Self.decisions(of: Self.world())
    let windows = decisions.filter { $0.limit == "scaleDown.stabilizationWindow" }
    let held = try #require(windows.max { $0.count < $1.count })
    #expect(!held.isChange)
    #expect(held.count > 10)
    let fall = try #require(
      decisions.first { $0.after < $0.before && $0.timeMicroseconds > 720_000_000 })
    let delays = try #require(fall.inputs?.delays)
    #expect(delays.stabilization >= 240_000_000 && delays.stabilization <= 330_000_000)
    #expect(fall.timeMicroseconds - delays.stabilization >= 720_000_000)
  }

  @Test func `schedules and the timeline are told beside the autoscaler`() throws {
    var world = Self.world()
    // The run begins at 22:13:20 UTC.
    var cron = CronHPA()
    cron.metadata.name = "evening"
    cron.scaleTargetRef = Self.target
    cron.crons = [.init(schedule: "20 22 * * *", targetReplicas: 30)]
    world.add(.cronHPA(cron))
    world.at(900, .scale(SmallScenario.reference("web"), replicas: 33))
    let (decisions, _) = Self.decisions(of: world)
    let fired = try #require(decisions.first { $0.autoscaler == "CronHPA/default/evening" })
    #expect(fired.timeMicroseconds == 400_000_000)
    #expect(fired.after == 30)
    #expect(fired.reason == "entry 1 of the list")
    #expect(fired.inputs == nil)
    let order = try #require(decisions.first { $0.autoscaler == "Scenario" })
    #expect(order.timeMicroseconds == 900_000_000)
    #expect(order.after == 33)
    #expect(order.reason == "scale")
  }

  @Test func `a job that moves the bounds of an autoscaler tells the bound`() throws {
    var world = Self.world()
    var cron = CronHorizontalPodAutoscaler()
    cron.metadata.name = "warm"
    cron.scaleTargetRef = CrossVersionObjectReference(
      apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler", name: "web")
    var job = CronHorizontalPodAutoscaler.Job()
    job.name = "up"
    job.schedule = "0 15 22 * * *"
    job.targetSize = 12
    cron.jobs = [job]
    world.add(.cronHorizontalPodAutoscaler(cron))
    let (decisions, _) = Self.decisions(of: world)
    let jobs = decisions.filter { $0.autoscaler == "CronHorizontalPodAutoscaler/default/warm" }
    #expect(jobs.contains { $0.reason == "job up" && $0.after == 12 }, "\(jobs)")
    #expect(jobs.allSatisfy { $0.target == "Deployment/default/web" })
  }

  @Test func `writing down does not depend on how often it is handed over`() {
    var often = Simulation(Self.world().scenario)
    var found: [ScalingDecisionRecord] = []
    for second in stride(from: 7.0, through: 1800, by: 7) {
      often.run(toSecond: second)
      found += often.drain().decisions
    }
    often.run(until: often.endTime)
    let outcome = often.finish()
    found += often.drain().decisions
    var once = Simulation(Self.world().scenario)
    once.run(until: once.endTime)
    #expect(once.finish().digest == outcome.digest)
    let all = once.drain().decisions
    #expect(found.count == all.count)
    #expect(found.map(\.timeMicroseconds) == all.map(\.timeMicroseconds))
    #expect(found.map(\.count) == all.map(\.count))
  }
}
