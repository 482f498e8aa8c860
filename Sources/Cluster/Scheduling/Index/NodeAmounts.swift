// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// CPU, memory and the like of all nodes as the indexes of a scheduler read them: side by side, as
/// double-precision numbers, which are exact here and are divided several at a time.
struct NodeAmounts: Sendable {
  /// Amounts below this stay exact, also if they are added and the sum is taken 100 times.
  private static let exactBound: Int64 = 1 << 45

  /// One node.
  struct Row: BitwiseCopyable, Sendable {
    /// Free CPU, memory, ephemeral storage and pods.
    var free = SIMD4<Double>(repeating: -1)
    /// Allocatable CPU and memory.
    var whole = SIMD2<Double>(repeating: 1)
    /// Requested CPU and memory.
    var taken = SIMD2<Double>.zero
    /// The same, with the defaults for containers that ask for none.
    var nonZeroTaken = SIMD2<Double>.zero
    /// The evenness of CPU and memory from 0 to 100 without a further pod.
    var balance: Int64 = 0
    /// Whether all of the above is exact.
    var isExact = false
  }

  private(set) var rows: ContiguousArray<Row> = []
  private var position = 0

  /// Brings the rows of changed nodes up to date.
  mutating func update(_ nodes: borrowing NodeTable) {
    let end = nodes.changes.end
    if position == end { return }
    if position < nodes.changes.start || end - position > nodes.count {
      rows.removeAll(keepingCapacity: true)
      for node in nodes.indices { rows.append(Self.row(node, nodes)) }
    } else {
      while rows.count < nodes.count { rows.append(Row()) }
      for change in nodes.changes.changes(from: position) {
        rows[change.node.position] = Self.row(change.node, nodes)
      }
    }
    position = end
  }

  private static func row(_ node: NodeIndex, _ nodes: borrowing NodeTable) -> Row {
    let whole = nodes.allocatable[node]
    let taken = nodes.requested[node]
    let nonZeroTaken = nodes.nonZeroRequested[node]
    guard isExact(whole), isExact(taken), isExact(nonZeroTaken), whole.cpuMillis > 0,
      whole.memoryBytes > 0
    else { return Row() }
    let free = whole - taken
    return Row(
      free: SIMD4(
        Double(free.cpuMillis), Double(free.memoryBytes), Double(free.ephemeralStorageBytes),
        Double(free.podCount)),
      whole: pair(whole), taken: pair(taken), nonZeroTaken: pair(nonZeroTaken),
      balance: NodeResourcesBalancedAllocation.balance(pair(taken) / pair(whole)), isExact: true)
  }

  /// Whether computing with amounts as double-precision numbers is exact.
  static func isExact(_ amounts: Resources) -> Bool {
    func isSmall(_ amount: Int64) -> Bool { amount >= 0 && amount < exactBound }
    return isSmall(amounts.cpuMillis) && isSmall(amounts.memoryBytes)
      && isSmall(amounts.ephemeralStorageBytes) && isSmall(amounts.podCount)
  }

  /// CPU and memory.
  static func pair(_ amounts: Resources) -> SIMD2<Double> {
    SIMD2(Double(amounts.cpuMillis), Double(amounts.memoryBytes))
  }
}
