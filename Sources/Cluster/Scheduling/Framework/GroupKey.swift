// SPDX-License-Identifier: Apache-2.0

/// Numbers that describe a node for the plugins that look beyond it.
///
/// Nodes with equal keys are alike for them, so they are asked about one node of each group.
package struct GroupKey: BitwiseCopyable, Hashable, Sendable {
  /// The most numbers that a key holds; with more, nodes are not grouped.
  static let capacity = 14

  private var numbers: InlineArray<14, Int32> = .init(repeating: 0)
  private(set) var count = 0
  /// Whether there were more numbers than the key can hold, or one too large.
  private(set) var isOverfull = false

  /// Creates an empty key.
  init() {}

  /// Adds a number.
  package mutating func append(_ number: Int) {
    guard count < Self.capacity, let small = Int32(exactly: number) else {
      isOverfull = true
      return
    }
    numbers[count] = small
    count += 1
  }

  subscript(position: Int) -> Int { Int(numbers[position]) }

  package static func == (left: GroupKey, right: GroupKey) -> Bool {
    guard left.count == right.count else { return false }
    for position in 0..<left.count where left.numbers[position] != right.numbers[position] {
      return false
    }
    return true
  }

  package func hash(into hasher: inout Hasher) {
    for position in 0..<count { hasher.combine(numbers[position]) }
  }
}
