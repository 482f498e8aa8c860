// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

@testable import Cluster

/// Pods that mount a ConfigMap, of which one content makes them fail.
struct ConfigWorld {
  var small: SmallScenario
  let target: WorkloadReference
  let replicas: Int32
  static let ratePerPod = 10.0

  /// A workload of a kind with pods that run and use the content `mode: a`.
  init(
    kind: String = "Deployment", replicas: Int32 = 10, isInBatches: Bool = false,
    isMounted: Bool = true, batches: Int32 = 5, seconds: Int64 = 900
  ) {
    small = SmallScenario(nodes: 2, cores: 32, seconds: seconds, isRunning: true)
    target = WorkloadReference(kind: kind, name: "web")
    self.replicas = replicas
    var template = SmallScenario.deployment("web", replicas: replicas).spec.template
    if isMounted {
      template.spec.volumes = [Volume(name: "config", source: .configMap(name: "app"))]
    } else {
      template.spec.containers[0].environmentConfigMaps = ["app"]
    }
    var probe = Probe(handler: .tcpSocket(port: .int(80)))
    probe.periodSeconds = 5
    template.spec.containers[0].readinessProbe = probe
    if kind == "Deployment" {
      var web = SmallScenario.deployment("web", replicas: replicas)
      web.spec.template = template
      small.add(web)
    } else {
      var web = SmallScenario.statefulSetPlus(
        "web", replicas: replicas, batches: batches, type: .inPlaceIfPossible)
      web.spec.template = template
      web.spec.updateStrategy.batchDeadlineMinutes = 1
      web.spec.updateStrategy.batchIntervalMinutes = 1
      small.add(.statefulSetPlus(web))
    }
    small.add(.configMap(Self.map("a", isInBatches: isInBatches)))
    var behavior = BehaviorBlock(target: target)
    behavior.startup.applicationStart = SmallScenario.constant(.zero)
    behavior.request = BehaviorBlock.RequestBlock(cpu: .milliseconds(5))
    small.scenario.behavior = [behavior]
    var rate = TrafficBlock.RateBlock()
    rate.points = [.init(at: .zero, rate: Self.ratePerPod * Double(replicas))]
    small.scenario.traffic = [TrafficBlock(target: target, rate: rate)]
  }

  /// The ConfigMap with a mode.
  static func map(_ mode: String, isInBatches: Bool = false) -> ConfigMap {
    var map = ConfigMap()
    map.metadata.name = "app"
    map.data["mode"] = mode
    if isInBatches { map.metadata.annotations[ConfigMap.releaseAnnotation] = "batches" }
    return map
  }

  /// Says what a mode does to the pods that use it.
  mutating func fail(_ mode: String, errors: Double, neverReady: Bool = false) {
    var block = BehaviorBlock.ConfigBlock()
    block.configMap = "app"
    block.contains = "mode: \(mode)"
    block.errorRatio = errors
    block.neverReady = neverReady
    small.scenario.behavior[0].configs.append(block)
  }

  mutating func apply(_ mode: String, isInBatches: Bool = false, at second: Double) {
    small.apply(.configMap(Self.map(mode, isInBatches: isInBatches)), at: second)
  }

  func start() -> Simulation { Simulation(small.scenario) }
}

extension Simulation {
  /// Pods whose application uses a mode.
  func pods(withMode mode: String) -> Int {
    var count = 0
    for slot in 0..<pods.slotCount {
      guard let handle = pods.handle(atSlot: slot), pods[handle].config >= 0 else { continue }
      let contents = configs.usages[Int(pods[handle].config)].contents.filter { $0 >= 0 }
      if contents.contains(where: { configs.contents[Int($0)].contains("mode: \(mode)") }) {
        count += 1
      }
    }
    return count
  }
}
