// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Planner
import Testing

/// The closed loop of an autoscaler and recorded load.
struct AutoscaleLoopTests {
  /// 500 m a pod at 60 %: a pod takes 0.3 cores at the target.
  private func setup(
    _ loads: [(second: Int64, cores: Double)], replicas: Int32 = 10,
    change: (inout HorizontalPodAutoscaler.Spec) -> Void = { _ in }
  ) -> AutoscaleSetup {
    var spec = HorizontalPodAutoscaler.Spec()
    spec.minReplicas = 2
    spec.maxReplicas = 100
    spec.metrics = [.resource(name: "cpu", target: .utilization(60))]
    change(&spec)
    let points = loads.map {
      LoadSeries.Point(microseconds: $0.second * 1_000_000, value: $0.cores)
    }
    return AutoscaleSetup(
      autoscaler: CompiledHPA(spec, configuration: HPAControllerConfiguration()),
      metrics: [
        AutoscaleSetup.Metric(total: LoadSeries(name: "cpu", points: points), requestMilli: 500)
      ], initialReplicas: replicas)
  }

  private func steps(_ until: Int64, _ load: (Int64) -> Double) -> [(second: Int64, cores: Double)]
  {
    stride(from: 0, through: until, by: 15).map { ($0, load($0)) }
  }

  @Test func `with the gate an external metric takes the workload to zero and back`() throws {
    var spec = HorizontalPodAutoscaler.Spec()
    spec.minReplicas = 0
    spec.maxReplicas = 100
    spec.metrics = [
      .external(metric: MetricIdentifier(name: "lag"), target: .averageValue(Quantity(10)))
    ]
    var configuration = HPAControllerConfiguration()
    configuration.scalesToZero = true
    let points = steps(3_600) { $0 < 60 ? 20 : ($0 < 1_800 ? 0 : 30) }.map {
      LoadSeries.Point(microseconds: $0.second * 1_000_000, value: $0.cores)
    }
    let outcome = try #require(
      AutoscaleLoop.play(
        AutoscaleSetup(
          autoscaler: CompiledHPA(spec, configuration: configuration),
          metrics: [AutoscaleSetup.Metric(total: LoadSeries(name: "lag", points: points))],
          initialReplicas: 2)))
    #expect(outcome.changes.map(\.resultingReplicas) == [0, 3])
  }

  @Test func `a load at the target changes nothing`() throws {
    let outcome = try #require(AutoscaleLoop.play(setup(steps(3_600) { _ in 3 })))
    #expect(outcome.syncs.count == 241)
    #expect(outcome.changes.isEmpty)
    #expect(outcome.syncs.allSatisfy { $0.limitedBy == .tolerance && $0.neededPods == 10 })
  }

  @Test func `a step up is followed after the age of the metric, and settles`() throws {
    let outcome = try #require(AutoscaleLoop.play(setup(steps(3_600) { $0 < 60 ? 3 : 6 })))
    let first = try #require(outcome.changes.first)
    // The step is at 60 s, its sample is seen 15 s later.
    #expect(first.time == SimulationTime(microseconds: 75_000_000))
    #expect(first.resultingReplicas == 20)
    #expect(outcome.syncs.last?.resultingReplicas == 20)
    #expect(outcome.changes.count == 1)
    let summary = AutoscaleSummary(outcome)
    // Short from 60 s until the new pods are ready, 30 s after 75 s.
    #expect(summary.minutesAboveTarget == 0.75)
    #expect(summary.scaleUps == 1)
  }

  @Test func `a step down waits for the window of five minutes`() throws {
    let outcome = try #require(AutoscaleLoop.play(setup(steps(3_600) { $0 < 60 ? 3 : 1.5 })))
    let first = try #require(outcome.changes.first)
    #expect(first.resultingReplicas == 5)
    // The last high recommendation is of 60 s; one that is exactly 300 s old still counts.
    #expect(first.time == SimulationTime(microseconds: 375_000_000))
  }

  @Test func `a slower start keeps the pods short for longer`() throws {
    var slow = setup(steps(3_600) { $0 < 60 ? 3 : 6 })
    slow.readyAfter = .seconds(300)
    let fast = setup(steps(3_600) { $0 < 60 ? 3 : 6 })
    let late = AutoscaleSummary(try #require(AutoscaleLoop.play(slow)))
    let early = AutoscaleSummary(try #require(AutoscaleLoop.play(fast)))
    let lateMinutes = try #require(late.minutesAboveTarget)
    #expect(lateMinutes == (try #require(early.minutesAboveTarget)) + 4.5)
  }

  @Test func `pods at their limit hide how much is needed`() throws {
    var capped = setup(steps(600) { $0 < 60 ? 3 : 30 })
    capped.metrics[0].limitMilli = 400
    let outcome = try #require(AutoscaleLoop.play(capped))
    // 400 m of 500 m are 80 %, so that 10 pods become 14 instead of the 20 of the rate limit.
    #expect(outcome.changes.first?.resultingReplicas == 14)
    #expect(AutoscaleSummary(outcome).minutesUnmet > 0)
    let free = try #require(AutoscaleLoop.play(setup(steps(600) { $0 < 60 ? 3 : 30 })))
    #expect(free.changes.first?.resultingReplicas == 20)
    #expect(free.changes.first?.limitedBy == .scaleUpRate)
  }

  @Test func `a gap in the metric fails it and changes nothing`() throws {
    var loads = steps(600) { _ in 3 }
    loads += [(second: 3_600, cores: 3)]
    let outcome = try #require(AutoscaleLoop.play(setup(loads)))
    let summary = AutoscaleSummary(outcome)
    #expect(outcome.changes.isEmpty)
    // From 900 s, where the last sample ends to hold, until the sample of 3,600 s.
    #expect(abs(summary.minutesWithoutMetrics - 45) <= 0.5)
  }

  @Test func `the load of a metric per pod is shared by the ready pods`() throws {
    var question = setup(steps(600) { _ in 1_000 }) { spec in
      spec.metrics = [
        .pods(
          metric: MetricIdentifier(name: "rps"), target: .averageValue(Quantity(50)))
      ]
    }
    question.metrics[0].requestMilli = nil
    let outcome = try #require(AutoscaleLoop.play(question))
    #expect(outcome.syncs[0].value.averageValueMilli == 100_000)
    #expect(outcome.syncs.last?.resultingReplicas == 20)
    #expect(outcome.syncs.last?.neededPods == 20)
  }

  @Test func `metrics without a common span have no outcome`() {
    var question = setup(steps(60) { _ in 3 }) { spec in
      spec.metrics.append(.resource(name: "memory", target: .utilization(60)))
    }
    let later = LoadSeries(name: "memory", points: [.init(microseconds: 90_000_000, value: 1)])
    question.metrics.append(AutoscaleSetup.Metric(total: later, requestMilli: 1))
    #expect(AutoscaleLoop.play(question) == nil)
  }
}
