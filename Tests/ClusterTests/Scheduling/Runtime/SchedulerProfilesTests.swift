// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// Profiles, gates, tie rules and back-off of the scheduler in a run.
@Suite struct SchedulerProfilesTests {
  private static let head = """
    apiVersion: kubescheduler.config.k8s.io/v1
    kind: KubeSchedulerConfiguration

    """

  private static func configuration(_ text: String) throws -> SchedulerBlock.Configuration {
    let diagnostics = Diagnostics()
    let documents = DocumentReader.read(
      Array((head + text).utf8), file: "scheduler.yaml", into: diagnostics)
    let document = try #require(documents.first)
    return SchedulerBlock.Configuration(file: "scheduler.yaml", document: document)
  }

  private static let packing = """
    profiles:
      - schedulerName: default-scheduler
      - schedulerName: packing
        pluginConfig:
          - name: NodeResourcesFit
            args: {scoringStrategy: {type: MostAllocated, resources: [{name: cpu, weight: 1}]}}
        plugins:
          score:
            disabled: [{name: NodeResourcesBalancedAllocation}, {name: PodTopologySpread}]
    """

  private static func nodes(of name: String, in lives: [PodRecord]) -> Set<String> {
    Set(lives.filter { $0.workload.hasSuffix("/\(name)") }.compactMap(\.node))
  }

  @Test func `pods choose their profile by its name`() throws {
    var world = SmallScenario(nodes: 4, cores: 8, seconds: 60)
    world.scenario.cluster.scheduler.configuration = try Self.configuration(Self.packing)
    var packed = SmallScenario.deployment("packed", replicas: 4, cpuMillis: 1000)
    packed.spec.template.spec.schedulerName = "packing"
    world.add(packed)
    world.apply(SmallScenario.deployment("spread", replicas: 3, cpuMillis: 1000), at: 30)
    var simulation = Simulation(world.scenario)
    let lives = simulation.runToLives()
    #expect(Self.nodes(of: "packed", in: lives).count == 1)
    #expect(Self.nodes(of: "spread", in: lives).count == 3)
  }

  @Test func `a pod of an unknown scheduler waits for ever and is told of`() {
    var world = SmallScenario(nodes: 1, seconds: 700)
    var lost = SmallScenario.deployment("lost", replicas: 2)
    lost.spec.template.spec.schedulerName = "defualt-scheduler"
    world.add(lost)
    let warnings = Simulation.check(world.scenario)
    #expect(warnings.count == 1)
    #expect(warnings.first?.severity == .warning)
    #expect(warnings.first?.hint?.contains("default-scheduler") == true)
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    _ = simulation.finish()
    let batch = simulation.drain()
    #expect(batch.pods.allSatisfy { $0.node == nil })
    let pending = batch.events.filter { $0.reason == "PodsPending" }.map(\.message)
    #expect(pending == [#"2 pods wait at the end: there is no scheduler "defualt-scheduler""#])
  }

  @Test func `profiles share the nodes that preemption set aside`() throws {
    var world = SmallScenario(nodes: 1, cores: 4, isRunning: true)
    world.scenario.cluster.scheduler.configuration = try Self.configuration(Self.packing)
    world.scenario.cluster.kubelet.shutdown = SmallScenario.constant(.seconds(20))
    world.add(SmallScenario.deployment("low", replicas: 4, cpuMillis: 1000))
    var high = SmallScenario.deployment("high", replicas: 1, cpuMillis: 2000)
    high.spec.template.spec.priority = 10
    world.apply(high, at: 50)
    var packed = SmallScenario.deployment("packed", replicas: 2, cpuMillis: 1000)
    packed.spec.template.spec.schedulerName = "packing"
    world.apply(packed, at: 55)
    var simulation = Simulation(world.scenario)
    let lives = simulation.runToLives()
    #expect(Self.nodes(of: "high", in: lives).count == 1)
    #expect(Self.nodes(of: "packed", in: lives).isEmpty)
  }

