// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// One term of pod affinity, ready to be matched.
///
/// Semantics: kubernetes v1.36 pkg/scheduler/framework/types.go AffinityTerm.
struct AffinityTerm: Sendable, Hashable {
  /// The key that tells places apart.
  let topologyKey: TopologyKeyIndex
  /// Namespaces by name.
  let namespaces: [String]
  /// Namespaces by label; nil for none.
  let namespaceSelector: LabelSelector?
  /// The pods; nil for none.
  let selector: LabelSelector?

  init(_ term: PodAffinityTerm, of template: PodTemplate, topologyKey: TopologyKeyIndex) {
    self.topologyKey = topologyKey
    let isOpen = term.namespaces.isEmpty && term.namespaceSelector == nil
    namespaces = isOpen ? [template.namespace] : term.namespaces
    namespaceSelector = term.namespaceSelector
    // The API server writes these keys into the selector; doing so again changes nothing.
    var selector = term.labelSelector
    for key in term.matchLabelKeys {
      guard let value = template.labels[key] else { continue }
      selector?.matchExpressions.append(.init(key: key, operator: .in, values: [value]))
    }
    for key in term.mismatchLabelKeys {
      guard let value = template.labels[key] else { continue }
      selector?.matchExpressions.append(.init(key: key, operator: .notIn, values: [value]))
    }
    self.selector = selector
  }

  /// Whether a pod that is on a node matches this term of a pod to be placed.
  ///
  /// A namespace that is not known to exist is matched by name alone, or by the empty selector.
  func matches(existing template: PodTemplate, _ namespaceLabels: [String: LabelSet]) -> Bool {
    guard let selector else { return false }
    if !namespaces.contains(template.namespace) {
      guard let namespaceSelector else { return false }
      if !namespaceSelector.isEmpty {
        guard let labels = namespaceLabels[template.namespace], namespaceSelector.matches(labels)
        else { return false }
      }
    }
    return selector.matches(template.labels)
  }

  /// Whether a pod to be placed matches this term of a pod that is on a node.
  func matches(incoming template: PodTemplate, _ namespaceLabels: [String: LabelSet]) -> Bool {
    guard let selector else { return false }
    if !namespaces.contains(template.namespace) {
      guard let namespaceSelector,
        namespaceSelector.matches(namespaceLabels[template.namespace] ?? [:])
      else { return false }
    }
    return selector.matches(template.labels)
  }
}

/// All terms of pod affinity of a template.
struct AffinityTerms: Sendable, Hashable {
  struct Weighted: Sendable, Hashable {
    /// Negative for anti-affinity.
    let weight: Int32
    let term: AffinityTerm
  }

  var required: [AffinityTerm] = []
  var requiredAnti: [AffinityTerm] = []
  /// Preferred terms of both kinds.
  var preferred: [Weighted] = []

  var isEmpty: Bool { required.isEmpty && requiredAnti.isEmpty && preferred.isEmpty }

  /// Whether any term matches a pod to be placed.
  func concerns(_ incoming: PodTemplate, _ namespaceLabels: [String: LabelSet]) -> Bool {
    required.contains { $0.matches(incoming: incoming, namespaceLabels) }
      || requiredAnti.contains { $0.matches(incoming: incoming, namespaceLabels) }
      || preferred.contains { $0.term.matches(incoming: incoming, namespaceLabels) }
  }
}
