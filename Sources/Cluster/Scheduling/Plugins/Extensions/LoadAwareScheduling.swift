// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// Keeps pods off nodes that are used much in reality, and prefers those that are used least.
///
/// Arithmetic and defaults: koordinator a7a1b76b pkg/scheduler/plugins/loadaware/load_aware.go,
/// pod_assign_cache.go, estimator/default_estimator.go and pkg/scheduler/apis/config/v1/defaults.go.
/// A node is thought to use what was measured, and for each pod that came less than 60 s before that
/// or after it what the estimate of the pod exceeds its measured use. Thresholds of production pods,
/// percentiles and estimates that pods bring themselves are not simulated.
struct LoadAwareScheduling: ConfiguredPlugin, FilterPlugin, ScorePlugin {
  static let registeredName = "LoadAwareScheduling"
  static let summary = "Excludes and ranks nodes by what they really use, as Koordinator does."
  static let source = "koordinator a7a1b76b pkg/scheduler/plugins/loadaware"
  static let fields = [
    PluginField(
      "filterExpiredNodeMetrics", "boolean", standard: "true",
      "Whether the age of a measurement matters to the filter."),
    PluginField(
      "nodeMetricExpirationSeconds", "1 to 86400", standard: "180",
      "The age at which a measurement has expired."),
    PluginField(
      "enableScheduleWhenNodeMetricsExpired", "boolean", standard: "false",
      "Whether nodes with an expired measurement take pods all the same."),
    PluginField(
      "resourceWeights", "cpu, memory: 0 to 100", standard: "{cpu: 1, memory: 1}",
      "What each resource is worth in the score."),
    PluginField(
      "dominantResourceWeight", "0 to 100", standard: "0",
      "What the resource that is used most is worth besides."),
    PluginField(
      "usageThresholds", "cpu, memory: 0 to 100", standard: "{cpu: 65, memory: 95}",
      "Percent of a node beyond which it takes no pod; 0 for no bound."),
    PluginField(
      "estimatedScalingFactors", "cpu, memory: 1 to 100", standard: "{cpu: 85, memory: 70}",
      "Percent of its limit or request that a pod is thought to use."),
  ]
  static let example = """
    - name: LoadAwareScheduling
      args: {usageThresholds: {cpu: 65, memory: 95}, nodeMetricExpirationSeconds: 180}
    """
  static let expired = "node(s) nodeMetric expired"

  /// Numbers for CPU and memory.
  struct Pair: BitwiseCopyable, Sendable, Equatable {
    var cpu: Int64
    var memory: Int64

    init(_ cpu: Int64, _ memory: Int64) {
      self.cpu = cpu
      self.memory = memory
    }
  }

  let wakers: SchedulingEvent = [.nodeAdded, .assignedPodDeleted, .usageChanged]
  let filterScope = FilterScope.node
  let scoreScope = ScoreScope.node
  let needs = PluginNeeds.nodeUsage
  var filtersExpired = true
  var expiration = SimulationDuration.seconds(180)
  var schedulesOnExpired = false
  var weights = Pair(1, 1)
  var dominantWeight: Int64 = 0
  var thresholds = Pair(65, 95)
  var factors = Pair(85, 70)

  init() {}

  init(reading reader: ObjectReader) {
    Self.checkKeys(of: reader)
    filtersExpired = reader.bool("filterExpiredNodeMetrics") ?? filtersExpired
    let seconds = reader.int64("nodeMetricExpirationSeconds", in: 1...86_400)
    expiration = seconds.map { .seconds($0) } ?? expiration
    schedulesOnExpired =
      reader.bool("enableScheduleWhenNodeMetricsExpired") ?? schedulesOnExpired
    dominantWeight = reader.int64("dominantResourceWeight", in: 0...100) ?? 0
    let isDominantOnly = dominantWeight > 0 && !reader.has("resourceWeights")
    weights =
      Self.pair("resourceWeights", in: reader, 0...100, missing: Pair(0, 0))
      ?? (isDominantOnly ? Pair(0, 0) : weights)
    thresholds =
      Self.pair("usageThresholds", in: reader, 0...100, missing: Pair(0, 0))
      ?? thresholds
    factors =
      Self.pair("estimatedScalingFactors", in: reader, 1...100, missing: factors)
      ?? factors
  }

  private static func pair(
    _ key: String, in reader: ObjectReader, _ bounds: ClosedRange<Int64>, missing: Pair
  ) -> Pair? {
    guard let object = reader.object(key) else { return nil }
    object.unknownKeys(allowed: ["cpu", "memory"])
    return Pair(
      object.int64("cpu", in: bounds) ?? missing.cpu,
      object.int64("memory", in: bounds) ?? missing.memory)
  }

