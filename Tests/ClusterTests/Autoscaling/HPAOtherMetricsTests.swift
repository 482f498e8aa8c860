// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

/// Object and External metrics, and several metrics at once: rules 12 to 16 of the controller.
@Suite struct HPAOtherMetricsTests {
  @Test func `a whole value is shared among the running and ready pods`() {
    var bench = HPABench(.external(value: 100), replicas: 10)
    bench.pods = Array(repeating: HPABench.oldPod, count: 5)
    bench.pods[3].phase = .pending
    bench.pods[4].readiness = .notReady
    bench.readings = [HPAMetricReading(totalMilli: 150_000)]
    #expect(bench.proposal.replicas == 5)
    #expect(bench.proposal.readyPods == 3)
    bench.readings = [HPAMetricReading(totalMilli: 109_000)]
    #expect(bench.proposal.replicas == 10)
    #expect(bench.proposal.status.valueMilli == 109_000)
  }

  @Test func `a whole value needs pods, unless it lies inside the tolerance`() {
    var bench = HPABench(.external(value: 100), replicas: 10)
    bench.readings = [HPAMetricReading(totalMilli: 200_000)]
    #expect(bench.proposal.failure == .noPods)
    bench.readings = [HPAMetricReading(totalMilli: 100_000)]
    #expect(bench.proposal.replicas == 10)
  }

  @Test func `from zero a whole value proposes its ratio, without tolerance and pods`() {
    var bench = HPABench(.external(value: 100), replicas: 0)
    bench.readings = [HPAMetricReading(totalMilli: 101_000)]
    #expect(bench.proposal.replicas == 2)
    bench.readings = [HPAMetricReading(totalMilli: 0)]
    #expect(bench.proposal.replicas == 0)
  }

  @Test func `an average of the whole is compared with the count in the status`() {
    var bench = HPABench(.external(averageValue: 10), replicas: 4)
    bench.statusReplicas = 6
    bench.readings = [HPAMetricReading(totalMilli: 65_000)]
    #expect(bench.proposal.replicas == 6)
    #expect(bench.proposal.status.averageValueMilli == 10_834)
    bench.readings = [HPAMetricReading(totalMilli: 67_000)]
    #expect(bench.proposal.replicas == 7)
  }

  @Test func `an average over no pods at all is not shown, and proposes total by target`() {
    var bench = HPABench(.external(averageValue: 10), replicas: 0)
    bench.readings = [HPAMetricReading(totalMilli: 25_000)]
    #expect(bench.proposal.replicas == 3)
    #expect(bench.proposal.status.averageValueMilli == nil)
    bench.readings = [HPAMetricReading(totalMilli: 0)]
    #expect(bench.proposal.replicas == 0)
  }

  @Test func `a proposal beyond 32 bits is held at the bound`() {
    var bench = HPABench(.external(averageValue: 1), replicas: 1)
    bench.readings = [HPAMetricReading(totalMilli: Int64.max)]
    #expect(bench.proposal.replicas == Int32.max)
  }

  private func two(_ first: Int64?, _ second: Int64?, replicas: Int32) -> HPADecision {
    var bench = HPABench(
      .external("a", averageValue: 1), .external("b", averageValue: 1), replicas: replicas)
    bench.spec.behavior = HorizontalPodAutoscalerBehavior(downWindow: 0)
    bench.readings = [first, second].map { value in
      value.map { HPAMetricReading(totalMilli: $0 * 1_000) } ?? .failed
    }
    return bench.reconcile()
  }

  @Test func `the largest proposal wins`() {
    #expect(two(3, 7, replicas: 5).scaleTo == 7)
    #expect(two(7, 3, replicas: 5).scaleTo == 7)
    #expect(two(2, 3, replicas: 5).scaleTo == 3)
    #expect(two(7, 3, replicas: 5).rescaleReason == .metricAboveTarget(0))
    #expect(two(2, 3, replicas: 5).rescaleReason == .allMetricsBelowTarget)
  }

  @Test func `a proposal of zero gives way to any other`() {
    #expect(two(0, 9, replicas: 5).rescaleReason == .metricAboveTarget(1))
    #expect(two(9, 0, replicas: 5).rescaleReason == .metricAboveTarget(0))
  }

  @Test func `if one metric fails the others may scale up or stay, but not down`() {
    let up = two(nil, 8, replicas: 5)
    #expect(up.scaleTo == 8)
    #expect(up.isError)
    #expect(up.status.scalingActive?.summary == "True/ValidMetricFound")
    let same = two(nil, 5, replicas: 5)
    #expect(same.scaleTo == nil)
    #expect(same.status.scalingActive?.isTrue == true)
    let down = two(4, nil, replicas: 5)
    #expect(down.scaleTo == nil)
    #expect(down.status.scalingActive?.summary == "False/FailedGetExternalMetric")
    #expect(down.status.ableToScale?.summary == "True/SucceededGetScale")
    #expect(down.limitedBy == .metricsFailed)
  }

  @Test func `if all metrics fail the reason is that of the first, and the wanted count stays`() {
    var bench = HPABench(.cpu(percent: 50), .external(averageValue: 1), replicas: 3)
    bench.setPods([100, 100, 100])
    bench.readings.append(HPAMetricReading(totalMilli: 1_000))
    #expect(bench.reconcile().status.desiredReplicas == 6)
    bench.readings = [.failed, .failed]
    let decision = bench.reconcile()
    #expect(decision.status.scalingActive?.summary == "False/FailedGetResourceMetric")
    #expect(decision.status.desiredReplicas == 6)
    #expect(decision.status.currentMetrics == [nil, nil])
    bench.spec.metrics.reverse()
    #expect(
      bench.reconcile().status.scalingActive?.summary == "False/FailedGetExternalMetric")
  }

  @Test func `each kind of metric has its own failure reason and event name`() {
    let object = CrossVersionObjectReference(
      apiVersion: "networking.k8s.io/v1", kind: "Ingress", name: "front")
    let value = MetricTarget.value(Quantity(1))
    let average = MetricTarget.averageValue(Quantity(1))
    let name = MetricIdentifier(name: "hits")
    let rows: [(MetricSpec, String, String)] = [
      (
        .cpu(percent: 5), "FailedGetResourceMetric",
        "cpu resource utilization (percentage of request)"
      ),
      (.resource(name: "memory", target: average), "FailedGetResourceMetric", "memory resource"),
      (
        .containerResource(name: "cpu", container: "app", target: .utilization(5)),
        "FailedGetContainerResourceMetric",
        "cpu container resource utilization (percentage of request)"
      ),
      (.pods(metric: name, target: average), "FailedGetPodsMetric", "pods metric hits"),
      (
        .object(metric: name, describedObject: object, target: value), "FailedGetObjectMetric",
        "Ingress metric hits"
      ),
      (
        .external(metric: name, target: value), "FailedGetExternalMetric",
        "external metric hits(nil)"
      ),
    ]
    for (metric, reason, event) in rows {
      var bench = HPABench(metric, replicas: 2)
      bench.readings = [.failed]
      #expect(bench.reconcile().status.scalingActive?.summary == "False/\(reason)")
      #expect(HPAMetric(metric).eventName == event)
    }
  }
}
