// SPDX-License-Identifier: Apache-2.0

import Manifests
import Testing

@testable import Cluster

/// What containers ask for once they get what is recommended.
struct VPAAdmissionTests {
  private func container(request: Int64?, limit: Int64?) -> Container {
    var container = Container()
    container.name = "app"
    if let request { container.resources.requests["cpu"] = Quantity(milli: request) }
    if let limit { container.resources.limits["cpu"] = Quantity(milli: limit) }
    return container
  }

  private func advice(_ millis: Int64) -> VPAContainerRecommendation {
    let amounts = VPAResources(cpuMillis: millis)
    return VPAContainerRecommendation(
      containerName: "app", target: amounts, lowerBound: amounts, upperBound: amounts,
      uncappedTarget: amounts)
  }

  @Test(arguments: [
    (Int64?(1000), Int64?(2000), Int64?(500)),
    (1000, 1000, 250),
    (nil, 1000, 250),
    (1000, nil, nil),
    (0, 1000, 1000),
  ])
  func `a limit keeps its ratio to the request`(request: Int64?, limit: Int64?, expected: Int64?) {
    let result = VPAAdmission.resources(
      of: container(request: request, limit: limit), advice(250), policy: nil)
    #expect(result.requests["cpu"]?.milliValue == 250)
    #expect(result.limits["cpu"]?.milliValue == expected)
  }

  @Test
  func `where only requests are set the limit stays and bounds them`() {
    var policy = VPAContainerPolicy()
    policy.controlsRequestsOnly = true
    let small = VPAAdmission.resources(
      of: container(request: 1000, limit: 2000), advice(250), policy: policy)
    #expect(small.requests["cpu"]?.milliValue == 250)
    #expect(small.limits["cpu"]?.milliValue == 2000)
    let large = VPAAdmission.resources(
      of: container(request: 1000, limit: 2000), advice(9000), policy: policy)
    #expect(large.requests["cpu"]?.milliValue == 2000)
  }

  @Test
  func `a container that is not scaled keeps what it has`() {
    let container = container(request: 1000, limit: 2000)
    var policy = VPAContainerPolicy()
    policy.isScaled = false
    #expect(
      VPAAdmission.resources(of: container, advice(250), policy: policy) == container.resources)
    #expect(VPAAdmission.resources(of: container, nil, policy: nil) == container.resources)
  }

  @Test
  func `a checkpoint brings back what a recommender knew`() {
    var aggregate = VPAAggregate()
    var checkpoint = VerticalPodAutoscalerCheckpoint()
    checkpoint.cpuHistogram.buckets = [
      .init(place: 10, weight: 10_000), .init(place: 30, weight: 1),
    ]
    checkpoint.cpuHistogram.totalWeight = 5
    checkpoint.cpuHistogram.referenceTimestamp = Timestamp(microsecondsSince1970: 0)
    checkpoint.totalSamplesCount = 7
    aggregate.load(checkpoint)
    let buckets = ExponentialBuckets.cpuCores
    #expect(aggregate.cpuUsage.percentile(0.9) == buckets.start(of: 11))
    #expect(aggregate.cpuUsage.percentile(1) == buckets.start(of: 31))
    #expect(abs(aggregate.cpuUsage.totalWeight - 5) < 1e-12)
    #expect(aggregate.sampleCount == 7)
    #expect(aggregate.memoryPeaks.isEmpty)
  }
}
