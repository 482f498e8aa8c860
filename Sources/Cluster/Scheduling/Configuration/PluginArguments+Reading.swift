// SPDX-License-Identifier: Apache-2.0

package import Manifests

extension PluginArguments {
  /// Reads the field `pluginConfig` of a profile.
  ///
  /// Shapes and bounds: kubernetes v1.36 staging/src/k8s.io/kube-scheduler/config/v1 and
  /// pkg/scheduler/apis/config/validation/validation_pluginargs.go.
  package init(reading profile: ObjectReader) {
    self.init()
    let items = profile.list("pluginConfig") { $0 }
    for item in items {
      item.unknownKeys(allowed: ["name", "args"])
      let name = item.requiredString("name")
      guard let arguments = item.object("args") else { continue }
      read(name, arguments, item)
    }
  }

  private mutating func read(_ name: String, _ reader: ObjectReader, _ item: ObjectReader) {
    switch name {
    case "NodeAffinity": readNodeAffinity(reader)
    case "NodeResourcesFit": readFit(reader)
    case "NodeResourcesBalancedAllocation":
      check(reader, ["resources"])
      if reader.has("resources") { balancedResources = Self.resources(reader) }
    case "PodTopologySpread": readSpread(reader)
    case "InterPodAffinity":
      check(reader, ["hardPodAffinityWeight", "ignorePreferredTermsOfExistingPods"])
      hardPodAffinityWeight =
        reader.int32("hardPodAffinityWeight", in: 0...100) ?? hardPodAffinityWeight
      ignorePreferredTermsOfExistingPods =
        reader.bool("ignorePreferredTermsOfExistingPods") ?? false
    case "DefaultPreemption":
      check(reader, ["minCandidateNodesPercentage", "minCandidateNodesAbsolute"])
      leastCandidatePercentage = Int(
        reader.int32("minCandidateNodesPercentage", in: 0...100) ?? 10)
      leastCandidateCount = Int(reader.int32("minCandidateNodesAbsolute", in: 0 ... .max) ?? 100)
    case "VolumeBinding", "DynamicResources": break
    default:
      if let read = PluginRegistry.entry(name)?.read {
        configured[name] = read(reader)
        return
      }
      let known = PluginRegistry.entries.map(\.name)
      if known.contains(name) || SchedulerProfile.ignoredPlugins.contains(name) {
        item.warning("args", found: "\(name) has no arguments here")
      } else {
        item.error(
          "name", found: "there is no plugin \"\(name)\"", hint: didYouMean(name, in: known))
      }
    }
  }

  private func check(_ reader: ObjectReader, _ keys: [String]) {
    reader.unknownKeys(allowed: ["apiVersion", "kind"] + keys)
  }

  private mutating func readNodeAffinity(_ reader: ObjectReader) {
    check(reader, ["addedAffinity"])
    addedAffinity = reader.object("addedAffinity").map { ConfigurationTerms.nodeAffinity($0) }
  }

  private mutating func readFit(_ reader: ObjectReader) {
    check(reader, ["ignoredResources", "ignoredResourceGroups", "scoringStrategy"])
    for key in ["ignoredResources", "ignoredResourceGroups"] where reader.has(key) {
      reader.warning(key, found: "resources are never ignored here")
    }
    guard let strategy = reader.object("scoringStrategy") else { return }
    strategy.unknownKeys(allowed: ["type", "resources", "requestedToCapacityRatio"])
    let type =
      strategy.oneOf("type", ["LeastAllocated", "MostAllocated", "RequestedToCapacityRatio"])
      ?? "LeastAllocated"
    if strategy.has("resources") { scoringStrategy.resources = Self.resources(strategy) }
    switch type {
    case "MostAllocated": scoringStrategy.kind = .mostAllocated
    case "RequestedToCapacityRatio":
      scoringStrategy.kind = .requestedToCapacityRatio(Self.shape(strategy))
    default: scoringStrategy.kind = .leastAllocated
    }
  }

  static func resources(_ reader: ObjectReader) -> [WeightedResource] {
    reader.list("resources") { item in
      item.unknownKeys(allowed: ["name", "weight"])
      let weight = item.int64("weight", in: 0...100) ?? 1
      return WeightedResource(name: item.requiredString("name"), weight: max(weight, 1))
    }
  }

  private static func shape(_ strategy: ObjectReader) -> [ScoringStrategy.ShapePoint] {
    guard let ratio = strategy.requiredObject("requestedToCapacityRatio") else { return [] }
    ratio.unknownKeys(allowed: ["shape"])
    let shape = ratio.requiredList("shape") { point in
      point.unknownKeys(allowed: ["utilization", "score"])
      return ScoringStrategy.ShapePoint(
        utilization: point.requiredInt64("utilization", in: 0...100),
        score: point.requiredInt64("score", in: 0...10))
    }
    for place in shape.indices.dropFirst()
    where shape[place].utilization <= shape[place - 1].utilization {
      ratio.error(
        "shape", found: "utilization \(shape[place].utilization) does not rise",
        expected: "points in strictly rising order of utilization")
    }
    return shape
  }

  private mutating func readSpread(_ reader: ObjectReader) {
    check(reader, ["defaultConstraints", "defaultingType"])
    let constraints = reader.list("defaultConstraints") { ConfigurationTerms.spreadConstraint($0) }
    // The API defaults to System, and with that refuses constraints.
    let type = reader.oneOf("defaultingType", ["System", "List"]) ?? "System"
    if type == "List" {
      spreadDefaults = SpreadDefaults(list: constraints)
    } else if !constraints.isEmpty {
      reader.error(
        "defaultConstraints", found: "constraints with defaultingType System",
        expected: "defaultingType: List")
    }
  }
}
