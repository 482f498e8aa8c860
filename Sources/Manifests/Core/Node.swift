// SPDX-License-Identifier: Apache-2.0

/// A machine of the cluster.
public struct Node: Sendable, Hashable {
  /// The label by which a node tells its zone.
  public static let zoneLabel = "topology.kubernetes.io/zone"

  /// An image that the node already has.
  public struct Image: Sendable, Hashable {
    /// The references under which it is known.
    public var names: [String]
    /// Its size in bytes.
    public var sizeBytes: Int64

    /// Makes an image.
    public init(names: [String], sizeBytes: Int64) {
      self.names = names
      self.sizeBytes = sizeBytes
    }
  }

  /// An address of the node.
  public struct Address: Sendable, Hashable {
    /// Its kind, such as `InternalIP`.
    public var type: String
    /// The address.
    public var address: String

    /// Makes an address.
    public init(type: String, address: String) {
      self.type = type
      self.address = address
    }
  }

  /// What the owner of the cluster wants of the node.
  public struct Spec: Sendable, Hashable {
    /// The marks that keep pods away.
    public var taints: [Taint] = []
    /// Whether the node is cordoned.
    public var unschedulable = false
    /// The name of the machine at its provider.
    public var providerID: String?

    /// Makes an empty specification.
    public init() {}
  }

  /// What the node reports.
  public struct Status: Sendable, Hashable {
    /// All that the machine has.
    public var capacity = ResourceList()
    /// What pods may ask for.
    public var allocatable = ResourceList()
    /// The conditions, such as Ready.
    public var conditions: [Condition] = []
    /// The images that are already there.
    public var images: [Image] = []
    /// The addresses.
    public var addresses: [Address] = []

    /// Makes an empty status.
    public init() {}
  }

  /// Name and labels.
  public var metadata = ObjectMeta(namespace: "")
  /// What is wanted.
  public var spec = Spec()
  /// What is reported; allocatable defaults to capacity.
  public var status = Status()

  /// Makes an empty node.
  public init() {}
}
