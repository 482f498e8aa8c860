// SPDX-License-Identifier: Apache-2.0

package import Manifests

extension SchedulerProfile {
  /// Plugins of Kubernetes that decide nothing here; a profile may name them.
  static let ignoredPlugins = [
    "DefaultBinder", "DynamicResources", "GangScheduling", "NodeDeclaredFeatures",
    "NodeVolumeLimits", "PrioritySort", "SchedulingGates", "VolumeBinding", "VolumeRestrictions",
    "VolumeZone",
  ]

  private static let preemptionPlugin = "DefaultPreemption"

  /// Reads the fields `schedulerName`, `plugins` and `pluginConfig` of a profile.
  package init(reading reader: ObjectReader) {
    self.init()
    schedulerName = reader.string("schedulerName") ?? schedulerName
    let arguments = PluginArguments(reading: reader)
    var points = PluginPoints()
    if let plugins = reader.object("plugins") { points = PluginPoints(reading: plugins) }
    leastCandidatePercentage = arguments.leastCandidatePercentage
    leastCandidateCount = arguments.leastCandidateCount
    preempts = points.preempts(Self.preemptionPlugin)
    var made: [String: RegisteredPlugin] = [:]
    func make(_ name: String) -> RegisteredPlugin? {
      if let plugin = made[name] { return plugin }
      let plugin = PluginRegistry.entry(name)?.make(arguments)
      made[name] = plugin
      return plugin
    }
    for choice in points.filters() {
      if let filter = make(choice.name)?.filter { filters.append(filter) }
    }
    for choice in points.scores() {
      if let score = make(choice.name)?.score {
        scores.append(WeightedScore(plugin: score, weight: choice.weight))
      }
    }
  }
}

/// Which plugins a profile has at each extension point.
///
/// Merging rules: kubernetes v1.36 pkg/scheduler/framework/runtime/framework.go
/// expandMultiPointPlugins and pkg/scheduler/apis/config/v1/default_plugins.go mergePlugins.
private struct PluginPoints {
  struct Choice {
    var name: String
    /// 0 if none is given.
    var weight: Int64
  }

  struct Point {
    var enabled: [Choice] = []
    var disabled: [String] = []

    func disables(_ name: String) -> Bool { disabled.contains(name) || disabled.contains("*") }
  }

  private var multiPoint = Point()
  private var filter = Point()
  private var score = Point()
  private var postFilter = Point()

  static let keys = [
    "preEnqueue", "queueSort", "preFilter", "filter", "postFilter", "preScore", "score", "reserve",
    "permit", "preBind", "bind", "postBind", "multiPoint",
  ]

  init() {}

  init(reading reader: ObjectReader) {
    reader.unknownKeys(allowed: Self.keys)
    for key in Self.keys {
      guard let object = reader.object(key) else { continue }
      let point = Self.point(object)
      switch key {
      case "multiPoint": multiPoint = point
      case "filter": filter = point
      case "score": score = point
      case "postFilter": postFilter = point
      default: break
      }
    }
  }

  private static func point(_ reader: ObjectReader) -> Point {
    reader.unknownKeys(allowed: ["enabled", "disabled"])
    var point = Point()
    point.enabled = reader.list("enabled") { item in
      name(item).map { Choice(name: $0, weight: item.int64("weight", in: 0...1_000_000) ?? 0) }
    }
    point.disabled = reader.list("disabled") { name($0, allowsAll: true) }
    return point
  }

  private static func name(_ reader: ObjectReader, allowsAll: Bool = false) -> String? {
    reader.unknownKeys(allowed: ["name", "weight"])
    let name = reader.requiredString("name")
    if allowsAll, name == "*" { return name }
    let known = PluginRegistry.entries.map(\.name)
    if known.contains(name) || SchedulerProfile.ignoredPlugins.contains(name) { return name }
    if name == "DefaultPreemption" { return name }
    reader.error(
      "name", found: "there is no plugin \"\(name)\"", hint: didYouMean(name, in: known))
    return nil
  }

  func preempts(_ name: String) -> Bool {
    let isEnabled = !multiPoint.disables(name) && !postFilter.disables(name)
    return isEnabled || (multiPoint.enabled + postFilter.enabled).contains { $0.name == name }
  }

  func filters() -> [Choice] { expand(filter) }

  func scores() -> [Choice] {
    expand(score).map { choice in
      let standard = PluginRegistry.entry(choice.name)?.defaultWeight ?? 1
      return Choice(name: choice.name, weight: choice.weight == 0 ? standard : choice.weight)
    }
  }

  /// The choices for one point: those that override a general one, the general ones, the rest.
  private func expand(_ point: Point) -> [Choice] {
    var general: [Choice] = []
    for entry in PluginRegistry.entries where entry.isDefault {
      if multiPoint.disables(entry.name) { continue }
      let override = multiPoint.enabled.first { $0.name == entry.name }
      general.append(override ?? Choice(name: entry.name, weight: 0))
    }
    for choice in multiPoint.enabled where !general.contains(where: { $0.name == choice.name }) {
      general.append(choice)
    }
    // A plugin that is named at the point with no weight counts once, not with its default.
    let own = point.enabled.map { Choice(name: $0.name, weight: max($0.weight, 1)) }
    let overriding = own.filter { choice in general.contains { $0.name == choice.name } }
    let others = own.filter { choice in !general.contains { $0.name == choice.name } }
    let rest = general.filter { choice in
      !point.disables(choice.name) && !own.contains { $0.name == choice.name }
    }
    return overriding + rest + others
  }
}
