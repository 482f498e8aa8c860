// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// One term of pod affinity: which pods, in which kind of place.
struct AffinityTerm: BitwiseCopyable, Sendable, Hashable {
  /// The key that tells places apart.
  let topologyKey: TopologyKeyIndex
  /// The number of the selection of pods in `TermMatches`.
  let number: Int32
  /// What a wish is worth, negative for anti-affinity; 0 for requirements.
  let weight: Int32
}

/// All terms of pod affinity of a template.
struct AffinityTerms: Sendable, Hashable {
  var required: ContiguousArray<AffinityTerm> = []
  var requiredAnti: ContiguousArray<AffinityTerm> = []
  /// Preferred terms of both kinds.
  var preferred: ContiguousArray<AffinityTerm> = []

  var isEmpty: Bool { required.isEmpty && requiredAnti.isEmpty && preferred.isEmpty }
}

/// The pods that a term of pod affinity is about.
///
/// Semantics: kubernetes v1.36 pkg/scheduler/framework/types.go AffinityTerm.
struct PodSelection: Sendable, Hashable {
  /// Namespaces by name.
  private let namespaces: [String]
  /// Namespaces by label; nil for none.
  private let namespaceSelector: LabelSelector?
  /// The pods; nil for none.
  private let selector: LabelSelector?

  init(_ term: PodAffinityTerm, of template: PodTemplate) {
    let isOpen = term.namespaces.isEmpty && term.namespaceSelector == nil
    namespaces = isOpen ? [template.namespace] : term.namespaces
    namespaceSelector = term.namespaceSelector
    // The API server writes these keys into the selector; doing so again changes nothing.
    selector = term.resolvingLabelKeys(of: template.labels).labelSelector
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
