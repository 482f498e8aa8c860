// SPDX-License-Identifier: Apache-2.0

/// The work queue of a controller: keys wait once, and a key is never worked on twice at a time.
///
/// A key that is added while it is worked on is queued again when that work is done, as in
/// client-go's work queue. Keys are small integers, so membership is a flag.
struct WorkQueue: Sendable {
  private var isWaiting: [Bool] = []
  private var isProcessing: [Bool] = []
  private var ring: [UInt32] = []
  private var head = 0
  private let workerCount: Int
  private var busyCount = 0

  init(workerCount: Int) {
    precondition(workerCount > 0, "a controller needs a worker")
    self.workerCount = workerCount
  }

  /// The number of keys that wait for a worker.
  var depth: Int { ring.count - head }

  /// Whether no key waits and none is worked on.
  var isIdle: Bool { busyCount == 0 && depth == 0 }

  /// Whether a worker is free and a key waits.
  var canStart: Bool { busyCount < workerCount && depth > 0 }

  /// Whether a key waits for a worker, or for the end of the work on it.
  func isWaiting(_ key: UInt32) -> Bool {
    Int(key) < isWaiting.count && isWaiting[Int(key)]
  }

  /// Adds a key unless it waits already.
  mutating func add(_ key: UInt32) {
    while Int(key) >= isWaiting.count {
      isWaiting.append(false)
      isProcessing.append(false)
    }
    guard !isWaiting[Int(key)] else { return }
    isWaiting[Int(key)] = true
    if !isProcessing[Int(key)] { ring.append(key) }
  }

  /// Takes the key that has waited longest and occupies a worker with it.
  mutating func start() -> UInt32 {
    precondition(canStart, "no worker is free or no key waits")
    let key = ring[head]
    head += 1
    if head > 1024, head * 2 > ring.count {
      ring.removeFirst(head)
      head = 0
    }
    isWaiting[Int(key)] = false
    isProcessing[Int(key)] = true
    busyCount += 1
    return key
  }

  /// Frees the worker of a key.
  mutating func finish(_ key: UInt32) {
    precondition(isProcessing[Int(key)], "key \(key) is not worked on")
    isProcessing[Int(key)] = false
    busyCount -= 1
    if isWaiting[Int(key)] { ring.append(key) }
  }
}
