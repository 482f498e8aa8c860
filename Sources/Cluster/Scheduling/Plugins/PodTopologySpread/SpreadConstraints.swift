// SPDX-License-Identifier: Apache-2.0

import EventKernel
package import Manifests

/// The spread constraints of one kind that are in force for a template.
struct SpreadConstraints: Sendable {
  struct Constraint: Sendable {
    let key: TopologyKeyIndex
    /// Counts matching pods by domain.
    let counter: CounterIndex
    let maxSkew: Int
    let minDomains: Int
    /// 1 if the pod itself matches the selector.
    let selfCount: Int
    /// Which pods match; nil for none.
    let selector: LabelSelector?
    /// Whether the key is the host name, which the score counts by node.
    let isHostname: Bool
  }

  var constraints: ContiguousArray<Constraint> = []
  /// Whether a node without one of the keys is left out of the score.
  var requiresAllKeys = true
}

/// Finds the constraints of a template and the counters for them.
struct SpreadCompiler {
  static let hostname = "kubernetes.io/hostname"

  let template: PodTemplate
  let defaults: SpreadDefaults

  /// The constraints with one action, own or default ones.
  func constraints(
    _ action: TopologySpreadConstraint.UnsatisfiableAction, in nodes: inout NodeTable
  ) -> SpreadConstraints {
    var result = SpreadConstraints()
    var pairs: [(constraint: TopologySpreadConstraint, selector: LabelSelector?)] = []
    if template.spreadConstraints.isEmpty {
      let chosen = defaults.constraints.filter { $0.whenUnsatisfiable == action }
      guard !chosen.isEmpty, let selector = defaultSelector(nodes.objects) else { return result }
      pairs = chosen.map { ($0, selector) }
      result.requiresAllKeys = !defaults.isSystem
    } else {
      for constraint in template.spreadConstraints where constraint.whenUnsatisfiable == action {
        pairs.append((constraint, selector(of: constraint)))
      }
    }
    let keys = pairs.map { nodes.topologyKey($0.constraint.topologyKey) }
    for (place, pair) in pairs.enumerated() {
      let isHostname = pair.constraint.topologyKey == Self.hostname
      let counter: CounterIndex
      if action == .scheduleAnyway && isHostname {
        counter = nodes.counter(TopologyTable.nodeItself, rule(pair.selector))
      } else {
        let eligibility = eligibility(
          pair.constraint, requiredKeys: result.requiresAllKeys ? keys : [])
        counter = nodes.counter(keys[place], rule(pair.selector), eligibility)
      }
      result.constraints.append(
        .init(
          key: keys[place], counter: counter, maxSkew: Int(pair.constraint.maxSkew),
          minDomains: Int(pair.constraint.minDomains ?? 1),
          selfCount: pair.selector?.matches(template.labels) ?? false ? 1 : 0,
          selector: pair.selector, isHostname: isHostname))
    }
    return result
  }

  private func rule(_ selector: LabelSelector?) -> CounterRule {
    guard let selector else { return .nothing }
    return .spread(namespace: template.namespace, selector: selector)
  }

  private func eligibility(
    _ constraint: TopologySpreadConstraint, requiredKeys: [TopologyKeyIndex]
  ) -> NodeEligibility {
    var eligibility = NodeEligibility(requiredKeys: requiredKeys)
    let requirement = NodeRequirement(template)
    if constraint.nodeAffinityPolicy == .honor, !requirement.isEmpty {
      eligibility.requirement = requirement
    }
    if constraint.nodeTaintsPolicy == .honor { eligibility.tolerations = template.tolerations }
    return eligibility
  }

  /// The selector with the pod's own values of matchLabelKeys.
  private func selector(of constraint: TopologySpreadConstraint) -> LabelSelector? {
    var own: LabelSet = [:]
    for key in constraint.matchLabelKeys {
      if let value = template.labels[key] { own[key] = value }
    }
    if own.isEmpty { return constraint.labelSelector }
    var selector = constraint.labelSelector ?? LabelSelector()
    for label in own.labels {
      selector.matchExpressions.append(.init(key: label.key, operator: .in, values: [label.value]))
    }
    return selector
  }

  /// What the services and the controller of the pod select; nil if that is nothing in particular.
  ///
  /// Source: kubernetes v1.36 pkg/scheduler/framework/plugins/helper/spread.go DefaultSelector.
  private func defaultSelector(_ objects: SchedulingObjects) -> LabelSelector? {
    var selector = LabelSelector()
    for object in objects.selecting where object.concerns(template) {
      guard let found = object.selector else { continue }
      for label in found.matchLabels.labels {
        let isOther = (selector.matchLabels[label.key] ?? label.value) != label.value
        if isOther, object.kind != "Service" {
          // Conditions of a controller are added to those of the services, and both must hold.
          selector.matchExpressions.append(
            .init(key: label.key, operator: .in, values: [label.value]))
        } else {
          selector.matchLabels[label.key] = label.value
        }
      }
      selector.matchExpressions += found.matchExpressions
    }
    return selector.isEmpty ? nil : selector
  }
}

/// The constraints of pods that have none of their own.
package struct SpreadDefaults: Sendable, Equatable {
  /// The constraints; their selectors come from services and controllers.
  package var constraints: [TopologySpreadConstraint]
  /// Whether these are the built-in ones, for which a node need not have every key.
  package var isSystem: Bool

  /// Creates defaults from a list.
  package init(list constraints: [TopologySpreadConstraint]) {
    self.constraints = constraints
    isSystem = false
  }

  /// The built-in constraints: host names with skew 3 and zones with skew 5, both soft.
  package static let system: SpreadDefaults = {
    var hostname = TopologySpreadConstraint()
    hostname.topologyKey = SpreadCompiler.hostname
    hostname.whenUnsatisfiable = .scheduleAnyway
    hostname.maxSkew = 3
    var zone = hostname
    zone.topologyKey = Node.zoneLabel
    zone.maxSkew = 5
    var defaults = SpreadDefaults(list: [hostname, zone])
    defaults.isSystem = true
    return defaults
  }()
}
