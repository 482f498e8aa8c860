// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// Keeps pods off nodes whose load over time is high, and prefers those where it is low.
///
/// Arithmetic: crane-scheduler c2c0533 pkg/plugins/dynamic/plugins.go and stats.go; defaults:
/// deploy/manifests/dynamic/policy.yaml there; metrics and hot value: README.md and
/// pkg/controller/annotator. Where Crane names a policy file, the policy stands in the arguments
/// here. Bindings are dated to the last scrape of the metrics. One annotator serves a cluster, so all
/// profiles with this plugin should have one policy.
struct DynamicLoad: ConfiguredPlugin, FilterPlugin, ScorePlugin {
  static let registeredName = "Dynamic"
  static let summary = "Excludes and ranks nodes by their load over time, as Crane does."
  static let source =
    "crane-scheduler c2c0533 pkg/plugins/dynamic, deploy/manifests/dynamic/policy.yaml"
  static let fields = [
    PluginField(
      "syncPolicy", "list of `name`, `periodSeconds` (1 to 86400)",
      standard: "180 s, 900 s and 10800 s", "How often each metric of a node is published."),
    PluginField(
      "predicate", "list of `name`, `maxLimitPecent` (0 to 1)",
      standard: "0.65 for the means of 5 minutes, 0.75 for the greatest of an hour",
      "The load beyond which a node takes no pod; 0 for no bound. Crane spells the key so."),
    PluginField(
      "priority", "list of `name`, `weight` (0 to 100)", standard: "0.2, 0.3 and 0.5",
      "What each metric is worth in the score."),
    PluginField(
      "hotValue", "list of `timeRangeSeconds` (1 to 86400), `count` (from 1)",
      standard: "5 pods in 300 s, 2 pods in 60 s",
      "How many new pods cost a node ten points."),
  ]
  static let example = """
    - name: Dynamic
      args:
        predicate: [{name: cpu_usage_avg_5m, maxLimitPecent: 0.65}]
        priority: [{name: cpu_usage_avg_5m, weight: 1}]
        hotValue: [{timeRangeSeconds: 60, count: 2}]
    """

  /// A metric with a bound or a weight.
  struct Rule: Sendable, Equatable {
    var metric: LoadMetric
    var number: Double
  }

  /// How long a value holds beyond its period, and how long a hot value holds.
  private static let extraTime = SimulationDuration.minutes(5)

  let wakers: SchedulingEvent = [.nodeAdded, .usageChanged]
  let filterScope = FilterScope.node
  let scoreScope = ScoreScope.node
  let needs = PluginNeeds.nodeUsage
  var policy = LoadPolicy(
    periods: [.minutes(3), .minutes(15), .hours(3), .minutes(3), .minutes(15), .hours(3)],
    hotValues: [
      .init(range: .minutes(5), count: 5), .init(range: .minutes(1), count: 2),
    ])
  var predicate = [
    Rule(metric: .cpuAverage5m, number: 0.65), Rule(metric: .cpuMaximum1h, number: 0.75),
    Rule(metric: .memoryAverage5m, number: 0.65), Rule(metric: .memoryMaximum1h, number: 0.75),
  ]
  var priority = [
    Rule(metric: .cpuAverage5m, number: 0.2), Rule(metric: .cpuMaximum1h, number: 0.3),
    Rule(metric: .cpuMaximum1d, number: 0.5), Rule(metric: .memoryAverage5m, number: 0.2),
    Rule(metric: .memoryMaximum1h, number: 0.3), Rule(metric: .memoryMaximum1d, number: 0.5),
  ]

  init() {}

  init(reading reader: ObjectReader) {
    Self.checkKeys(of: reader)
    if reader.has("syncPolicy") {
      policy.periods = LoadMetric.allCases.map { _ in .zero }
      for item in reader.list("syncPolicy", { $0 }) {
        item.unknownKeys(allowed: ["name", "periodSeconds"])
        let seconds = item.requiredInt64("periodSeconds", in: 1...86_400)
        guard let metric = item.requiredOneOf("name", as: LoadMetric.self) else { continue }
        policy.periods[metric.place] = .seconds(seconds)
      }
    }
    predicate = Self.rules("predicate", "maxLimitPecent", 0...1, in: reader) ?? predicate
    priority = Self.rules("priority", "weight", 0...100, in: reader) ?? priority
    if reader.has("hotValue") {
      policy.hotValues = reader.list("hotValue") { item in
        item.unknownKeys(allowed: ["timeRangeSeconds", "count"])
        return LoadPolicy.HotValue(
          range: .seconds(item.requiredInt64("timeRangeSeconds", in: 1...86_400)),
          count: max(item.requiredInt64("count", in: 1...1_000_000), 1))
      }
    }
  }

  private static func rules(
    _ key: String, _ number: String, _ bounds: ClosedRange<Double>, in reader: ObjectReader
  ) -> [Rule]? {
    guard reader.has(key) else { return nil }
    return reader.list(key) { item in
      item.unknownKeys(allowed: ["name", number])
      if !item.has(number) { item.missing(number) }
      let value = item.double(number, in: bounds)
      guard let metric = item.requiredOneOf("name", as: LoadMetric.self), let value else {
        return nil
      }
      return Rule(metric: metric, number: value)
    }
  }

  func prepare(_ pod: inout PodContext.Draft, in nodes: inout NodeTable) {
    nodes.usage.isTracked = true
    nodes.usage.loadPolicy = policy
  }

  /// The value of a metric that has not expired.
  private func value(
    _ metric: LoadMetric, _ load: NodeLoad, at now: SimulationTime
  ) -> Double? {
    let period = policy.periods[metric.place]
    guard period > .zero, let published = load[metric],
      now < published.at + period + Self.extraTime
    else { return nil }
    return published.value
  }

  func filterApplies(to pod: PodContext, in nodes: borrowing NodeTable) -> Bool {
    pod.template.owner?.kind != "DaemonSet" && !predicate.isEmpty
  }

  func verdict(
    _ pod: PodContext, on node: NodeIndex, in nodes: borrowing NodeTable, given: NodeHypothesis
  ) -> Verdict {
    guard filterApplies(to: pod, in: nodes) else { return .accepted }
    let load = nodes.usage.load(of: node)
    for rule in predicate where rule.number > 0 {
      guard let value = value(rule.metric, load, at: nodes.usage.now), value > rule.number
      else { continue }
      // Crane names the node in the reason; here nodes with one reason are counted together.
      return .rejected(
        reasons: ["node(s) load \(rule.metric.rawValue) is too high"], isResolvable: true)
    }
    return .accepted
  }

  func score(
    _ pod: PodContext, on candidates: Candidates, in nodes: borrowing NodeTable,
    into scores: inout ContiguousArray<Int64>, scratch: inout PluginScratch
  ) {
    for position in candidates.nodes.indices {
      let load = nodes.usage.load(of: candidates.nodes[position])
      scores[position] = score(load, at: nodes.usage.now)
    }
  }

  /// A metric without a value adds its weight and no points, as in Crane.
  private func score(_ load: NodeLoad, at now: SimulationTime) -> Int64 {
    var (sum, weights) = (0.0, 0.0)
    for rule in priority {
      weights += rule.number
      guard let value = value(rule.metric, load, at: now) else { continue }
      sum += (1 - value) * rule.number * 100
    }
    var hot = 0.0
    if let published = load.hotValue, now < published.at + Self.extraTime {
      hot = published.value
    }
    let score = weights > 0 ? Int64(sum / weights) : 0
    return min(max(score - Int64(hot * 10), 0), 100)
  }
}
