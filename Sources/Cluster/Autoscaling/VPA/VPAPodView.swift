// SPDX-License-Identifier: Apache-2.0

/// A running or waiting pod as the updater sees it.
///
/// Times are microseconds since 1970.
package struct VPAPodView: Sendable, Hashable {
  /// A container with what it asks for.
  package struct Container: Sendable, Hashable {
    /// The name.
    package var name: String
    /// The requests.
    package var requests: VPAResources
    /// The limits.
    package var limits: VPAResources
    /// How long it ran before it was last killed for memory; nil if it was not.
    package var lifeBeforeOOMMicroseconds: Int64?

    /// Creates a container.
    package init(
      name: String, requests: VPAResources, limits: VPAResources = VPAResources(),
      lifeBeforeOOMMicroseconds: Int64? = nil
    ) {
      self.name = name
      self.requests = requests
      self.limits = limits
      self.lifeBeforeOOMMicroseconds = lifeBeforeOOMMicroseconds
    }
  }

  /// How far a change in place has come.
  package enum Resize: Sendable, Hashable {
    /// None is under way.
    case none
    /// The node has no room now; asked for at a time.
    case deferred(since: Int64)
    /// The node will never have room, or the kubelet failed.
    case infeasible
    /// The kubelet is at it; asked for at a time.
    case inProgress(since: Int64)
  }

  /// The containers.
  package var containers: [Container]
  /// Whether the pod does not run yet.
  package var isPending: Bool
  /// When the kubelet saw it; nil before that.
  package var startMicroseconds: Int64?
  /// The place of its controller in the list of groups.
  package var group: Int
  /// How far a change in place has come.
  package var resize: Resize

  /// Creates a pod.
  package init(
    containers: [Container], isPending: Bool = false, startMicroseconds: Int64?, group: Int = 0,
    resize: Resize = .none
  ) {
    self.containers = containers
    self.isPending = isPending
    self.startMicroseconds = startMicroseconds
    self.group = group
    self.resize = resize
  }
}
