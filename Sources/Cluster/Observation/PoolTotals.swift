// SPDX-License-Identifier: Apache-2.0

/// What the nodes of a pool offer and carry.
struct PoolTotals: Sendable {
  private(set) var readyNodes = 0
  private(set) var allocatableCores = 0.0
  private(set) var requestedCores = 0.0
  private(set) var allocatableBytes = 0.0
  private(set) var requestedBytes = 0.0

  /// Adds a node; one that is not ready offers nothing.
  mutating func add(allocatable: Resources, requested: Resources, isReady: Bool) {
    requestedCores += Double(requested.cpuMillis) / 1000
    requestedBytes += Double(requested.memoryBytes)
    guard isReady else { return }
    readyNodes += 1
    allocatableCores += Double(allocatable.cpuMillis) / 1000
    allocatableBytes += Double(allocatable.memoryBytes)
  }
}
