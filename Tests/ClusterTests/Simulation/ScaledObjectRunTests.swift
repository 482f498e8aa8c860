// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// KEDA and Crane in a running cluster, which begins at 22:13:20 UTC on 14 November 2023.
@Suite struct ScaledObjectRunTests {
  private static func world(replicas: Int32 = 2, seconds: Int64 = 1800) -> SmallScenario {
    var world = SmallScenario(nodes: 5, cores: 16, seconds: seconds, isRunning: true)
    world.add(SmallScenario.deployment("web", replicas: replicas))
    return world
  }

  private static func cron(
    _ start: String, _ end: String, _ replicas: Int, zone: String = "UTC"
  ) -> (type: String, metadata: LabelSet) {
    (
      "cron",
      ["timezone": zone, "start": start, "end": end, "desiredReplicas": "\(replicas)"]
    )
  }

  private func counts(_ world: SmallScenario, at seconds: [Double]) -> [Int] {
    var simulation = Simulation(world.scenario)
    return seconds.map { second in
      simulation.run(toSecond: second)
      return simulation.activeCount
    }
  }

  @Test func `a cron window is a least count over a span, and zero stands outside it`() {
    var world = Self.world()
    // 22:20 to 22:30 UTC are seconds 400 to 1000.
    world.add(SmallScenario.scaledObject("web", [Self.cron("20 22 * * *", "30 22 * * *", 8)]))
    #expect(Simulation.check(world.scenario).isEmpty)
    // At first nothing is active, then the window, then the quiet time and the HPA's own five
    // minutes, of which the quiet time of one minute ends first.
    #expect(counts(world, at: [100, 390, 480, 990, 1030, 1200]) == [0, 0, 8, 8, 8, 0])
  }

  @Test func `a window is that of its zone`() {
    var world = Self.world()
    // 22:20 UTC is 6:20 on the next day in Shanghai and 17:20 in New York.
    world.add(
      SmallScenario.scaledObject(
        "web",
        [Self.cron("20 6 * * *", "30 6 * * *", 8, zone: "Asia/Shanghai")]))
    #expect(counts(world, at: [390, 480]) == [0, 8])
    var other = Self.world()
    other.add(
      SmallScenario.scaledObject(
        "web",
        [Self.cron("20 17 * * *", "30 17 * * *", 7, zone: "America/New_York")]))
    #expect(counts(other, at: [390, 480]) == [0, 7])
  }

  @Test func `a cron window joins other triggers by the largest`() {
    var world = Self.world()
    world.give("lag", [(0, 300), (600, 300), (601, 1200)])
    world.add(
      SmallScenario.scaledObject(
        "web",
        [
          Self.cron("20 22 * * *", "30 22 * * *", 8),
          ("kafka", ["topic": "lag", "lagThreshold": "100"]),
        ]))
    #expect(Simulation.check(world.scenario).isEmpty)
    // Three by the lag; eight in the window; twelve when the lag rises.
    #expect(counts(world, at: [390, 480, 720]) == [3, 8, 12])
  }

