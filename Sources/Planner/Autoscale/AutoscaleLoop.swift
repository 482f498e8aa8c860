// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel

/// Plays an autoscaler against recorded load: the load is given, the replicas follow.
///
/// The ready pods share the load evenly. A pod that is asked for is pending until it is ready; the
/// newest pods go first. Cost: linear in decisions times pods, without allocation per decision.
public struct AutoscaleLoop {
  private let setup: AutoscaleSetup
  private let start: Int64
  private let end: SimulationTime
  private var rule = HorizontalPodAutoscalerRule()
  private var view: HPAView
  /// When each pod is or will be ready, which grows from pod to pod.
  private var readyAt: [SimulationTime] = []
  /// The pods that are ready now.
  private var readyCount = 0
  private var cursors: [LoadSeries.Cursor]
  private var presentCursors: [LoadSeries.Cursor]
  private var recorded: LoadSeries.Cursor?
  private var outcome: AutoscaleOutcome

  /// Pods that are there at the start have run for a day.
  private static let age = SimulationDuration.seconds(86_400)

  /// Plays a setup from the first to the last sample; nil when no instant has all metrics.
  public static func play(_ setup: AutoscaleSetup) -> AutoscaleOutcome? {
    guard let span = setup.span else { return nil }
    var loop = AutoscaleLoop(setup, span)
    return loop.run()
  }

  private init(_ setup: AutoscaleSetup, _ span: ClosedRange<Int64>) {
    self.setup = setup
    start = span.lowerBound
    end = SimulationTime(microseconds: span.upperBound - span.lowerBound)
    view = HPAView(
      now: .zero, autoscaler: setup.autoscaler, specReplicas: setup.initialReplicas,
      statusReplicas: setup.initialReplicas)
    view.readings = setup.metrics.map { _ in HPAMetricReading(samples: []) }
    cursors = setup.metrics.map { LoadSeries.Cursor($0.total) }
    presentCursors = cursors
    recorded = setup.recordedReplicas.map { LoadSeries.Cursor($0) }
    outcome = AutoscaleOutcome(
      name: setup.name, autoscaler: setup.autoscaler,
      startMicroseconds: setup.isCalendar ? span.lowerBound : nil,
      syncPeriod: setup.autoscaler.configuration.syncPeriod, syncs: [],
      loads: setup.metrics.map { _ in [] })
    scale(to: setup.initialReplicas, at: .zero - Self.age)
  }

  private mutating func run() -> AutoscaleOutcome {
    let period = setup.autoscaler.configuration.syncPeriod
    outcome.syncs.reserveCapacity(Int(end.sinceStart / period) + 1)
    var now = SimulationTime.zero
    while now <= end {
      sync(at: now)
      now = now + period
    }
    return outcome
  }

  private mutating func sync(at now: SimulationTime) {
    view.now = now
    view.specReplicas = Int32(clamping: readyAt.count)
    view.statusReplicas = view.specReplicas
    turnReady(at: now)
    fillReadings(now - setup.metricAge)
    let decision = rule.reconcile(view)
    var row = AutoscaleOutcome.Sync(decision, at: now)
    row.readyPods = Int32(clamping: readyCount)
    (row.neededPods, row.isUnmet) = compareWithLoad(at: now)
    row.recordedPods = recorded?.value(at: start + now.microseconds) ?? .nan
    outcome.syncs.append(row)
    scale(to: decision.resultingReplicas, at: now)
  }

  /// Makes the change of the replica count; new pods are ready later, the newest go first.
  private mutating func scale(to count: Int32, at now: SimulationTime) {
    let wanted = Int(max(count, 0))
    if wanted < readyAt.count {
      readyAt.removeLast(readyAt.count - wanted)
      view.pods.removeLast(view.pods.count - wanted)
      readyCount = min(readyCount, wanted)
    }
    while readyAt.count < wanted {
      readyAt.append(now + setup.readyAfter)
      view.pods.append(
        PodSample(
          phase: .pending, readiness: .notReady, startTime: now, readyTransitionTime: now))
    }
  }

  private mutating func turnReady(at now: SimulationTime) {
    while readyCount < readyAt.count, readyAt[readyCount] <= now {
      view.pods[readyCount].phase = .running
      view.pods[readyCount].readiness = .ready
      view.pods[readyCount].readyTransitionTime = readyAt[readyCount]
      readyCount += 1
    }
  }

  /// What the metrics APIs answer.
  private mutating func fillReadings(_ sampledAt: SimulationTime) {
    var served = readyCount
    while served > 0, readyAt[served - 1] > sampledAt { served -= 1 }
    for index in setup.metrics.indices {
      guard let total = cursors[index].value(at: start + sampledAt.microseconds) else {
        view.readings[index].isAnswered = false
        continue
      }
      let totalMilli = total * 1_000
      switch setup.autoscaler.metrics[index].source {
      case .object, .external:
        view.readings[index].isAnswered = true
        view.readings[index].totalMilli = Self.milli(totalMilli)
      case .resource, .containerResource, .pods:
        var share = served == 0 ? 0 : totalMilli / Double(served)
        if let limit = setup.metrics[index].limitMilli { share = min(share, Double(limit)) }
        fillSamples(index, Self.milli(share), sampledAt, served: served)
      }
    }
  }

  private mutating func fillSamples(
    _ index: Int, _ valueMilli: Int64, _ sampledAt: SimulationTime, served: Int
  ) {
    let request = setup.metrics[index].requestMilli
    let sample = PodMetricSample(
      valueMilli: valueMilli, requestMilli: request ?? 0, hasRequest: request != nil,
      timestamp: sampledAt, window: setup.metricWindow)
    let missing = PodMetricSample.missing(
      requestMilli: request ?? 0, hasRequest: request != nil)
    let count = readyAt.count
    view.readings[index].isAnswered = served > 0
    var samples = view.readings[index].samples
    view.readings[index].samples = []
    samples.removeAll(keepingCapacity: true)
    samples.append(contentsOf: repeatElement(sample, count: served))
    samples.append(contentsOf: repeatElement(missing, count: count - served))
    view.readings[index].samples = samples
  }

  /// The pods that would carry the load of now at the target, and whether the ready ones cannot
  /// carry it at their limit; notes the totals.
  private mutating func compareWithLoad(
    at now: SimulationTime
  ) -> (needed: Double, isUnmet: Bool) {
    var most = Double.nan
    var isUnmet = false
    for index in setup.metrics.indices {
      let total = presentCursors[index].value(at: start + now.microseconds)
      outcome.loads[index].append(total ?? .nan)
      guard let total else { continue }
      if let limit = setup.metrics[index].limitMilli,
        total * 1_000 > Double(limit) * Double(readyCount)
      {
        isUnmet = true
      }
      guard let target = setup.targetPerPod(index), target > 0 else { continue }
      // A quotient that is whole but for its last bits needs no further pod.
      let pods = max(0, (total / target - 1e-9).rounded(.up))
      most = most.isNaN ? pods : max(most, pods)
    }
    return (most, isUnmet)
  }

  private static func milli(_ value: Double) -> Int64 {
    Int64(exactly: value.rounded(.up)) ?? Int64.max
  }
}
