// SPDX-License-Identifier: Apache-2.0

/// How much work a replay may still do, so that no recording can hang the program.
struct ReplayBudget: Sendable {
  /// The most pods, replicas or events that a case may have.
  static let mostObjects = 200_000
  /// Looks at one pod; a recorded case of 10,000 pods needs about a million.
  private var left = 400_000_000

  /// Takes some looks; false if there are not enough left.
  mutating func spend(_ count: Int) -> Bool {
    left -= count + 256
    return left >= 0
  }
}
