// SPDX-License-Identifier: Apache-2.0

package import Manifests

/// How many pods of a kind may still be driven away.
package struct DisruptionBudget: Sendable {
  /// The namespace of the pods.
  package var namespace: String
  /// The pods; nil and the empty selector match none.
  package var selector: LabelSelector?
  /// How many may go.
  package var disruptionsAllowed: Int32
  /// Names of pods that the API server counted already.
  package var disruptedPods: [String]

  /// Creates a budget.
  package init(
    namespace: String, selector: LabelSelector?, disruptionsAllowed: Int32,
    disruptedPods: [String] = []
  ) {
    self.namespace = namespace
    self.selector = selector
    self.disruptionsAllowed = disruptionsAllowed
    self.disruptedPods = disruptedPods
  }

  /// Takes over what an object says; a budget without status allows nothing.
  package init(_ budget: PodDisruptionBudget) {
    self.init(
      namespace: budget.metadata.namespace, selector: budget.spec.selector,
      disruptionsAllowed: budget.status?.disruptionsAllowed ?? 0,
      disruptedPods: budget.status?.disruptedPods ?? [])
  }

  func matches(_ template: PodTemplate, name: String?) -> Bool {
    guard namespace == template.namespace, !template.labels.isEmpty, let selector,
      !selector.isEmpty, selector.matches(template.labels)
    else { return false }
    guard let name else { return true }
    return !disruptedPods.contains(name)
  }
}
