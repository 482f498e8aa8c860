// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// Metrics of autoscalers beside CPU in a running cluster.
@Suite struct CustomMetricsRunTests {
  /// 100 requests a second to 4 pods, 1,000 from second 300 on.
  private static func world(_ metrics: MetricSpec...) -> SmallScenario {
    var world = SmallScenario(nodes: 5, cores: 16, seconds: 1200, isRunning: true)
    world.add(SmallScenario.deployment("web", replicas: 4, cpuMillis: 1000, limitMillis: 2000))
    world.behave("web", requestCPU: .milliseconds(2))
    world.send([(0, 100), (300, 100), (301, 1000), (1200, 1000)], to: "web")
    var object = SmallScenario.autoscaler("web", least: 1, most: 50)
    if case .horizontalPodAutoscaler(var autoscaler) = object {
      autoscaler.spec.metrics = metrics
      object = .horizontalPodAutoscaler(autoscaler)
    }
    world.add(object)
    return world
  }

  private static func perPod(_ name: String, _ target: Int64) -> MetricSpec {
    .pods(metric: MetricIdentifier(name: name), target: .averageValue(Quantity(target)))
  }

  private func rescales(_ simulation: inout Simulation) -> [(second: Double, text: String)] {
    simulation.run(until: simulation.endTime)
    return simulation.drain().events.filter { $0.reason == "SuccessfulRescale" }
      .map { (Double($0.timeMicroseconds) / 1e6, $0.message) }
  }

  @Test func `requests per second of the pods hold the count at the target`() {
    var simulation = Simulation(Self.world(Self.perPod("http_requests_per_second", 25)).scenario)
    simulation.run(toSecond: 290)
    #expect(simulation.readyCount == 4)
    simulation.run(toSecond: 1200)
    let ready = simulation.readyCount
    #expect(ready >= 37 && ready <= 44, "\(ready)")
  }

  @Test func `a rate over two minutes reaches its height later than the use of CPU`() {
    func second(_ metric: MetricSpec, reaching count: Int) -> Double {
      var simulation = Simulation(Self.world(metric).scenario)
      var second = 300.0
      while second < 1200, simulation.activeCount < count {
        second += 5
        simulation.run(toSecond: second)
      }
      return second
    }
    let late = second(Self.perPod("http_requests_per_second", 25), reaching: 37)
    let early = second(
      .resource(name: "cpu", target: .averageValue(Quantity(milli: 50))), reaching: 37)
    #expect(early > 330 && early < 420, "\(early)")
    // The mean over two minutes shows the whole rise only when these are over.
    #expect(late >= 400 && late < 600, "\(late)")
  }

  @Test func `a shorter window and interval answer sooner`() throws {
    var world = Self.world(Self.perPod("http_requests_per_second", 25))
    world.scenario.cluster.customMetrics.scrapeInterval = .seconds(5)
    world.scenario.cluster.customMetrics.rateWindow = .seconds(15)
    var quick = Simulation(world.scenario)
    let first = try #require(rescales(&quick).first)
    #expect(first.second > 301 && first.second < 301 + 5 + 15 + 15, "\(first.second)")
    #expect(first.text.contains("pods metric http_requests_per_second above target"))
  }

  @Test func `memory follows the requests in the pods and what they hold without`() {
    var world = Self.world(.resource(name: "memory", target: .utilization(60)))
    world.scenario.behavior[0].idleMemoryBytes = 32 << 20
    world.scenario.behavior[0].request?.memoryBytes = 64 << 20
    world.scenario.behavior[0].request?.wait = .milliseconds(100)
    var simulation = Simulation(world.scenario)
    // 25 requests a second in each of 4 pods stay for 0.1 s: 2.5 of 64 MiB and 32 MiB, of 64 MiB.
    simulation.run(toSecond: 1.5)
    let usage = simulation.pods[simulation.replicaSets.elements[0].pods[0]].usage
    simulation.run(toSecond: 60)
    #expect(usage.memoryBytes > 180 << 20 && usage.memoryBytes < 220 << 20)
    #expect(simulation.activeCount > 4)
  }

  @Test func `without a word about memory a pod holds 60 % of its request`() {
    var world = Self.world(.resource(name: "memory", target: .utilization(60)))
    world.scenario.behavior = []
    world.scenario.traffic = []
    var simulation = Simulation(world.scenario)
    let changes = rescales(&simulation)
    #expect(changes.isEmpty)
    let usage = simulation.pods[simulation.replicaSets.elements[0].pods[0]].usage
    #expect(usage.memoryBytes == Int64(Double(64 << 20) * 0.6))
  }

