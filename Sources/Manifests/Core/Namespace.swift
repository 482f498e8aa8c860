// SPDX-License-Identifier: Apache-2.0

/// A namespace.
public struct Namespace: Sendable, Hashable {
  /// Name and labels.
  public var metadata = ObjectMeta(namespace: "")

  /// Makes an empty namespace.
  public init() {}
}
