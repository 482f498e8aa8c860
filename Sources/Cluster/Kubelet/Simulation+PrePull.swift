// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// Images that come to nodes before pods need them.
extension Simulation {
  /// Begins to bring the image that a workload will get to the nodes of a pool, or of all pools.
  mutating func prePull(_ order: TimelineEntry.PrePullOrder) {
    guard let index = deployment(order.target) else { return }
    var template = deployments[index].templateSpec
    let repository = Self.repository(of: order.image)
    guard
      let place = template.spec.containers.firstIndex(where: {
        Self.repository(of: $0.image) == repository
      })
    else { return }
    template.spec.containers[place].image = order.image
    let names = template.spec.containers.map(\.image)
    let block = behaviorBlocks.first { $0.target == order.target }
    let version = block?.versions.first { names.contains($0.image) }
    guard let startup = version?.startup ?? block?.startup, !startup.isImagePresent,
      startup.imageBytes > 0
    else { return }
    let pool = order.pool.flatMap { pools.firstIndex(of: $0) }
    let wanted = nodes.indices.filter {
      nodes.isPresent[$0] && (pool == nil || Int(nodes.pool[$0]) == pool)
    }
    prePulls.append(
      PrePull(
        image: images.intern(names.joined(separator: ",")), bytes: startup.imageBytes,
        nodes: wanted, interval: SimulationDuration(seconds: 1 / order.nodesPerSecond)))
    continuePrePull(UInt32(prePulls.count - 1))
  }

  /// The next node of an order pulls its image, unless it has that or is silent.
  mutating func continuePrePull(_ order: UInt32) {
    let state = prePulls[Int(order)]
    guard state.next < state.nodes.count else { return }
    let node = state.nodes[state.next]
    prePulls[Int(order)].next += 1
    if nodes.isPresent[node], !health[node.position].isSilent,
      !images.isPresent(state.image, on: node)
    {
      pulls[node.position].askAhead(for: state.image, bytes: state.bytes)
      startNextPull(on: node)
    }
    guard state.next + 1 < state.nodes.count else { return }
    schedule(.prePullDue(order), after: state.interval, .kubelet)
  }

  /// An image reference without its tag or digest.
  private static func repository(of image: String) -> Substring {
    let withoutDigest = image.prefix { $0 != "@" }
    guard let colon = withoutDigest.lastIndex(of: ":"),
      !withoutDigest[colon...].contains("/")
    else { return withoutDigest }
    return withoutDigest[..<colon]
  }
}
