// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

@testable import Cluster

/// Pods with two containers that swap roles and a sidecar that compares their versions.
struct StandbyWorld {
  static let im = WorkloadReference(kind: "StatefulSetPlus", name: "im")
  var small: SmallScenario
  /// Requests per second that one pod gets.
  static let ratePerPod = 10.0

  /// A few pods that serve version 1 from the start; their addresses stay published throughout.
  init(
    replicas: Int32 = 4, nodes: Int = 2, seconds: Int64 = 300, isPublished: Bool = true,
    handover: SimulationDuration = .milliseconds(5)
  ) {
    small = SmallScenario(nodes: nodes, cores: 16, seconds: seconds, isRunning: true)
    small.add(.statefulSetPlus(Self.set(replicas: replicas, image: "im:1")))
    if isPublished {
      var service = Service()
      service.metadata.name = "im"
      service.selector = ["app": "im"]
      service.publishNotReadyAddresses = true
      small.add(.service(service))
    }
    var behavior = BehaviorBlock(target: Self.im)
    behavior.startup.applicationStart = SmallScenario.constant(.seconds(20))
    behavior.request = BehaviorBlock.RequestBlock(cpu: .milliseconds(5))
    behavior.handover = SmallScenario.constant(handover)
    small.scenario.behavior = [behavior]
    var rate = TrafficBlock.RateBlock()
    rate.points = [.init(at: .zero, rate: Self.ratePerPod * Double(replicas))]
    small.scenario.traffic = [TrafficBlock(target: Self.im, rate: rate)]
  }

  /// The set with an image of the application, and others of the two further containers.
  static func set(
    replicas: Int32, image: String, sidecar: String = "sidecar:1", isSwapped: Bool = true,
    batches: Int32 = 1
  ) -> StatefulSetPlus {
    var set = SmallScenario.statefulSetPlus(
      "im", replicas: replicas, batches: batches, type: .inPlaceIfPossible)
    var probe = Probe(handler: .exec(command: ["cmp", "/v/version1", "/v/version2"]))
    probe.periodSeconds = 1
    probe.failureThreshold = 1
    set.spec.template.spec.containers = [
      container("biz", image, cpuMillis: 1_000), container("pause", "pause:1", cpuMillis: 10),
      container("sidecar", sidecar, cpuMillis: 20),
    ]
    set.spec.template.spec.containers[2].readinessProbe = probe
    if isSwapped {
      set.spec.template.metadata.annotations[StandbyContainers.annotation] = "biz, pause"
    }
    return set
  }

  private static func container(_ name: String, _ image: String, cpuMillis: Int64) -> Container {
    var container = Container()
    container.name = name
    container.image = image
    container.resources.requests["cpu"] = Quantity(milli: cpuMillis)
    return container
  }

  mutating func apply(_ set: StatefulSetPlus, at second: Double) {
    small.apply(.statefulSetPlus(set), at: second)
  }

  /// The simulation, not yet begun.
  func start() -> Simulation { Simulation(small.scenario) }
}
