// SPDX-License-Identifier: Apache-2.0

/// All that was read from files of manifests, in the order read.
public struct ManifestSet: Sendable {
  /// An object with its place.
  public struct Item: Sendable {
    /// The object.
    public var object: KubernetesObject
    /// The group and version as written, such as `apps/v1`.
    public var apiVersion: String
    /// The kind as written, such as `Deployment`.
    public var kind: String
    /// Where the object begins.
    public var place: SourcePlace

    /// Makes an item.
    public init(object: KubernetesObject, apiVersion: String, kind: String, place: SourcePlace) {
      self.object = object
      self.apiVersion = apiVersion
      self.kind = kind
      self.place = place
    }
  }

  /// An object of a kind that is not simulated.
  public struct Skipped: Sendable, Hashable {
    /// The group and version as written.
    public var apiVersion: String
    /// The kind as written.
    public var kind: String
    /// The name; empty when it has none.
    public var name: String
    /// The namespace; empty when it has none.
    public var namespace: String
    /// Where the object begins.
    public var place: SourcePlace
  }

  /// The objects that were decoded.
  public var items: [Item] = []
  /// The objects of kinds that are not simulated.
  public var skipped: [Skipped] = []
  /// How many objects were refused because of errors.
  public var refusedCount = 0
  /// The faults.
  public var diagnostics: [Diagnostic] = []

  /// Makes an empty set.
  public init() {}

  /// Whether any fault is an error.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// The objects without their places.
  public var objects: [KubernetesObject] { items.map(\.object) }

  /// Adds all of another set behind what is here.
  public mutating func append(_ other: ManifestSet) {
    items += other.items
    skipped += other.skipped
    refusedCount += other.refusedCount
    diagnostics += other.diagnostics
  }
}
