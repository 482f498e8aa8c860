// SPDX-License-Identifier: Apache-2.0

/// Names a workload of the cluster.
public struct WorkloadReference: Sendable, Hashable {
  /// The kind, such as `Deployment`.
  public var kind: String
  /// The namespace, `default` if the scenario does not say.
  public var namespace: String
  /// The name.
  public var name: String

  /// Creates a reference.
  public init(kind: String, namespace: String = "default", name: String) {
    self.kind = kind
    self.namespace = namespace
    self.name = name
  }

  /// The reference as `Kind/namespace/name`.
  public var description: String { "\(kind)/\(namespace)/\(name)" }
}
