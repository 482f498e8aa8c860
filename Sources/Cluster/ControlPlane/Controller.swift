// SPDX-License-Identifier: Apache-2.0

import Scenario

/// A controller's queue of keys, its client and the events that it reports through that client.
struct Controller: Sendable {
  var queue: WorkQueue
  var client: TokenBucket
  var events = EventSink()

  init(_ kind: ControllerKind, _ block: ControlPlaneBlock) {
    queue = WorkQueue(workerCount: kind.workerCount(block))
    client = TokenBucket(kind.clientRate(block))
  }
}
