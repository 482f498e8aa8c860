// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario
import Testing

@testable import Cluster

/// Images that are pulled ahead, and CloneSets under an autoscaler.
@Suite struct PreDownloadRunTests {
  private static func rolloutSeconds(
    isOn: Bool, parallelism: String? = nil, partition: Int32 = 0
  ) -> Double {
    var small = SmallScenario(nodes: 10, seconds: 1_800, isRunning: true)
    small.scenario.cluster.controlPlane.kruiseManager.preDownloadsImages = isOn
    small.scenario.cluster.registry.bytesPerSecond = 1e9
    small.scenario.cluster.kubelet.pullBytesPerSecond = 20e6
    small.behave(kind: "CloneSet", "web", imageBytes: 400_000_000)
    small.add(SmallScenario.cloneSet("web", replicas: 20))
    small.apply(
      SmallScenario.cloneSet("web", replicas: 20, image: "app:2") {
        $0.spec.updateStrategy.maxUnavailable = .int(1)
        if let parallelism {
          $0.metadata.annotations["apps.kruise.io/image-predownload-parallelism"] = parallelism
        }
      }, at: 10)
    var simulation = Simulation(small.scenario)
    simulation.run(until: simulation.endTime)
    return simulation.deployments.elements[0].lastRolloutDuration?.seconds ?? -1
  }

  @Test func `nodes that pull ahead save the release its pulls`() {
    // Ten nodes need some twenty seconds and more each, one pod after the other.
    let (without, all) = (
      Self.rolloutSeconds(isOn: false), Self.rolloutSeconds(isOn: true, parallelism: "100%")
    )
    #expect(without > 200 && all > 0, "\(without) and \(all)")
    #expect(without - all > 150, "\(without) and \(all)")
    let one = Self.rolloutSeconds(isOn: true)
    #expect(all < one && one <= without, "\(one): a node ahead is of some use")
  }

  @Test(arguments: [
    (
      10, CloneSet.UpdateStrategyType.inPlaceIfPossible, IntOrString.int(0), IntOrString.int(2),
      true
    ),
    (10, .inPlaceOnly, .int(0), .int(2), true), (10, .recreate, .int(0), .int(2), false),
    (3, .inPlaceIfPossible, .int(0), .int(1), false),
    (4, .inPlaceIfPossible, .int(0), .int(1), true),
    (10, .inPlaceIfPossible, .int(0), .string("100%"), false),
    (10, .inPlaceIfPossible, .int(1), .string("100%"), true),
  ])
  func `small sets, sets updated at once and recreated pods do without`(
    replicas: Int, type: CloneSet.UpdateStrategyType, partition: IntOrString, most: IntOrString,
    isWorthwhile: Bool
  ) {
    func decide(_ canChangeInPlace: Bool) -> Bool {
      PreDownloadRule.isWorthwhile(
        replicas: replicas, type: type, partition: partition, maxUnavailable: most,
        canChangeInPlace: canChangeInPlace)
    }
    #expect(decide(true) == isWorthwhile && !decide(false))
  }

  @Test(arguments: [(nil, 1), ("3", 3), ("50%", 5), ("5%", 1), ("nonsense", 1)])
  func `the annotation tells how many nodes pull at one time`(text: String?, count: Int) {
    #expect(PreDownloadRule.parallelism(text, nodes: 10) == count)
  }

  @Test func `an autoscaler scales a CloneSet to what its load needs`() {
    var small = SmallScenario(nodes: 4, seconds: 600, isRunning: true)
    small.add(SmallScenario.cloneSet("web", replicas: 2, cpuMillis: 500))
    small.behave(kind: "CloneSet", "web", requestCPU: .milliseconds(10))
    var rate = TrafficBlock.RateBlock()
    rate.points = [.init(at: .zero, rate: 200)]
    let target = WorkloadReference(kind: "CloneSet", name: "web")
    small.scenario.traffic.append(TrafficBlock(target: target, rate: rate))
    var scaler = HorizontalPodAutoscaler()
    scaler.metadata.name = "web"
    scaler.spec.scaleTargetRef = CrossVersionObjectReference(kind: "CloneSet", name: "web")
    scaler.spec.maxReplicas = 9
    scaler.spec.metrics = [.resource(name: "cpu", target: .utilization(50))]
    small.add(.horizontalPodAutoscaler(scaler))
    // A release in the middle keeps the replicas that the autoscaler has set.
    small.apply(SmallScenario.cloneSet("web", replicas: 2, cpuMillis: 500, image: "app:2"), at: 400)
    var simulation = Simulation(small.scenario)
    simulation.run(until: simulation.endTime)
    // Two cores of work at half of half a core each.
    #expect((8...9).contains(simulation.readyCount))
    #expect(simulation.pods(isNew: true) == simulation.readyCount)
  }
}
