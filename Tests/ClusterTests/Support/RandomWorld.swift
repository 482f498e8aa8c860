// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// A small scenario drawn from a seed: a few nodes, Deployments of many kinds, a busy timeline.
struct RandomWorld {
  let seed: UInt64
  private(set) var small: SmallScenario
  private var stream: RandomStream
  /// Draws of their own, so that priorities do not move the rest of a world.
  private var priorities: RandomStream
  private let seconds: Int64 = 400
  private var names: [String] = []

  init(seed: UInt64) {
    self.seed = seed
    stream = RandomStream(seed: seed, name: "world")
    priorities = RandomStream(seed: seed, name: "world/priorities")
    let nodes = 1 + stream.next(below: 6)
    let cores = Int64(2 + stream.next(below: 8))
    let isRunning = stream.next(below: 2) == 0
    small = SmallScenario(nodes: nodes, cores: cores, seconds: seconds, isRunning: isRunning)
    small.scenario.seed = seed
    small.scenario.cluster.registry.bytesPerSecond = 60_000_000
    // Short tolerances, so that evictions happen within the run.
    small.scenario.cluster.controlPlane.nodeMonitorGracePeriod = .seconds(20)
    small.scenario.cluster.controlPlane.nodeEvictionRate = 0.2
    if stream.next(below: 4) == 0 { small.scenario.cluster.controlPlane = .ideal }
    small.scenario.cluster.kubelet.sandbox = DurationSpread(
      median: .milliseconds(300), p99: .seconds(4))
    for number in 0..<(1 + stream.next(below: 3)) { addDeployment("app\(number)") }
    for _ in 0..<(5 + stream.next(below: 25)) { addEntry() }
  }

  var scenario: Scenario { small.scenario }

  private mutating func addDeployment(_ name: String) {
    names.append(name)
    if priorities.next(below: 2) == 0 { addBudget(name) }
    small.add(deployment(name, version: 1))
    small.behave(
      name, applicationStart: .seconds(Int64(stream.next(below: 40))),
      imageBytes: Int64(stream.next(below: 3)) * 200_000_000,
      requestCPU: .milliseconds(Int64(1 + stream.next(below: 30))))
    let place = small.scenario.behavior.count - 1
    small.scenario.behavior[place].startup.warmUpFactor = Double(1 + stream.next(below: 3))
    small.send(
      [(0, stream.uniform() * 500), (200, stream.uniform() * 900), (201, 5)], to: name)
  }

  private mutating func addBudget(_ name: String) {
    var budget = PodDisruptionBudget()
    budget.metadata.name = name
    budget.spec.selector = LabelSelector(matchLabels: ["app": name])
    budget.spec.maxUnavailable = .int(Int32(priorities.next(below: 4)))
    small.add(.podDisruptionBudget(budget))
  }

  private mutating func deployment(_ name: String, version: Int) -> Deployment {
    var deployment = SmallScenario.deployment(
      name, replicas: Int32(stream.next(below: 12)),
      cpuMillis: 100 + Int64(stream.next(below: 9)) * 100,
      limitMillis: stream.next(below: 2) == 0 ? 1500 : nil, image: "\(name):\(version)")
    deployment.spec.minReadySeconds = Int32(stream.next(below: 3)) * 5
    // One strategy for good: Kubernetes, and so the rule, stops at a Deployment that is scaled and
    // turned to Recreate while two of its ReplicaSets have pods.
    deployment.spec.strategy = seed % 5 == 0 && name == "app0" ? .recreate : .rollingUpdate
    deployment.spec.paused = stream.next(below: 10) == 0
    deployment.spec.maxSurge = .int(Int32(stream.next(below: 4)))
    var spec = deployment.spec.template.spec
    // In every other world pods drive others away.
    if seed % 2 == 1 { spec.priority = Int32(priorities.next(below: 3)) * 10 }
    spec.terminationGracePeriodSeconds = Int64(stream.next(below: 40))
    if stream.next(below: 2) == 0 {
      var probe = Probe(handler: .tcpSocket(port: .int(80)))
      probe.periodSeconds = Int32(1 + stream.next(below: 10))
      spec.containers[0].readinessProbe = probe
    }
    if stream.next(below: 2) == 0 {
      var toleration = Toleration()
      toleration.key = "node.kubernetes.io/unreachable"
      toleration.operator = .exists
      toleration.effect = .noExecute
      toleration.tolerationSeconds = Int64(stream.next(below: 60))
      spec.tolerations = [toleration]
    }
    deployment.spec.template.spec = spec
    return deployment
  }

  private mutating func addEntry() {
    // Half of the instants are whole seconds, so that things coincide.
    let whole = Double(stream.next(below: Int(seconds)))
    let second = stream.next(below: 2) == 0 ? whole : whole + stream.uniform()
    let name = names[stream.next(below: names.count)]
    let reference = SmallScenario.reference(name)
    switch stream.next(below: 6) {
    case 0: small.at(second, .scale(reference, replicas: stream.next(below: 20)))
    case 1: small.apply(deployment(name, version: stream.next(below: 4)), at: second)
    case 2: small.at(second, .restart(reference))
    case 3:
      small.at(
        second,
        .failNodes(
          pool: "pool", count: 1 + stream.next(below: 3),
          duration: .seconds(Int64(stream.next(below: 120)))))
    case 4:
      small.at(second, .failNodes(pool: "pool", count: 1 + stream.next(below: 2), duration: nil))
    default: small.at(second, .restoreNodes(pool: "pool", count: 1 + stream.next(below: 3)))
    }
  }
}