  func prepare(_ pod: inout PodContext.Draft, in nodes: inout NodeTable) {
    nodes.usage.isTracked = true
  }

  // MARK: Filter

  func filterApplies(to pod: PodContext, in nodes: borrowing NodeTable) -> Bool {
    pod.template.owner?.kind != "DaemonSet" && thresholds != Pair(0, 0)
  }

  func verdict(
    _ pod: PodContext, on node: NodeIndex, in nodes: borrowing NodeTable, given: NodeHypothesis
  ) -> Verdict {
    guard filterApplies(to: pod, in: nodes), let measurement = nodes.usage.measurement(of: node)
    else { return .accepted }
    if filtersExpired, nodes.usage.now - measurement.at >= expiration {
      if schedulesOnExpired { return .accepted }
      return .rejected(reasons: [Self.expired], isResolvable: false)
    }
    let used = estimate(pod.template, on: node, measurement, in: nodes)
    let whole = nodes.allocatable[node]
    let isTooMuch = [
      Self.exceeds(thresholds.cpu, used.cpu, of: whole.cpuMillis) ? "cpu" : nil,
      Self.exceeds(thresholds.memory, used.memory, of: whole.memoryBytes) ? "memory" : nil,
    ].compactMap { $0 }
    guard let first = isTooMuch.first else { return .accepted }
    return .rejected(reasons: ["node(s) \(first) usage exceed threshold"], isResolvable: true)
  }

  private static func exceeds(_ threshold: Int64, _ used: Int64, of whole: Int64) -> Bool {
    guard threshold > 0, whole > 0 else { return false }
    let percent = (Double(used) / Double(whole) * 100).rounded(.toNearestOrAwayFromZero)
    return percent > Double(threshold)
  }

  // MARK: Estimate

  /// What a node is thought to use with one more pod.
  private func estimate(
    _ template: PodTemplate, on node: NodeIndex, _ measurement: NodeUsageTable.Measurement,
    in nodes: borrowing NodeTable
  ) -> Pair {
    var used = estimate(template)
    used.cpu &+= measurement.cpuMillis
    used.memory &+= measurement.memoryBytes
    for pod in nodes.usage.unsettled(on: node) {
      let expected = estimate(nodes.templates[pod.template])
      used.cpu &+= max(expected.cpu &- pod.cpuMillis, 0)
      used.memory &+= max(expected.memory &- pod.memoryBytes, 0)
    }
    return used
  }

  /// What a pod is thought to use.
  func estimate(_ template: PodTemplate) -> Pair {
    let hints = template.hints
    return Pair(
      Self.estimate(
        template.requests.cpuMillis, limit: hints.limitCPUMillis, factors.cpu, missing: 250),
      Self.estimate(
        template.requests.memoryBytes, limit: hints.limitMemoryBytes, factors.memory,
        missing: 200 << 20))
  }

  private static func estimate(
    _ request: Int64, limit: Int64, _ factor: Int64, missing: Int64
  ) -> Int64 {
    let amount = max(limit, request)
    if amount == 0 { return missing }
    let scaled = (Double(amount) * Double(factor) / 100).rounded(.toNearestOrAwayFromZero)
    return limit > 0 ? min(Int64(scaled), limit) : Int64(scaled)
  }

  // MARK: Score

  func scoreApplies(to pod: PodContext, in nodes: borrowing NodeTable) -> Bool {
    dominantWeight > 0 || weights != Pair(0, 0)
  }

  func score(
    _ pod: PodContext, on candidates: Candidates, in nodes: borrowing NodeTable,
    into scores: inout ContiguousArray<Int64>, scratch: inout PluginScratch
  ) {
    for position in candidates.nodes.indices {
      let node = candidates.nodes[position]
      guard let measurement = nodes.usage.measurement(of: node),
        nodes.usage.now - measurement.at < expiration
      else {
        scores[position] = 0
        continue
      }
      let used = estimate(pod.template, on: node, measurement, in: nodes)
      let whole = nodes.allocatable[node]
      let cpu = Self.free(used.cpu, of: whole.cpuMillis)
      let memory = Self.free(used.memory, of: whole.memoryBytes)
      let sum = cpu * weights.cpu + memory * weights.memory + min(cpu, memory) * dominantWeight
      scores[position] = sum / (weights.cpu + weights.memory + dominantWeight)
    }
  }

  private static func free(_ used: Int64, of whole: Int64) -> Int64 {
    whole == 0 || used > whole ? 0 : (whole &- used) &* 100 / whole
  }
}
