// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// Prefers nodes that have the pod's images already.
///
/// Semantics: kubernetes v1.36 pkg/scheduler/framework/plugins/imagelocality/image_locality.go.
struct ImageLocality: ScorePlugin {
  let name = "ImageLocality"
  let scoreScope = ScoreScope.node

  private static let mebibyte: Int64 = 1 << 20
  /// Less than this counts as nothing.
  private static let leastBytes = 23 * mebibyte
  /// More than this for each container counts no more.
  private static let greatestBytesPerContainer = 1_000 * mebibyte

  let hasEpoch = true

  func epoch(of pod: PodContext, in nodes: borrowing NodeTable) -> Int {
    if nodes.imageTable.version == 0 { return 0 }
    // What an image is worth changes with the share of nodes that have it. With one image that is
    // the score of every node that has it, which changes but a hundred times on the way.
    if pod.template.images.count == 1 {
      return Int(Self.score(Self.bytes(pod.template.images[0], in: nodes), containers: 1))
    }
    var epoch: UInt64 = 0
    for name in pod.template.images {
      epoch ^= UInt64(bitPattern: Self.bytes(name, in: nodes))
      epoch = epoch &* 0x9E37_79B9_7F4A_7C15
      epoch ^= epoch &>> 29
    }
    // Images that no node has leave 0, and then all scores are 0.
    return Int(truncatingIfNeeded: epoch)
  }

  func score(
    _ pod: PodContext, on candidates: Candidates, in nodes: borrowing NodeTable,
    into scores: inout ContiguousArray<Int64>, scratch: inout PluginScratch
  ) {
    for position in candidates.nodes.indices { scores[position] = 0 }
    if nodes.imageTable.version == 0 { return }
    for name in pod.template.images {
      let bytes = Self.bytes(name, in: nodes)
      guard bytes > 0, let image = nodes.imageTable.index(name) else { continue }
      for position in candidates.nodes.indices {
        if nodes.images[candidates.nodes[position]].contains(image) { scores[position] &+= bytes }
      }
    }
    let containers = pod.template.images.count
    for position in candidates.nodes.indices where scores[position] != 0 {
      scores[position] = Self.score(scores[position], containers: containers)
    }
  }

  /// What an image is worth: its size times the share of nodes that have it.
  private static func bytes(_ name: String, in nodes: borrowing NodeTable) -> Int64 {
    guard let image = nodes.imageTable.index(name), nodes.presentCount > 0 else { return 0 }
    let share = Double(nodes.imageTable.nodeCount(image)) / Double(nodes.presentCount)
    return Int64(Double(nodes.imageTable.sizeBytes(image)) * share)
  }

  private static func score(_ sum: Int64, containers: Int) -> Int64 {
    let greatest = greatestBytesPerContainer * Int64(containers)
    let bytes = max(min(sum, greatest), leastBytes)
    return 100 * (bytes - leastBytes) / (greatest - leastBytes)
  }
}
