// SPDX-License-Identifier: Apache-2.0

/// Changes of the cluster that may let a waiting pod be placed.
///
/// The kinds of kubernetes v1.36 staging/src/k8s.io/kube-scheduler/framework/events.go that matter
/// here.
package struct SchedulingEvent: OptionSet, Hashable, BitwiseCopyable, Sendable {
  /// A bit for each kind.
  package let rawValue: UInt16

  /// Creates a set from its bits.
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// A node came.
  package static let nodeAdded = SchedulingEvent(rawValue: 1)
  /// A node went.
  package static let nodeDeleted = SchedulingEvent(rawValue: 2)
  /// What a node offers changed.
  package static let nodeAllocatableChanged = SchedulingEvent(rawValue: 4)
  /// Labels of a node changed.
  package static let nodeLabelsChanged = SchedulingEvent(rawValue: 8)
  /// Taints or the cordon of a node changed.
  package static let nodeTaintsChanged = SchedulingEvent(rawValue: 16)
  /// A pod was bound to a node.
  package static let assignedPodAdded = SchedulingEvent(rawValue: 32)
  /// A bound pod went, or gave resources back.
  package static let assignedPodDeleted = SchedulingEvent(rawValue: 64)
  /// Labels of a bound pod changed.
  package static let assignedPodLabelsChanged = SchedulingEvent(rawValue: 128)
  /// The real use of nodes was measured anew.
  package static let usageChanged = SchedulingEvent(rawValue: 256)
  /// Anything.
  package static let all = SchedulingEvent(rawValue: .max)
}
