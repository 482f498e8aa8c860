// SPDX-License-Identifier: Apache-2.0

/// What every Kubernetes object has: its name, labels, owners and times.
public struct ObjectMeta: Sendable, Hashable {
  /// The name; empty when only `generateName` is given.
  public var name = ""
  /// The prefix of a generated name.
  public var generateName: String?
  /// The namespace: `default` when absent, empty for objects outside namespaces.
  public var namespace = "default"
  /// The labels.
  public var labels: LabelSet = [:]
  /// The annotations.
  public var annotations: LabelSet = [:]
  /// The unique identity that the server gave.
  public var uid: String?
  /// The objects that own this one.
  public var ownerReferences: [OwnerReference] = []
  /// When the object was made.
  public var creationTimestamp: Timestamp?
  /// When the object was asked to go; it is terminating when set.
  public var deletionTimestamp: Timestamp?
  /// How long the object may take to go, in seconds.
  public var deletionGracePeriodSeconds: Int64?

  /// Makes metadata with a name.
  public init(name: String = "", namespace: String = "default", labels: LabelSet = [:]) {
    self.name = name
    self.namespace = namespace
    self.labels = labels
  }

  /// The owner that manages this object, if any.
  public var controller: OwnerReference? { ownerReferences.first { $0.controller } }
}

/// A reference from an object to its owner.
public struct OwnerReference: Sendable, Hashable {
  /// The owner's group and version.
  public var apiVersion = ""
  /// The owner's kind.
  public var kind = ""
  /// The owner's name.
  public var name = ""
  /// The owner's unique identity.
  public var uid = ""
  /// Whether this owner manages the object.
  public var controller = false

  /// Makes an empty reference.
  public init() {}
}

/// A reference to an object of the same namespace by its kind and name, as in `scaleTargetRef`.
public struct CrossVersionObjectReference: Sendable, Hashable {
  /// The group and version; may be empty.
  public var apiVersion = ""
  /// The kind, such as `Deployment`.
  public var kind = ""
  /// The name.
  public var name = ""

  /// Makes a reference.
  public init(apiVersion: String = "", kind: String = "", name: String = "") {
    self.apiVersion = apiVersion
    self.kind = kind
    self.name = name
  }
}
