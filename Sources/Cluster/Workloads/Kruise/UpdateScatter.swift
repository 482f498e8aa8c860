// SPDX-License-Identifier: Apache-2.0

package import Manifests

/// Interleaves pods with a given label evenly among the others.
///
/// Follows openkruise/kruise pkg/util/updatesort/scatter_sort.go, its oddities included: the last
/// matching pod always goes to the end, one matching or one other pod is left where it is, and of
/// several terms those that match nothing are dropped.
package struct UpdateScatter: Sendable {
  private let terms: [LabelSet.Label]

  /// Takes the labels of a strategy, which may be empty.
  package init(_ terms: [LabelSet.Label]) {
    self.terms = terms
  }

  /// The pods in the new order; `labels` are those of all pods of the set.
  package func sorted(_ pods: [Int], labels: [LabelSet]) -> [Int] {
    guard !terms.isEmpty, pods.count > 1 else { return pods }
    return termsByMatches(pods, labels).reduce(pods) { scattered($0, by: $1, labels) }
  }

  /// The terms with the most matches first; a single one as it is.
  private func termsByMatches(_ pods: [Int], _ labels: [LabelSet]) -> [LabelSet.Label] {
    guard terms.count > 1 else { return terms }
    var counted: [(term: LabelSet.Label, count: Int)] = []
    for term in terms {
      let matches = pods.count { labels[$0][term.key] == term.value }
      guard matches > 0 else { continue }
      if let known = counted.firstIndex(where: { $0.term == term }) {
        counted[known].count += matches
      } else {
        counted.append((term, matches))
      }
    }
    return counted.indices.sorted { left, right in
      counted[left].count == counted[right].count
        ? left < right : counted[left].count > counted[right].count
    }.map { counted[$0].term }
  }

  private func scattered(
    _ pods: [Int], by term: LabelSet.Label, _ labels: [LabelSet]
  ) -> [Int] {
    // A missing label reads as an empty value.
    func isMatch(_ pod: Int) -> Bool { (labels[pod][term.key] ?? "") == term.value }
    var matched = pods.filter(isMatch)
    var others = pods.filter { !isMatch($0) }
    guard matched.count > 1, others.count > 1 else { return pods }
    let totalMatched = labels.indices.count(where: isMatch)
    let last = matched.removeLast()
    let groups = Groups(
      totalMatched: totalMatched - 1, totalOthers: labels.count - totalMatched,
      matched: matched.count, others: others.count)
    var order: [Int] = []
    Self.move(groups.othersFirst, from: &others, to: &order)
    for _ in 0..<groups.count {
      Self.move(groups.matchedSize, from: &matched, to: &order)
      Self.move(groups.othersSize, from: &others, to: &order)
    }
    return order + matched + others + [last]
  }

  private static func move(_ count: Int, from source: inout [Int], to target: inout [Int]) {
    let moved = min(count, source.count)
    target += source.prefix(moved)
    source.removeFirst(moved)
  }

  /// How many pods of both kinds alternate.
  private struct Groups {
    var count: Int
    var matchedSize: Int
    var othersSize: Int
    var othersFirst = 0

    init(matched: Int, others: Int) {
      count = min(matched, others)
      matchedSize = Int((Double(matched) / Double(count)).rounded())
      othersSize = Int((Double(others) / Double(count)).rounded())
    }

    /// Groups as dense as in the whole set when the pods to update match more rarely.
    init(totalMatched: Int, totalOthers: Int, matched: Int, others: Int) {
      let total = Groups(matched: totalMatched, others: totalOthers)
      self.init(matched: matched, others: others)
      let totalRatio = Float(totalOthers) / Float(totalMatched)
      if totalRatio >= Float(others) / Float(matched) { return }
      matchedSize = total.matchedSize
      othersSize = total.othersSize
      count = min(matched / matchedSize, others / othersSize)
      othersFirst = others - count * othersSize
    }
  }
}
