// SPDX-License-Identifier: Apache-2.0

package import EventKernel

/// What the controller of a StatefulSetPlus remembers of a release.
package struct BatchReleaseState: Hashable, Sendable {
  /// Where a release is.
  package enum Phase: Hashable, BitwiseCopyable, Sendable {
    /// Nothing is released: all pods shall have the target.
    case settled
    /// The last batch begun is under way.
    case updating
    /// The last batch begun is done; the next waits for its time or for a confirmation.
    case waiting
    /// The last batch begun goes back to the good revision.
    case rollingBack
    /// All batches go back, the last first.
    case rollingBackAll
    /// A batch has gone back; an operator must say what next.
    case rolledBack
    /// All batches have gone back; only another template brings a new release.
    case abandoned
  }

  /// What an operator can ask for.
  package enum Order: String, CaseIterable, Sendable {
    /// Confirms the batch that is done, or tries the batch that went back once more.
    case next = "Next"
    /// Takes the last batch back.
    case rollbackBatch = "RollbackBatch"
    /// Takes all batches back.
    case rollbackAll = "RollbackAll"
  }

  /// Where the release is.
  package private(set) var phase = Phase.settled
  /// The revision that is released, or that all pods have.
  package private(set) var targetRevision: Int
  /// The last revision that all pods had.
  package private(set) var goodRevision: Int
  /// The ordinals of each batch begun and not taken back, highest first.
  package private(set) var batches: [[Int]] = []
  /// The number of pods when the release began, which the sizes of the batches refer to.
  package private(set) var replicasAtStart = 0
  /// When the batch under way has failed; nil for never.
  package private(set) var deadline: SimulationTime?
  /// When the next batch may begin by itself.
  package private(set) var nextBatchAt: SimulationTime?
  /// Whether an operator has confirmed the batch that is done.
  package private(set) var isConfirmed = false
  /// Since when the release is held back; nil if it is not.
  package private(set) var pausedSince: SimulationTime?
  /// The batch, counted from one, that missed its deadline and so went back by itself.
  package private(set) var failedOrder: Int?

  /// Creates the memory of a set whose pods all have one revision.
  package init(revision: Int) {
    targetRevision = revision
    goodRevision = revision
  }

  // MARK: What happens

  /// Begins the release of another revision, or takes all back if it is the good one.
  mutating func setTarget(_ revision: Int, replicas: Int, at now: SimulationTime) {
    guard revision != targetRevision else { return }
    targetRevision = revision
    failedOrder = nil
    isConfirmed = false
    if revision == goodRevision {
      deadline = nil
      nextBatchAt = nil
      phase = batches.isEmpty ? .settled : .rollingBackAll
      return
    }
    batches = []
    deadline = nil
    replicasAtStart = replicas
    nextBatchAt = now
    phase = .waiting
  }

  /// Notes whether the release is held back; time that passes meanwhile does not count.
  mutating func setPaused(_ isPaused: Bool, at now: SimulationTime) {
    guard isPaused != (pausedSince != nil) else { return }
    guard let since = pausedSince else {
      pausedSince = now
      return
    }
    pausedSince = nil
    deadline = deadline.map { $0 + (now - since) }
    nextBatchAt = nextBatchAt.map { $0 + (now - since) }
  }

  /// Forgets pods that scaling in takes: if they come back, no batch has had them.
  mutating func forget(ordinalsFrom replicas: Int) {
    for place in batches.indices where batches[place].first.map({ $0 >= replicas }) ?? false {
      batches[place].removeAll { $0 >= replicas }
    }
  }

  mutating func beginBatch(_ members: [Int], deadline: SimulationTime?) {
    batches.append(members)
    self.deadline = deadline
    nextBatchAt = nil
    isConfirmed = false
    phase = .updating
  }

  mutating func endBatch(nextAt: SimulationTime?) {
    phase = .waiting
    deadline = nil
    nextBatchAt = nextAt
  }

  mutating func failBatch() {
    phase = .rollingBack
    deadline = nil
    failedOrder = batches.count
  }

  /// All pods have the target.
  mutating func complete() {
    phase = .settled
    goodRevision = targetRevision
    nextBatchAt = nil
    isConfirmed = false
  }

  /// The last batch has gone back.
  mutating func endRollback() {
    batches.removeLast()
    guard phase == .rollingBackAll else {
      phase = .rolledBack
      return
    }
    guard batches.isEmpty else { return }
    phase = targetRevision == goodRevision ? .settled : .abandoned
  }

  // MARK: Orders

  /// Carries out an order; false if it makes no sense now.
  package mutating func obey(_ order: Order, at now: SimulationTime) -> Bool {
    switch (order, phase) {
    case (.next, .waiting):
      isConfirmed = true
    case (.next, .rolledBack):
      phase = .waiting
      nextBatchAt = now
      isConfirmed = true
      failedOrder = nil
    case (.rollbackBatch, .updating), (.rollbackBatch, .waiting), (.rollbackBatch, .rolledBack):
      guard !batches.isEmpty else { return false }
      stopForRollback(.rollingBack)
    case (.rollbackAll, .updating), (.rollbackAll, .waiting), (.rollbackAll, .rolledBack),
      (.rollbackAll, .rollingBack):
      stopForRollback(batches.isEmpty ? .abandoned : .rollingBackAll)
    default: return false
    }
    return true
  }

  private mutating func stopForRollback(_ next: Phase) {
    phase = next
    deadline = nil
    nextBatchAt = nil
    isConfirmed = false
  }
}
