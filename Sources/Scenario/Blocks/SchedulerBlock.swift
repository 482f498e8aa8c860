// SPDX-License-Identifier: Apache-2.0

public import Manifests

/// How the scheduler of a cluster decides: its configuration and its choice among equal nodes.
public struct SchedulerBlock: Sendable {
  /// A KubeSchedulerConfiguration as it was read; its fields are checked by the cluster.
  public struct Configuration: Sendable {
    /// The path of the file.
    public var file: String
    /// The document.
    public var document: Value

    /// Creates a configuration.
    public init(file: String, document: Value) {
      self.file = file
      self.document = document
    }
  }

  /// How one of several equally good nodes is chosen.
  public enum Ties: String, Sendable, CaseIterable {
    /// A draw among all of them.
    case draw
    /// The smallest name in byte order.
    case smallestName
    /// A draw among the nodes that the real scheduler would look at.
    case sample
  }

  /// The configuration; nil means the default one of Kubernetes 1.36.
  public var configuration: Configuration?
  /// The choice among equal nodes.
  public var ties = Ties.draw

  /// Creates the default scheduler.
  public init() {}
}
