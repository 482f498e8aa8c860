// SPDX-License-Identifier: Apache-2.0

// Validation: kubernetes v1.36 pkg/apis/core/validation/validation.go.

private let requiredKey = "requiredDuringSchedulingIgnoredDuringExecution"
private let preferredKey = "preferredDuringSchedulingIgnoredDuringExecution"

extension Affinity {
  init(reading reader: ObjectReader) {
    nodeAffinity = reader.object("nodeAffinity").map { NodeAffinity(reading: $0) }
    podAffinity = reader.object("podAffinity").map { PodAffinity(reading: $0) }
    podAntiAffinity = reader.object("podAntiAffinity").map { PodAffinity(reading: $0) }
  }
}

extension NodeAffinity {
  init(reading reader: ObjectReader) {
    required = reader.object(requiredKey).map { selector in
      selector.requiredList("nodeSelectorTerms") { NodeSelectorTerm(reading: $0) }
    }
    preferred = reader.list(preferredKey) { term in
      let weight = Int32(clamping: term.requiredInt64("weight", in: 1...100))
      guard let preference = term.requiredObject("preference") else { return nil }
      return Preferred(weight: weight, preference: NodeSelectorTerm(reading: preference))
    }
  }
}

extension NodeSelectorTerm {
  init(reading reader: ObjectReader) {
    matchExpressions = reader.list("matchExpressions") { Requirement(reading: $0) }
    matchFields = reader.list("matchFields") { Requirement(reading: $0) }
  }
}

extension NodeSelectorTerm.Requirement {
  init?(reading reader: ObjectReader) {
    let key = reader.requiredString("key")
    guard let comparison = reader.requiredOneOf("operator", as: Operator.self) else { return nil }
    self.init(key: key, operator: comparison, values: reader.strings("values"))
    let isRight =
      switch comparison {
      case .in, .notIn: !values.isEmpty
      case .exists, .doesNotExist: values.isEmpty
      case .gt, .lt: values.count == 1
      }
    if !isRight {
      reader.error(
        "values", found: "found \(values.count) values",
        expected: ["Gt", "Lt"].contains(comparison.rawValue)
          ? "one value for \(comparison.rawValue)"
          : comparison == .in || comparison == .notIn
            ? "at least one value for \(comparison.rawValue)"
            : "none for \(comparison.rawValue)")
    }
  }
}

extension PodAffinity {
  init(reading reader: ObjectReader) {
    required = reader.list(requiredKey) { PodAffinityTerm(reading: $0) }
    preferred = reader.list(preferredKey) { term in
      let weight = Int32(clamping: term.requiredInt64("weight", in: 1...100))
      guard let inner = term.requiredObject("podAffinityTerm") else { return nil }
      return Preferred(weight: weight, podAffinityTerm: PodAffinityTerm(reading: inner))
    }
  }
}

extension PodAffinityTerm {
  init(reading reader: ObjectReader) {
    labelSelector = reader.object("labelSelector").map { LabelSelector(reading: $0) }
    namespaces = reader.strings("namespaces")
    namespaceSelector = reader.object("namespaceSelector").map { LabelSelector(reading: $0) }
    topologyKey = reader.requiredString("topologyKey")
    matchLabelKeys = reader.strings("matchLabelKeys")
    mismatchLabelKeys = reader.strings("mismatchLabelKeys")
  }

  /// The term with its label keys turned into conditions, as the server stores a new pod.
  ///
  /// Keys that the pod lacks add nothing, and a nil selector stays nil.
  /// Source: kubernetes v1.36 pkg/registry/core/pod/strategy.go.
  public func resolvingLabelKeys(of labels: LabelSet) -> PodAffinityTerm {
    guard var selector = labelSelector else { return self }
    for (keys, comparison) in [
      (matchLabelKeys, LabelSelector.Requirement.Operator.in), (mismatchLabelKeys, .notIn),
    ] {
      for key in keys {
        guard let value = labels[key] else { continue }
        selector.matchExpressions.append(
          LabelSelector.Requirement(key: key, operator: comparison, values: [value]))
      }
    }
    var term = self
    term.labelSelector = selector
    return term
  }
}

extension TopologySpreadConstraint {
  init(reading reader: ObjectReader) {
    maxSkew = Int32(clamping: reader.requiredInt64("maxSkew", in: 1...Int64(Int32.max)))
    topologyKey = reader.requiredString("topologyKey")
    whenUnsatisfiable =
      reader.requiredOneOf("whenUnsatisfiable", as: UnsatisfiableAction.self) ?? .doNotSchedule
    labelSelector = reader.object("labelSelector").map { LabelSelector(reading: $0) }
    minDomains = reader.int32("minDomains", in: 1 ... .max)
    nodeAffinityPolicy = reader.oneOf("nodeAffinityPolicy", as: NodeInclusionPolicy.self) ?? .honor
    nodeTaintsPolicy = reader.oneOf("nodeTaintsPolicy", as: NodeInclusionPolicy.self) ?? .ignore
    matchLabelKeys = reader.strings("matchLabelKeys")
    if minDomains != nil, whenUnsatisfiable == .scheduleAnyway {
      reader.error(
        "minDomains", found: "minDomains is given",
        expected: "none when whenUnsatisfiable is ScheduleAnyway")
    }
  }
}

extension Toleration {
  /// Reads a toleration.
  public init(reading reader: ObjectReader) {
    key = reader.string("key") ?? ""
    if let text = reader.string("operator"), !text.isEmpty {
      `operator` = reader.oneOf("operator", as: Operator.self) ?? .equal
    }
    value = reader.string("value") ?? ""
    if let text = reader.string("effect"), !text.isEmpty {
      effect = reader.oneOf("effect", as: Taint.Effect.self)
    }
    tolerationSeconds = reader.int64("tolerationSeconds")
    if key.isEmpty, `operator` != .exists {
      reader.error(
        "operator", found: "no key is given", expected: "the operator Exists, or a key")
    }
    if `operator` == .exists, !value.isEmpty {
      reader.error("value", found: "a value is given", expected: "none for Exists")
    }
  }
}

extension Taint {
  /// Reads a taint; nil after reporting an effect that is missing or unknown.
  public init?(reading reader: ObjectReader) {
    let key = reader.requiredString("key")
    let value = reader.string("value") ?? ""
    guard let effect = reader.requiredOneOf("effect", as: Effect.self) else { return nil }
    self.init(key: key, value: value, effect: effect)
  }
}
