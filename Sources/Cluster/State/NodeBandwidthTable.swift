// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// The bandwidth of each node and what its pods ask for.
package struct NodeBandwidthTable: Sendable {
  /// What a node says of a rate that it does not name.
  package static let unknown: Int64 = -1

  private var offers: ContiguousArray<Bandwidth> = []
  private var takes: ContiguousArray<Bandwidth> = []

  /// Creates an empty table.
  init() {}

  /// What annotations of the node offer; a rate without one is `unknown`.
  package func offered(by node: NodeIndex) -> Bandwidth { offers[node.position] }

  /// What the pods of the node ask for.
  package func requested(of node: NodeIndex) -> Bandwidth { takes[node.position] }

  mutating func add(_ node: Node, _ index: NodeIndex) {
    let annotations = node.metadata.annotations
    func rate(_ name: String) -> Int64 {
      Bandwidth.rate("springtide.dev/\(name)-bandwidth", in: annotations, missing: Self.unknown)
    }
    offers.append(
      Bandwidth(ingress: rate("ingress"), egress: rate("egress"), disk: rate("disk")))
    takes.append(Bandwidth())
  }

  mutating func account(_ bandwidth: Bandwidth, on node: NodeIndex, sign: Int64) {
    takes[node.position].add(bandwidth, times: sign)
  }
}