  @Test func `a memory limit bounds what a pod holds`() {
    var block = BehaviorBlock(target: SmallScenario.reference("web"))
    block.idleMemoryBytes = 100
    block.request = BehaviorBlock.RequestBlock(cpu: .milliseconds(1))
    block.request?.memoryBytes = 10
    var deployment = SmallScenario.deployment("web", replicas: 1)
    #expect(PodMemory(deployment.spec.template.spec, block).bytes(inFlight: 7) == 170)
    deployment.spec.template.spec.containers[0].resources.limits["memory"] = Quantity(150)
    #expect(PodMemory(deployment.spec.template.spec, block).bytes(inFlight: 7) == 150)
    #expect(PodMemory(deployment.spec.template.spec, block).bytes(inFlight: 1e30) == 150)
  }

  @Test func `a container is compared with its own request and its share of the use`() {
    var deployment = SmallScenario.deployment("web", replicas: 4, cpuMillis: 300)
    var sidecar = Container()
    sidecar.name = "proxy"
    sidecar.image = "proxy:1"
    sidecar.resources.requests["cpu"] = Quantity(milli: 100)
    deployment.spec.template.spec.containers.append(sidecar)
    var world = SmallScenario(nodes: 5, cores: 16, seconds: 300, isRunning: true)
    world.add(deployment)
    world.behave("web", requestCPU: .milliseconds(10))
    // 0.2 cores in each pod: 150 m of the application, 50 m of the proxy.
    world.send([(0, 80)], to: "web")
    let metric = MetricSpec.containerResource(
      name: "cpu", container: "app", target: .utilization(50))
    world.add(SmallScenario.autoscaler("web", metric))
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 280)
    #expect(simulation.autoscalers[0].view.readings[0].samples.map(\.valueMilli).max() == 150)
    #expect(simulation.readyCount == 4)
    var block = BehaviorBlock.ContainerBlock()
    block.name = "app"
    block.cpuShare = 1
    world.scenario.behavior[0].containers = [block]
    var other = Simulation(world.scenario)
    let changes = rescales(&other)
    // 200 m of 300 m are above the target of half: four pods become six. A look later sees new pods
    // beside old ones whose reading is from before; at most it asks for 6 x 66 % / 50 % = 8.
    #expect(changes.first?.text.hasPrefix("New size: 6;") == true, "\(changes)")
    #expect((6...8).contains(other.activeCount), "\(changes)")
  }

  @Test func `a pod with a container without a request has no utilisation`() {
    var deployment = SmallScenario.deployment("web", replicas: 2)
    var sidecar = Container()
    sidecar.name = "proxy"
    sidecar.image = "proxy:1"
    deployment.spec.template.spec.containers.append(sidecar)
    var world = SmallScenario(seconds: 200, isRunning: true)
    world.add(deployment)
    world.behave("web", requestCPU: .milliseconds(10))
    world.send([(0, 100)], to: "web")
    world.add(SmallScenario.autoscaler("web", .resource(name: "cpu", target: .utilization(50))))
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 200)
    #expect(simulation.activeCount == 2)
    let condition = simulation.autoscalers[0].rule.status.scalingActive
    #expect(condition?.isTrue == false)
  }

  @Test func `an Ingress in front of a Service gives the rate of all workloads behind it`() {
    var world = Self.world(
      .object(
        metric: MetricIdentifier(name: "requests-per-second"),
        describedObject: CrossVersionObjectReference(
          apiVersion: "networking.k8s.io/v1", kind: "Ingress", name: "front"),
        target: .averageValue(Quantity(25))))
    var service = Service()
    service.metadata.name = "web-service"
    service.selector = ["app": "web"]
    world.add(.service(service))
    var ingress = Ingress()
    ingress.metadata.name = "front"
    ingress.services = ["web-service"]
    world.add(.ingress(ingress))
    #expect(Simulation.check(world.scenario).isEmpty)
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 1200)
    #expect(simulation.readyCount == 40)
  }

  @Test func `a Service leads to any kind of workload that gets requests`() throws {
    var world = Self.world(Self.perPod("http_requests_per_second", 25))
    world.add(.daemonSet(SmallScenario.daemonSet("edge")))
    var service = Service()
    service.metadata.name = "front"
    service.selector = ["app": "edge"]
    world.add(.service(service))
    let edge = WorkloadReference(kind: "DaemonSet", name: "edge")
    var traffic = try #require(world.scenario.traffic.first)
    traffic.target = edge
    world.scenario.traffic.append(traffic)
    let metric = MetricSpec.object(
      metric: MetricIdentifier(name: "requests-per-second"),
      describedObject: CrossVersionObjectReference(
        apiVersion: "v1", kind: "Service", name: "front"),
      target: .value(Quantity(25)))
    let source = MetricSources(world.scenario).source(of: metric, target: edge)
    #expect(source == .workloads(.requestRate, [edge]))
  }

  @Test func `latency as a metric grows the workload when requests begin to wait`() {
    var world = Self.world(
      .object(
        metric: MetricIdentifier(name: "http_request_duration_seconds_p99"),
        describedObject: SmallScenario.target("web"),
        target: .value(Quantity(milli: 50))))
    // Ten cores of work from second 300 on, for which four pods of two cores do not do.
    world.scenario.behavior[0].request?.cpu = .milliseconds(10)
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 300)
    let before = simulation.readyCount
    simulation.run(toSecond: 700)
    #expect(before <= 4)
    #expect(simulation.readyCount > 5)
  }

  @Test func `a series of the scenario drives an external metric, chosen by its labels`() {
    var world = SmallScenario(nodes: 5, cores: 16, seconds: 600, isRunning: true)
    world.add(SmallScenario.deployment("worker", replicas: 2))
    world.give("queue_messages_ready", labels: ["queue": "mail"], [(0, 60), (300, 60), (301, 300)])
    world.give("queue_messages_ready", labels: ["queue": "video"], [(0, 9_000)])
    let metric = MetricSpec.external(
      metric: MetricIdentifier(
        name: "queue_messages_ready", selector: LabelSelector(matchLabels: ["queue": "mail"])),
      target: .averageValue(Quantity(30)))
    world.add(SmallScenario.autoscaler("worker", metric))
    #expect(Simulation.check(world.scenario).isEmpty)
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 299)
    #expect(simulation.readyCount == 2)
    simulation.run(toSecond: 420)
    #expect(simulation.readyCount == 10)
  }

  @Test func `the largest of several metrics wins`() {
    var world = Self.world(
      Self.perPod("http_requests_per_second", 25), .resource(name: "cpu", target: .utilization(50)))
    world.scenario.duration = .seconds(300)
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 290)
    // CPU alone would ask for one pod.
    #expect(simulation.readyCount == 4)
    #expect(simulation.autoscalers[0].rule.status.currentMetrics.allSatisfy { $0 != nil })
  }

  @Test func `with the gate an autoscaler goes to zero and back on an external metric`() {
    func run(gate: Bool) -> [Int] {
      var world = SmallScenario(nodes: 5, cores: 16, seconds: 1500, isRunning: true)
      world.add(SmallScenario.deployment("worker", replicas: 2))
      world.give("jobs", [(0, 20), (100, 20), (101, 0), (900, 0), (901, 45)])
      world.scenario.cluster.controlPlane.hpaScalesToZero = gate
      let metric = MetricSpec.external(
        metric: MetricIdentifier(name: "jobs"), target: .averageValue(Quantity(10)))
      world.add(SmallScenario.autoscaler("worker", least: 0, metric))
      var simulation = Simulation(world.scenario)
      return [90, 890, 1000].map { second in
        simulation.run(toSecond: second)
        return simulation.activeCount
      }
    }
    #expect(run(gate: true) == [2, 0, 5])
    // Without it the count goes to zero, as the spec allows, and stays there.
    #expect(run(gate: false)[2] == 0)
  }

  @Test func `a metric without values is told, and the autoscaler does nothing`() {
    var world = Self.world(Self.perPod("http_request_per_second", 25))
    let found = Simulation.check(world.scenario)
    #expect(found.map(\.severity) == [.warning])
    #expect(found.map(\.path) == ["spec.metrics[0]"])
    #expect(found.first?.hint == "did you mean \"http_requests_per_second\"?")
    world.scenario.duration = .seconds(400)
    var simulation = Simulation(world.scenario)
    #expect(rescales(&simulation).isEmpty)
  }

  @Test func `runs with custom metrics are equal twice`() {
    let world = Self.world(
      Self.perPod("http_requests_per_second", 25), Self.perPod("http_requests_queued", 3))
    var digests: Set<String> = []
    for _ in 0..<2 {
      var simulation = Simulation(world.scenario)
      simulation.run(until: simulation.endTime)
      _ = simulation.finish()
      digests.insert(simulation.digestHex)
    }
    #expect(digests.count == 1)
  }

  @Test func `without custom metrics nothing is scraped`() {
    var simulation = Simulation(
      Self.world(.resource(name: "cpu", target: .utilization(50))).scenario)
    simulation.run(toSecond: 200)
    #expect(simulation.collector.lastRound == nil)
  }
}
