// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// Prometheus in time: what it reads of pods and workloads, and what adapters answer.
extension Simulation {
  /// Plans the first round if any autoscaler needs Prometheus.
  mutating func startCollector(_ scenario: Scenario) {
    externalCurves = scenario.cluster.customMetrics.external.map {
      RateCurve($0.value, startSecondOfDay: scenario.start.localSecondOfDay)
    }
    guard AutoscalerNeeds.isScraped(scenario) else { return }
    collector.loads = loads.indices.filter { loads[$0].hasTraffic }
    collector.readsLatencies = AutoscalerNeeds.readsLatencies(scenario)
    schedule(.customMetricsScraped, at: .zero + collector.phase, .scrape)
  }

  /// One round: reads every pod of the workloads with traffic.
  mutating func scrapeCustomMetrics() {
    let round = collector.lastRound.map { $0 + 1 } ?? 0
    if round == 0 { fillRoundsBeforeStart() }
    for load in collector.loads {
      let deployment = loadDeployments[load]
      for replicaSet in deployments[deployment].replicaSets {
        for handle in replicaSets[replicaSet].pods { scrape(handle, load: load, round: round) }
      }
      collector.store(reading(ofLoad: load, atSecond: now.seconds), ofLoad: load, round: round)
    }
    collector.finish(round: round)
    schedule(.customMetricsScraped, after: collector.interval, .scrape)
  }

  private func reading(ofLoad load: Int, atSecond second: Double) -> MetricsCollector.Reading {
    MetricsCollector.Reading(
      arrived: loads[load].arrived.total(
        atSeconds: second, stepLength: loads[load].stepLength) + Self.servedBefore,
      failed: second < 0 ? 0 : loads[load].total.failed, waiting: loads[load].queued,
      latencies: collector.readsLatencies ? loads[load].allLatencies : nil)
  }

  /// What counters of pods that ran before the start stand at: far from zero, so that nothing is
  /// taken for a beginning, and small enough to keep thousandths of a request.
  private static var servedBefore: Double { 1e9 }

  private mutating func scrape(_ handle: PodHandle, load: Int, round: Int) {
    let pod = pods[handle]
    guard pod.canAnswer, pod.stage == .running, !health[pod.node.position].isSilent else { return }
    let last = collector.pods.last(of: handle)
    let since = last.map { collector.second(ofRound: $0.round) } ?? pod.startTime.seconds
    let arrivals = loads[load].arrivals(
      pod.loadGroup, fromSeconds: since, toSeconds: now.seconds,
      joinedAt: pod.joinedLoadAt.seconds)
    collector.pods.store(
      (last?.value ?? 0) + arrivals,
      gauge: loads[load].waiting(pod.loadGroup, atSeconds: now.seconds), of: handle, round: round)
  }

  /// Pods that run at the start have run before, and were read then.
  private mutating func fillRoundsBeforeStart() {
    for load in collector.loads {
      for round in (1..<max(collector.depth, 2)).reversed().map({ -$0 }) {
        let second = collector.second(ofRound: round)
        var reading = reading(ofLoad: load, atSecond: second)
        reading.latencies = nil
        collector.store(reading, ofLoad: load, round: round)
        for replicaSet in deployments[loadDeployments[load]].replicaSets {
          for handle in replicaSets[replicaSet].pods {
            let pod = pods[handle]
            guard pod.canAnswer, pod.startTime.seconds < second else { continue }
            let arrived = loads[load].arrivals(
              pod.loadGroup, fromSeconds: 0, toSeconds: second, joinedAt: -.infinity)
            let value = Self.servedBefore + arrived
            collector.pods.store(value, gauge: 0, of: handle, round: round)
          }
        }
      }
    }
  }

  // MARK: Answers

  /// A quantity of several workloads together, as the adapter answers now.
  func metricsValue(_ quantity: CustomMetric.Quantity, ofLoads loads: [Int]) -> Double? {
    collector.value(quantity, ofLoads: loads, atSecond: now.seconds)
  }

  /// A quantity of one pod, as the adapter answers now.
  ///
  /// A quantile is that of the whole workload: requests spread evenly over its pods.
  func metricsValue(_ quantity: CustomMetric.Quantity, of handle: PodHandle) -> Double? {
    switch quantity {
    case .requestRate: return collector.requestRate(of: handle, atSecond: now.seconds)
    case .waiting: return collector.waiting(in: handle, atSecond: now.seconds)
    case .failureRate: return nil
    case .latency:
      guard collector.pods.last(of: handle) != nil else { return nil }
      let load = loadOfDeployment[replicaSets[pods[handle].replicaSet].deployment.position]
      return load < 0
        ? nil : collector.value(quantity, ofLoads: [Int(load)], atSecond: now.seconds)
    }
  }

  /// Series of the scenario added up, as old as the last round makes them.
  mutating func externalValue(_ places: [Int]) -> Double? {
    let sinceRound = (now - (.zero + collector.phase)) / collector.interval
    let second = max(0, collector.second(ofRound: Int(sinceRound)))
    var sum = 0.0
    for place in places { sum += externalCurves[place].value(at: min(second, now.seconds)) }
    return sum
  }
}