  @Test func `gated pods wait until their gates are removed`() {
    var world = SmallScenario(nodes: 2, seconds: 120)
    var gated = SmallScenario.deployment("gated", replicas: 3)
    gated.spec.template.spec.schedulingGates = ["example.com/quota"]
    world.add(gated)
    world.at(40, .removeSchedulingGates(SmallScenario.reference("gated")))
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 39)
    #expect(simulation.schedulingQueue.gatedCount == 3)
    #expect(simulation.readyCount == 0)
    simulation.run(toSecond: 60)
    #expect(simulation.schedulingQueue.gatedCount == 0)
    #expect(simulation.readyCount == 3)
  }

  @Test func `a new template without gates replaces gated pods`() {
    var world = SmallScenario(nodes: 2, seconds: 120)
    var gated = SmallScenario.deployment("gated", replicas: 3)
    gated.spec.template.spec.schedulingGates = ["example.com/quota"]
    world.add(gated)
    gated.spec.template.spec.schedulingGates = []
    world.apply(gated, at: 40)
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 100)
    #expect(simulation.readyCount == 3)
    #expect(simulation.schedulingQueue.gatedCount == 0)
  }

  @Test(arguments: SchedulerBlock.Ties.allCases) func `each tie rule fills the nodes evenly`(
    ties: SchedulerBlock.Ties
  ) {
    var world = SmallScenario(nodes: 10, cores: 8, seconds: 60)
    world.scenario.cluster.scheduler.ties = ties
    world.add(SmallScenario.deployment("app", replicas: 40, cpuMillis: 1000))
    var simulation = Simulation(world.scenario)
    let lives = simulation.runToLives()
    var counts: [String: Int] = [:]
    for pod in lives { counts[pod.node ?? "none", default: 0] += 1 }
    #expect(counts.count == 10)
    #expect(counts.values.allSatisfy { $0 == 4 })
    let first = lives.min { $0.stages.scheduled < $1.stages.scheduled }
    if ties == .smallestName { #expect(first?.node == "pool-0001") }
  }

  @Test func `the back-off of the configuration is the one of the queue`() throws {
    var world = SmallScenario(nodes: 1)
    world.scenario.cluster.scheduler.configuration = try Self.configuration(
      "podInitialBackoffSeconds: 3\npodMaxBackoffSeconds: 60\n")
    let simulation = Simulation(world.scenario)
    #expect(simulation.schedulingQueue.configuration.initialBackoff == .seconds(3))
    #expect(simulation.schedulingQueue.configuration.greatestBackoff == .seconds(60))
  }

  @Test func `a share of nodes that the tie rule does not look at is told of`() throws {
    var world = SmallScenario(nodes: 1)
    world.scenario.cluster.scheduler.configuration = try Self.configuration(
      "percentageOfNodesToScore: 30\n")
    let warnings = Simulation.check(world.scenario)
    #expect(warnings.map(\.severity) == [.warning])
    #expect(warnings.first?.hint?.contains("ties: sample") == true)
    world.scenario.cluster.scheduler.ties = .sample
    #expect(Simulation.check(world.scenario).isEmpty)
  }

  @Test func `the numbers of candidates are read`() throws {
    var world = SmallScenario(nodes: 1)
    world.scenario.cluster.scheduler.configuration = try Self.configuration(
      """
      profiles:
        - pluginConfig:
            - name: DefaultPreemption
              args: {minCandidateNodesPercentage: 5, minCandidateNodesAbsolute: 7}
      """)
    let profile = Simulation(world.scenario).schedulers[0].profile
    #expect(profile.candidateCount(of: 1000) == 50)
    #expect(profile.candidateCount(of: 100) == 7)
    #expect(profile.candidateCount(of: 3) == 3)
    #expect(SchedulerProfile.standard.candidateCount(of: 5000) == 500)
  }

  @Test func `faults of a configuration are placed in its file`() throws {
    var world = SmallScenario(nodes: 1)
    world.scenario.cluster.scheduler.configuration = try Self.configuration(
      "podInitialBackoffSeconds: 30\npodMaxBackoffSeconds: 5\nprofilse: []\n")
    let faults = Simulation.check(world.scenario).map { "\($0.place.file):\($0.place.line)" }
    #expect(faults == ["scheduler.yaml:5", "scheduler.yaml:4"])
  }

  @Test func `a pod without its priority class is refused`() {
    var world = SmallScenario(nodes: 1)
    var app = SmallScenario.deployment("app", replicas: 1)
    app.spec.template.spec.priorityClassName = "system-node-critcal"
    world.add(app)
    app.spec.template.spec.priorityClassName = "system-node-critical"
    app.spec.template.spec.priority = 5
    app.metadata.name = "other"
    world.add(app)
    let faults = Simulation.check(world.scenario)
    #expect(faults.map(\.severity) == [.error, .error])
    #expect(faults.first?.hint?.contains("system-node-critical") == true)
    #expect(faults.last?.expected?.hasPrefix("2000001000") == true)
  }
}
