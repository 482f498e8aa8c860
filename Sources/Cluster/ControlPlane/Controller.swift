// SPDX-License-Identifier: Apache-2.0

import Scenario

/// A controller's queue of keys, its client and the syncs that its workers are busy with.
struct Controller: Sendable {
  var queue: WorkQueue
  var client: TokenBucket

  init(_ block: ControlPlaneBlock) {
    queue = WorkQueue(workerCount: max(1, block.concurrentSyncs))
    client = TokenBucket(block.controllerManager)
  }
}
