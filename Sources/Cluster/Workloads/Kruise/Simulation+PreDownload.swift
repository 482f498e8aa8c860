// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// Images that nodes pull ahead of changes in place.
///
/// The controller creates an ImagePullJob, which asks one node after the other; a daemon there pulls
/// (openkruise/kruise pkg/controller/imagepulljob, pkg/daemon/imagepuller). Assumed: the daemon's
/// pull waits for those of the kubelet, as if both had one queue.
extension Simulation {
  /// Annotations of a workload that steer the job (apis/apps/v1alpha1/imagepulljob_types.go).
  private static let parallelismAnnotation = "apps.kruise.io/image-predownload-parallelism"
  private static let timeoutAnnotation = "apps.kruise.io/image-predownload-timeout-seconds"

  /// Decides once for each revision, at the first sync that sees it.
  mutating func planPreDownload(of index: DeploymentIndex) {
    guard controlPlane.kruiseManager.preDownloadsImages, let kruise = deployments[index].kruise
    else { return }
    let owner = deployments[index]
    let update = owner.template.position
    let current = owner.revisions?.status.currentRevision ?? update
    guard current != update else {
      // Done, and what still waits is not needed.
      for place in pullsAhead.indices where pullsAhead[place].owner == index {
        pullsAhead[place].waiting = []
      }
      return
    }
    guard kruise.preDownloadedRevision != update else { return }
    deployments[index].kruise?.preDownloadedRevision = update
    let strategy = kruise.strategy
    let isWorthwhile = PreDownloadRule.isWorthwhile(
      replicas: owner.specReplicas, type: strategy.type, partition: owner.partition,
      maxUnavailable: strategy.maxUnavailable,
      canChangeInPlace: inPlaceRevisions(of: index, to: update).contains(current))
    let behavior = behaviors[update]
    guard isWorthwhile, behavior.imageBytes > 0 else { return }
    startPullAhead(of: index, kruise, behavior)
  }

  private mutating func startPullAhead(
    of index: DeploymentIndex, _ kruise: KruiseState, _ behavior: PodBehavior
  ) {
    let update = deployments[index].template
    var isAsked = [Bool](repeating: false, count: nodes.count)
    for handle in numberedPods(of: index) where pods[handle].template != update {
      if !pods[handle].node.isNone { isAsked[pods[handle].node.position] = true }
    }
    let asked = nodes.indices.filter { isAsked[$0.position] }
    let seconds = kruise.annotations[Self.timeoutAnnotation].flatMap { Int64($0) } ?? 600
    let annotation = kruise.annotations[Self.parallelismAnnotation]
    let parallelism = PreDownloadRule.parallelism(annotation, nodes: asked.count)
    pullsAhead.append(
      PullAhead(
        owner: index, image: behavior.image, bytes: behavior.imageBytes, parallelism: parallelism,
        timeout: .seconds(max(1, min(seconds, 86_400))), waiting: asked.reversed()))
    askNextNodes(pullsAhead.count - 1)
  }

  /// Asks as many nodes as may pull at one time.
  private mutating func askNextNodes(_ place: Int) {
    while pullsAhead[place].active.count < pullsAhead[place].parallelism,
      let node = pullsAhead[place].waiting.popLast()
    {
      pullsAhead[place].active.append(node)
      // The NodeImage is written, and the daemon of the node sees it.
      schedule(
        .pullAheadSeen(UInt32(place), node),
        after: controlPlane.apiLatency + controlPlane.watchDelay, .kubelet)
      schedule(
        .pullAheadTimedOut(UInt32(place), node), after: pullsAhead[place].timeout, .kubelet)
    }
  }

  /// The daemon of a node begins to pull, if the node lacks the image.
  mutating func beginPullAhead(_ place: Int, on node: NodeIndex) {
    let (image, bytes) = (pullsAhead[place].image, pullsAhead[place].bytes)
    guard nodes.isPresent[node], !health[node.position].isSilent else { return }
    if images.isPresent(image, on: node) {
      endPullsAhead(of: image, on: node)
      return
    }
    pulls[node.position].askAhead(image, bytes: bytes)
    startNextPull(on: node)
  }

  /// The next nodes take the turns of one that holds the image now.
  mutating func endPullsAhead(of image: PullIndex, on node: NodeIndex) {
    for place in pullsAhead.indices where pullsAhead[place].image == image {
      endPullAhead(place, on: node)
    }
  }

  /// The turn of a node ends: it is done, or it took too long.
  mutating func endPullAhead(_ place: Int, on node: NodeIndex) {
    guard let turn = pullsAhead[place].active.firstIndex(of: node) else { return }
    pullsAhead[place].active.remove(at: turn)
    askNextNodes(place)
  }
}
