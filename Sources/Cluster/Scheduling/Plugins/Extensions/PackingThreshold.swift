// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// Packs nodes up to a threshold of utilisation and spreads beyond it, or spreads throughout.
///
/// The formula is ours. With m the weighted mean and h the highest share, in percent, of the
/// resources of a node that would be requested with the pod, and T the threshold:
/// - at most T of every resource: 50 + 50 × m / T with `Pack`, 50 + 50 × (T - m) / T with `Spread`;
/// - more than T of some: 50 × (100 - h) / (100 - T).
///
/// So nodes within the threshold come before the others, which take pods the emptiest first.
struct PackingThreshold: ConfiguredPlugin, ScorePlugin {
  /// Which nodes within the threshold are preferred.
  enum Strategy: String, CaseIterable, Sendable {
    case pack = "Pack"
    case spread = "Spread"
  }

  static let registeredName = "PackingThreshold"
  static let summary = "Packs nodes up to a threshold of utilisation and spreads beyond it."
  static let source = "the formula is ours"
  static let fields = [
    PluginField(
      "strategy", "`Pack` or `Spread`", standard: "Pack",
      "Prefers the fullest or the emptiest of the nodes within the threshold."),
    PluginField(
      "thresholdPercent", "1 to 99", standard: "80",
      "The share of a node's resources up to which it counts as within the threshold."),
    PluginField(
      "resources", "list of `name`, `weight` (1 to 100)", standard: "cpu and memory, weight 1",
      "The resources that count."),
  ]
  static let example = """
    - name: PackingThreshold
      args: {strategy: Pack, thresholdPercent: 80, resources: [{name: cpu, weight: 2}]}
    """

  let scoreScope = ScoreScope.node
  var strategy = Strategy.pack
  var thresholdPercent: Int64 = 80
  var resources = WeightedResource.cpuAndMemory

  init() {}

  init(reading reader: ObjectReader) {
    Self.checkKeys(of: reader)
    strategy = reader.oneOf("strategy", as: Strategy.self) ?? strategy
    thresholdPercent = reader.int64("thresholdPercent", in: 1...99) ?? thresholdPercent
    if reader.has("resources") { resources = PluginArguments.resources(reader) }
  }

  func score(
    _ pod: PodContext, on candidates: Candidates, in nodes: borrowing NodeTable,
    into scores: inout ContiguousArray<Int64>, scratch: inout PluginScratch
  ) {
    for position in candidates.nodes.indices {
      scores[position] = score(pod.template, on: candidates.nodes[position], in: nodes)
    }
  }

  private func score(
    _ template: PodTemplate, on node: NodeIndex, in nodes: borrowing NodeTable
  ) -> Int64 {
    var (sum, weights, highest) = (0.0, 0.0, 0.0)
    for resource in resources {
      let (whole, taken, wanted) = resource.amounts(of: template, on: node, in: nodes)
      if whole <= 0 { continue }
      let percent = min(max(Double(taken &+ wanted) / Double(whole) * 100, 0), 100)
      sum += percent * Double(resource.weight)
      weights += Double(resource.weight)
      highest = max(highest, percent)
    }
    guard weights > 0 else { return 0 }
    let (mean, threshold) = (sum / weights, Double(thresholdPercent))
    if highest > threshold { return Int64(50 * (100 - highest) / (100 - threshold)) }
    let part = strategy == .pack ? mean : threshold - mean
    return Int64(50 + 50 * part / threshold)
  }
}
