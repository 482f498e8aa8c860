// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

@testable import Cluster

/// A small cluster with one workload that a vertical autoscaler sizes.
struct VPAWorld {
  var small: SmallScenario
  var autoscaler = VerticalPodAutoscaler()

  /// Pods that ask for some CPU and use some; eight days of that use are remembered.
  init(
    replicas: Int32 = 4, requestMillis: Int64 = 2000, usedCores: Double = 0.3, nodes: Int = 3,
    cores: Int64 = 8, seconds: Int64 = 1800, mode: VerticalPodAutoscaler.UpdateMode = .recreate
  ) {
    small = SmallScenario(nodes: nodes, cores: cores, seconds: seconds, isRunning: true)
    small.add(SmallScenario.deployment("web", replicas: replicas, cpuMillis: requestMillis))
    small.behave("web", requestCPU: .milliseconds(10))
    small.send([(0, usedCores * 100 * Double(replicas))], to: "web")
    autoscaler.metadata.name = "web"
    autoscaler.targetRef.kind = "Deployment"
    autoscaler.targetRef.name = "web"
    autoscaler.updateMode = mode
    small.add(.verticalPodAutoscalerCheckpoint(checkpoint(cores: usedCores)))
  }

  /// The scenario with the autoscaler in it.
  var scenario: Scenario {
    var small = small
    small.add(.verticalPodAutoscaler(autoscaler))
    return small.scenario
  }

  /// Eight days with a sample a minute of one use.
  private func checkpoint(cores: Double) -> VerticalPodAutoscalerCheckpoint {
    let start = small.scenario.start.unixSeconds * 1_000_000
    var checkpoint = VerticalPodAutoscalerCheckpoint()
    checkpoint.metadata.name = "web-app"
    checkpoint.vpaObjectName = "web"
    checkpoint.containerName = "app"
    checkpoint.cpuHistogram.buckets = [
      .init(place: ExponentialBuckets.cpuCores.bucket(of: cores), weight: 10_000)
    ]
    checkpoint.cpuHistogram.totalWeight = 400
    checkpoint.cpuHistogram.referenceTimestamp = Timestamp(microsecondsSince1970: start)
    checkpoint.firstSampleStart = Timestamp(microsecondsSince1970: start - 8 * 86_400_000_000)
    checkpoint.lastSampleStart = Timestamp(microsecondsSince1970: start)
    checkpoint.totalSamplesCount = 11_520
    return checkpoint
  }
}

extension Simulation {
  /// The CPU that each pod asks for, the least first.
  var requestedMillis: [Int64] {
    replicaSets.elements.flatMap { $0.pods }
      .map { nodes.templates[pods[$0].template].requests.cpuMillis }.sorted()
  }
}
