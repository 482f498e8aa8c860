// SPDX-License-Identifier: Apache-2.0

package import Manifests

/// Sorts pods by the priorities of an update.
///
/// Follows openkruise/kruise pkg/util/updatesort/priority_sort.go. With weights given, orders are
/// not looked at. A pod without any of the ordered keys goes first.
package struct UpdatePriority: Sendable {
  private let strategy: CloneSet.PriorityStrategy

  /// Takes a strategy, which may be empty.
  package init(_ strategy: CloneSet.PriorityStrategy) {
    self.strategy = strategy
  }

  /// The pods with the greatest priority first, equal ones as they came.
  package func sorted(_ pods: [Int], labels: [LabelSet]) -> [Int] {
    if strategy.weightPriority.isEmpty, strategy.orderPriority.isEmpty { return pods }
    let keys = pods.map { key(of: labels[$0]) }
    return pods.indices.sorted { left, right in
      keys[left] == keys[right] ? left < right : keys[left] < keys[right]
    }.map { pods[$0] }
  }

  /// Two numbers by which pods go, smaller first.
  private func key(of labels: LabelSet) -> (Int64, Int64) {
    if !strategy.weightPriority.isEmpty {
      let weight = strategy.weightPriority.reduce(Int64(0)) { sum, term in
        term.matchSelector.matches(labels) ? sum + Int64(term.weight) : sum
      }
      return (-weight, 0)
    }
    for (level, key) in strategy.orderPriority.enumerated() {
      if let value = labels[key] { return (Int64(level), -Self.trailingNumber(value)) }
    }
    return (-1, 0)
  }

  /// The number at the end of a text; zero if there is none or it is too great.
  package static func trailingNumber(_ text: String) -> Int64 {
    let digits = text.utf8.reversed().prefix {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
    }
    return digits.reversed().reduce(Int64?(0)) { number, digit in
      guard let number else { return nil }
      let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, isTooGreat) = tens.addingReportingOverflow(Int64(digit - UInt8(ascii: "0")))
      return overflow || isTooGreat ? nil : sum
    } ?? 0
  }
}
