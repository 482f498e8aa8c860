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
    for image in pod.template.images where nodes.imageTable.index(image) != nil {
      // The share of nodes that have an image changes with either number.
      return nodes.imageTable.version &* 1_000_003 &+ nodes.presentCount &+ 1
    }
    return 0
  }

  func score(
    _ pod: PodContext, on candidates: Candidates, in nodes: borrowing NodeTable,
    into scores: inout ContiguousArray<Int64>, scratch: inout PluginScratch
  ) {
    for position in candidates.nodes.indices { scores[position] = 0 }
    if nodes.imageTable.version == 0 { return }
    let allNodes = Double(nodes.presentCount)
    for name in pod.template.images {
      guard let image = nodes.imageTable.index(name) else { continue }
      let share = Double(nodes.imageTable.nodeCount(image)) / allNodes
      let bytes = Int64(Double(nodes.imageTable.sizeBytes(image)) * share)
      for position in candidates.nodes.indices {
        if nodes.images[candidates.nodes[position]].contains(image) { scores[position] &+= bytes }
      }
    }
    let least = Self.leastBytes
    let greatest = Self.greatestBytesPerContainer * Int64(pod.template.images.count)
    for position in candidates.nodes.indices where scores[position] != 0 {
      let bytes = max(min(scores[position], greatest), least)
      scores[position] = 100 * (bytes - least) / (greatest - least)
    }
  }
}
