// SPDX-License-Identifier: Apache-2.0

/// One kind of object that is decoded: its names and the function that reads it.
public struct KindEntry: Sendable {
  /// The API group; empty for the core group.
  public let group: String
  /// The kind, such as `Deployment`.
  public let kind: String
  /// The versions that are read.
  public let versions: [String]
  /// Of these, the versions that Kubernetes 1.36 no longer serves.
  public let oldVersions: [String]
  /// Reads one object of a version.
  public let decode: @Sendable (_ reader: ObjectReader, _ version: String) -> KubernetesObject

  /// Makes an entry of a kind.
  public init(
    _ group: String, _ kind: String, versions: [String], oldVersions: [String] = [],
    decode: @escaping @Sendable (ObjectReader, String) -> KubernetesObject
  ) {
    self.group = group
    self.kind = kind
    self.versions = versions + oldVersions
    self.oldVersions = oldVersions
    self.decode = decode
  }
}
