// SPDX-License-Identifier: Apache-2.0

/// The image registry.
public struct RegistryBlock: Sendable, Equatable {
  /// Bytes per second that the registry can send, shared evenly by the active pulls.
  public var bytesPerSecond: Double = 1_250_000_000
  /// How nodes hand images on to each other; nil if all come from the registry.
  public var peerToPeer: PeerBlock?

  /// Creates a registry with the defaults.
  public init() {}

  /// Nodes that hand on what they have of an image, as Dragonfly and Kraken let them.
  public struct PeerBlock: Sendable, Equatable {
    /// Bytes per second that one node hands on.
    public var uploadBytesPerSecond: Double = 125_000_000
    /// The share of that which is used while the node itself has only a part of the image.
    public var efficiency: Double = 0.9

    /// Creates peers with the defaults.
    public init() {}
  }
}
