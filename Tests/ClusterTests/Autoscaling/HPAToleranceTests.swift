// SPDX-License-Identifier: Apache-2.0

import Cluster
import Manifests
import Testing

/// Ratio and tolerance: rules 1 to 4 of the controller.
@Suite struct HPAToleranceTests {
  @Test func `utilisation is truncated to a whole per cent before it is compared`() {
    // 559 / 1000 is 55.9 %, which counts as 55 % of a target of 50 %: exactly 1.1, inside.
    var bench = HPABench(.cpu(percent: 50), replicas: 10)
    bench.setPods([559, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    #expect(bench.proposal.status.averageUtilization == 55)
    #expect(bench.proposal.replicas == 10)
    bench.setPods([560, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    #expect(bench.proposal.status.averageUtilization == 56)
    #expect(bench.proposal.replicas == 12)
  }

  @Test func `an average value is truncated to whole thousandths`() {
    // (100 + 101) / 2 is 100.5, which counts as 100.
    var bench = HPABench(.cpu(averageMilli: 100), replicas: 2)
    bench.setPods([100, 101])
    #expect(bench.proposal.status.averageValueMilli == 100)
    #expect(bench.proposal.ratio == 1)
  }

  @Test(arguments: [
    // Target 100 %, tolerance 0.1: 90 and 110 are inside, 89 and 111 outside.
    (90, 10), (89, 9), (110, 10), (111, 12),
  ])
  func `both ends of the tolerance are inside`(percent: Int64, expected: Int32) {
    var bench = HPABench(.cpu(percent: 100), replicas: 10)
    bench.setPods(Array(repeating: percent, count: 10))
    #expect(bench.proposal.replicas == expected)
    #expect(bench.proposal.isWithinTolerance == (expected == 10))
  }

  @Test func `the tolerance is compared in binary floating point`() {
    // 1.1 * 50 is 55.000000000000007 in doubles, but 55 / 50 is 1.1, which is what is compared.
    var bench = HPABench(.cpu(percent: 50), replicas: 1)
    bench.setPods([55])
    #expect(bench.proposal.isWithinTolerance)
    // 1 - 0.3 is 0.7 and 7 / 10 is 0.7: equal doubles.
    bench.configuration.tolerance = 0.3
    bench.spec.metrics = [.cpu(percent: 10)]
    bench.setPods([7])
    #expect(bench.proposal.isWithinTolerance)
  }

  @Test func `inside the tolerance the count of the spec is proposed, outside that of ready pods`()
  {
    var bench = HPABench(.cpu(percent: 50), replicas: 8)
    bench.setPods([50, 50, 50])
    #expect(bench.proposal.replicas == 8)
    bench.setPods([100, 100, 100])
    #expect(bench.proposal.replicas == 6)
  }

  @Test func `a tolerance of the spec replaces the flag one direction at a time`() {
    var bench = HPABench(.cpu(percent: 100), replicas: 10)
    bench.spec.behavior = HorizontalPodAutoscalerBehavior()
    bench.spec.behavior?.scaleUp.tolerance = Quantity(milli: 500)
    bench.setPods(Array(repeating: 140, count: 10))
    #expect(bench.proposal.replicas == 10)
    bench.setPods(Array(repeating: 85, count: 10))
    #expect(bench.proposal.replicas == 9)
    bench.spec.behavior?.scaleDown.tolerance = Quantity(milli: 300)
    #expect(bench.proposal.replicas == 10)
  }

  @Test func `a tolerance of the spec is ignored with the gate off`() {
    var bench = HPABench(.cpu(percent: 100), replicas: 10)
    bench.spec.behavior = HorizontalPodAutoscalerBehavior()
    bench.spec.behavior?.scaleUp.tolerance = Quantity(milli: 500)
    bench.configuration.hasConfigurableTolerance = false
    bench.setPods(Array(repeating: 140, count: 10))
    #expect(bench.proposal.replicas == 14)
  }

  @Test func `a tolerance of zero scales on any difference of a whole per cent`() {
    var bench = HPABench(.cpu(percent: 50), replicas: 10)
    bench.configuration.tolerance = 0
    bench.setPods(Array(repeating: 51, count: 10))
    #expect(bench.proposal.replicas == 11)
    bench.setPods(Array(repeating: 50, count: 10))
    #expect(bench.proposal.replicas == 10)
  }
}
