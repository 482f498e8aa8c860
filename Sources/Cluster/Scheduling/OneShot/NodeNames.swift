// SPDX-License-Identifier: Apache-2.0

import EventKernel
package import Manifests

/// The names of nodes by index, for writing decisions.
package struct NodeNames: Sendable {
  private let names: [String]

  /// Takes the names of nodes in the order in which they were added.
  package init(_ nodes: [Node]) { names = nodes.map(\.metadata.name) }

  /// The name of a node.
  package subscript(node: NodeIndex) -> String { names[node.position] }
}
