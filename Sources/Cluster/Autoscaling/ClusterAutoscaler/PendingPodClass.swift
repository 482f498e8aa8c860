// SPDX-License-Identifier: Apache-2.0

package import EventKernel

/// Pods of one template that the scheduler found unschedulable.
package struct PendingPodClass: Sendable, Hashable {
  /// The template.
  package var template: TemplateIndex
  /// The number of pods.
  package var count: Int
  /// When the oldest of them was created.
  package var oldestCreatedAt: SimulationTime

  /// Creates a class.
  package init(template: TemplateIndex, count: Int, oldestCreatedAt: SimulationTime) {
    self.template = template
    self.count = count
    self.oldestCreatedAt = oldestCreatedAt
  }
}