  @Test func `a trigger wakes the workload only above its activation`() {
    var world = Self.world(replicas: 0)
    world.give("orders", [(0, 5), (300, 5), (301, 55), (900, 55), (901, 0)])
    world.add(
      SmallScenario.scaledObject(
        "web",
        [
          (
            "rabbitmq",
            ["queueName": "orders", "value": "10", "activationValue": "20"]
          )
        ]))
    let found = counts(world, at: [290, 420, 890, 1300])
    #expect(found == [0, 6, 6, 0])
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 1300)
    let events = simulation.drain().events.filter { $0.object == "default/web" }
      .filter { $0.reason.hasPrefix("KEDA") }
    #expect(
      events.map(\.reason) == ["KEDAScaleTargetActivated", "KEDAScaleTargetDeactivated"])
  }

  @Test func `triggers of CPU alone keep the workload awake`() {
    var world = Self.world()
    world.behave("web", requestCPU: .milliseconds(10))
    world.send([(0, 20)], to: "web")
    world.add(
      SmallScenario.scaledObject(
        "web", [("cpu", ["type": "Utilization", "value": "50"])]))
    #expect(Simulation.check(world.scenario).isEmpty)
    // 0.2 cores of 0.1 requested each, at half of it: four pods. The requests of a scrape are a
    // draw, and one that is a tenth above the mean asks for a fifth pod for five minutes.
    #expect((4...5).contains(counts(world, at: [600])[0]))
  }

  @Test func `a query for the rate of requests has the rate of the workload`() {
    var world = Self.world()
    world.behave("web", requestCPU: .milliseconds(1))
    world.send([(0, 100)], to: "web")
    world.add(
      SmallScenario.scaledObject(
        "web",
        [
          (
            "prometheus",
            [
              "serverAddress": "http://prometheus:9090", "threshold": "20",
              "query": "sum(rate(http_requests_total{app=\"web\"}[2m]))",
            ]
          )
        ]))
    #expect(Simulation.check(world.scenario).isEmpty)
    #expect(counts(world, at: [600]) == [5])
  }

  @Test func `what cannot be simulated is told`() {
    var world = Self.world()
    world.add(
      SmallScenario.scaledObject(
        "web",
        [
          (
            "cron",
            [
              "timezone": "Asia/Shangai", "start": "0 8 * * *", "end": "0 9 * * *",
              "desiredReplicas": "3",
            ]
          ),
          (
            "cron",
            [
              "timezone": "UTC", "start": "0 8 * * *", "end": "0 8 * * *",
              "desiredReplicas": "3",
            ]
          ),
          (
            "cron",
            [
              "timezone": "UTC", "start": "0 8 * *", "end": "0 9 * * *",
              "desiredReplicas": "3",
            ]
          ),
          ("kafca", [:]), ("prometheus", ["query": "up", "threshold": "1"]),
          ("prometheus", ["query": "up"]), ("cpu", ["value": "50"]),
        ]))
    let found = Simulation.check(world.scenario)
    #expect(
      found.map { "\($0.severity) \($0.path)" } == [
        "error spec.triggers[0].metadata.timezone", "error spec.triggers[1].metadata.end",
        "error spec.triggers[2].metadata", "warning spec.triggers[3].type",
        "warning spec.triggers[4]", "error spec.triggers[5].metadata.threshold",
        "error spec.triggers[6]",
      ])
    #expect(found.first?.hint == "did you mean \"Asia/Shanghai\"?")
    #expect(found[3].hint == "did you mean \"kafka\"?")
  }

  @Test func `the names of metrics are those that KEDA makes`() {
    #expect(
      ScaledObjectPlan.metricName(0, "cron-Asia/Shanghai-08xxx-020xxx")
        == "s0-cron-Asia-Shanghai-08xxx-020xxx")
  }

  // MARK: Crane

  private static func effective(
    _ strategy: EffectiveHorizontalPodAutoscaler.ScaleStrategy, least: Int32 = 1,
    _ crons: (zone: String?, start: String, end: String, count: Int32)...
  ) -> EffectiveHorizontalPodAutoscaler {
    var object = EffectiveHorizontalPodAutoscaler()
    object.metadata.name = "web"
    object.scaleTargetRef = SmallScenario.target("web")
    object.minReplicas = least
    object.maxReplicas = 20
    object.scaleStrategy = strategy
    object.crons = crons.map { given in
      var cron = EffectiveHorizontalPodAutoscaler.Cron()
      cron.name = "c"
      cron.timezone = given.zone
      cron.start = given.start
      cron.end = given.end
      cron.targetReplicas = given.count
      return cron
    }
    return object
  }

  @Test func `Crane takes the largest open window, up to the greatest count`() {
    var world = Self.world()
    world.add(
      .effectiveHorizontalPodAutoscaler(
        Self.effective(
          .auto, (nil, "20 22 * * *", "30 22 * * *", 6),
          ("Asia/Shanghai", "25 6 * * *", "28 6 * * *", 100))))
    #expect(Simulation.check(world.scenario).isEmpty)
    // From 22:25 to 22:28 a window asks for 100, of which 20 are allowed; then the HPA holds them
    // for its five minutes.
    #expect(counts(world, at: [390, 480, 760, 1100, 1750]) == [1, 6, 20, 20, 1])
  }

  @Test func `Preview shows the count and leaves the workload alone`() {
    var world = Self.world(replicas: 3)
    world.add(
      .effectiveHorizontalPodAutoscaler(
        Self.effective(.preview, (nil, "20 22 * * *", "30 22 * * *", 6))))
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 480)
    #expect(simulation.activeCount == 3)
    #expect(simulation.autoscalers[0].previewReplicas == 6)
    #expect(simulation.autoscalers[0].rule.status.desiredReplicas == 6)
  }

  @Test func `a forecast and a zone that Crane does not know are told`() {
    var object = Self.effective(.auto, ("Asia/Shangai", "0 8 * * *", "0 9 * * *", 6))
    object.hasPrediction = true
    var world = Self.world()
    world.add(.effectiveHorizontalPodAutoscaler(object))
    let found = Simulation.check(world.scenario)
    #expect(found.map(\.severity) == [.warning, .warning])
    #expect(found.map(\.path) == ["spec.prediction", "spec.crons[0].timezone"])
  }

  @Test func `an object that the timeline brings begins then`() {
    var world = Self.world()
    world.apply(
      [
        SmallScenario.scaledObject("web", min: 1, [Self.cron("20 22 * * *", "30 22 * * *", 8)])
      ], at: 500)
    #expect(counts(world, at: [450, 600]) == [2, 8])
  }
}
