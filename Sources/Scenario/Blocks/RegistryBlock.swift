// SPDX-License-Identifier: Apache-2.0

/// The image registry.
public struct RegistryBlock: Sendable, Equatable {
  /// Bytes per second that the registry can send, shared evenly by the active pulls.
  public var bytesPerSecond: Double = 1_250_000_000

  /// Creates a registry with the defaults.
  public init() {}
}
