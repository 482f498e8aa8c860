// SPDX-License-Identifier: Apache-2.0

/// How recommendations reach pods.
package enum VPAUpdateMode: String, Sendable, Hashable, CaseIterable {
  /// Not at all.
  case off = "Off"
  /// When a pod is created.
  case initial = "Initial"
  /// When a pod is created, and by evicting pods that ask for something else.
  case recreate = "Recreate"
  /// The same as `recreate`; deprecated.
  case auto = "Auto"
  /// By changing running pods, and by evicting those that can not be changed.
  case inPlaceOrRecreate = "InPlaceOrRecreate"

  /// Whether the updater touches running pods.
  package var updatesPods: Bool { self != .off && self != .initial }
}
