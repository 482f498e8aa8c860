// SPDX-License-Identifier: Apache-2.0

/// Amounts of the resources that every node has, as the scheduler counts them.
package struct Resources: Hashable, BitwiseCopyable, Sendable {
  /// Thousandths of a CPU core.
  package var cpuMillis: Int64
  /// Bytes of memory.
  package var memoryBytes: Int64
  /// Bytes of local ephemeral storage.
  package var ephemeralStorageBytes: Int64
  /// Number of pods.
  package var podCount: Int64

  /// Amounts beyond this are held at it, so that 2,000 of them can be added and each can be
  /// multiplied by 100 without overflow.
  package static let greatestAmount: Int64 = 1 << 52

  /// Creates amounts; each is 0 if not given.
  package init(
    cpuMillis: Int64 = 0, memoryBytes: Int64 = 0, ephemeralStorageBytes: Int64 = 0,
    podCount: Int64 = 0
  ) {
    self.cpuMillis = cpuMillis
    self.memoryBytes = memoryBytes
    self.ephemeralStorageBytes = ephemeralStorageBytes
    self.podCount = podCount
  }

  /// Nothing of everything.
  package static let zero = Resources()

  /// Adds amounts; sums beyond 64 bits wrap around, so that a later subtraction restores them.
  package static func += (left: inout Resources, right: Resources) {
    left.cpuMillis &+= right.cpuMillis
    left.memoryBytes &+= right.memoryBytes
    left.ephemeralStorageBytes &+= right.ephemeralStorageBytes
    left.podCount &+= right.podCount
  }

  /// Subtracts amounts.
  package static func -= (left: inout Resources, right: Resources) {
    left.cpuMillis &-= right.cpuMillis
    left.memoryBytes &-= right.memoryBytes
    left.ephemeralStorageBytes &-= right.ephemeralStorageBytes
    left.podCount &-= right.podCount
  }

  /// The sum of two amounts.
  package static func + (left: Resources, right: Resources) -> Resources {
    var sum = left
    sum += right
    return sum
  }

  /// The difference of two amounts.
  package static func - (left: Resources, right: Resources) -> Resources {
    var difference = left
    difference -= right
    return difference
  }
}
