// SPDX-License-Identifier: Apache-2.0

/// Bounds and defaults of what one pod or container may ask for.
public struct LimitRange: Sendable, Hashable {
  /// The bounds for one kind of thing.
  public struct Item: Sendable, Hashable {
    /// `Container`, `Pod` or `PersistentVolumeClaim`.
    public var type = ""
    /// The greatest amounts.
    public var max = ResourceList()
    /// The least amounts.
    public var min = ResourceList()
    /// The limits of containers that name none.
    public var `default` = ResourceList()
    /// The requests of containers that name none.
    public var defaultRequest = ResourceList()
    /// The greatest ratio of limit to request.
    public var maxLimitRequestRatio = ResourceList()

    /// Makes empty bounds.
    public init() {}
  }

  /// Name and labels.
  public var metadata = ObjectMeta()
  /// The bounds by kind of thing.
  public var limits: [Item] = []

  /// Makes an empty range.
  public init() {}
}
