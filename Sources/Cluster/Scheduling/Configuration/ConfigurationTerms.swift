// SPDX-License-Identifier: Apache-2.0

import Manifests

/// Reads the parts of plugin arguments that have the shape of fields of a pod.
enum ConfigurationTerms {
  /// The added affinity of NodeAffinityArgs.
  static func nodeAffinity(_ reader: ObjectReader) -> NodeAffinity {
    var affinity = NodeAffinity()
    let requiredKey = "requiredDuringSchedulingIgnoredDuringExecution"
    affinity.required = reader.object(requiredKey).map { selector in
      selector.requiredList("nodeSelectorTerms") { term($0) }
    }
    affinity.preferred = reader.list("preferredDuringSchedulingIgnoredDuringExecution") { item in
      let weight = Int32(clamping: item.requiredInt64("weight", in: 1...100))
      guard let preference = item.requiredObject("preference") else { return nil }
      return NodeAffinity.Preferred(weight: weight, preference: term(preference))
    }
    return affinity
  }

  private static func term(_ reader: ObjectReader) -> NodeSelectorTerm {
    var term = NodeSelectorTerm()
    term.matchExpressions = reader.list("matchExpressions") { requirement($0) }
    term.matchFields = reader.list("matchFields") { requirement($0) }
    return term
  }

  private static func requirement(_ reader: ObjectReader) -> NodeSelectorTerm.Requirement? {
    typealias Requirement = NodeSelectorTerm.Requirement
    let key = reader.requiredString("key")
    guard let comparison = reader.requiredOneOf("operator", as: Requirement.Operator.self) else {
      return nil
    }
    return Requirement(key: key, operator: comparison, values: reader.strings("values"))
  }

  /// A default constraint of PodTopologySpreadArgs, which has no selector of its own.
  static func spreadConstraint(_ reader: ObjectReader) -> TopologySpreadConstraint {
    var constraint = TopologySpreadConstraint()
    constraint.maxSkew = Int32(
      clamping: reader.requiredInt64("maxSkew", in: 1...Int64(Int32.max)))
    constraint.topologyKey = reader.requiredString("topologyKey")
    constraint.whenUnsatisfiable =
      reader.requiredOneOf(
        "whenUnsatisfiable", as: TopologySpreadConstraint.UnsatisfiableAction.self)
      ?? .doNotSchedule
    constraint.minDomains = reader.int32("minDomains", in: 1 ... .max)
    typealias Policy = TopologySpreadConstraint.NodeInclusionPolicy
    constraint.nodeAffinityPolicy = reader.oneOf("nodeAffinityPolicy", as: Policy.self) ?? .honor
    constraint.nodeTaintsPolicy = reader.oneOf("nodeTaintsPolicy", as: Policy.self) ?? .ignore
    if reader.has("labelSelector") {
      reader.error(
        "labelSelector", found: "a default constraint has a selector",
        expected: "none: services and controllers tell which pods are meant")
    }
    return constraint
  }
}
