// SPDX-License-Identifier: Apache-2.0

package import Manifests

/// Decides whether nodes pull the images of a revision before their pods change to it.
///
/// Follows openkruise/kruise pkg/controller/cloneset/cloneset_predownload_image.go
/// (createImagePullJobsForInPlaceUpdate), behind the gate PreDownloadImageForInPlaceUpdate.
package enum PreDownloadRule {
  /// Sets with no more pods than these do without.
  package static let smallestSet = 3

  /// Whether it is worth the trouble.
  ///
  /// - Parameters:
  ///   - replicas: the wanted pods.
  ///   - type: how pods are updated.
  ///   - partition: pods that stay old.
  ///   - maxUnavailable: pods that may be missing.
  ///   - canChangeInPlace: whether the current revision can become the update revision in place.
  /// - Returns: true if an ImagePullJob is made.
  package static func isWorthwhile(
    replicas: Int, type: CloneSet.UpdateStrategyType, partition: IntOrString,
    maxUnavailable: IntOrString, canChangeInPlace: Bool
  ) -> Bool {
    guard type != .recreate, replicas > smallestSet, canChangeInPlace else { return false }
    let most = maxUnavailable.scaled(total: replicas, roundingUp: false) ?? 0
    let isOneBatch =
      PartitionReplicas.count(partition, replicas: replicas) == 0 && most >= replicas
    return !isOneBatch
  }

  /// Nodes that pull at one time; a percentage of them rounds down, and it is one at least.
  package static func parallelism(_ annotation: String?, nodes: Int) -> Int {
    guard let annotation else { return 1 }
    let value = Int32(annotation).map { IntOrString.int($0) } ?? .string(annotation)
    return max(1, value.scaled(total: nodes, roundingUp: false) ?? 1)
  }
}
