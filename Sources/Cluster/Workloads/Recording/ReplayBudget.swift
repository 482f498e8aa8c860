// SPDX-License-Identifier: Apache-2.0

/// How much work a replay may still do, so that no recording can hang the program.
package struct ReplayBudget: Sendable {
  /// The most pods, replicas or events that a case may have.
  static let mostObjects = 200_000
  /// Looks at one pod that a replay may take; a recorded case of 10,000 pods takes a million.
  package static let standard = 100_000_000
  private var left: Int

  /// Creates a budget of some looks.
  init(looks: Int) {
    left = looks
  }

  /// Takes some looks; false if there are not enough left.
  mutating func spend(_ count: Int) -> Bool {
    left -= count + 256
    return left >= 0
  }
}
