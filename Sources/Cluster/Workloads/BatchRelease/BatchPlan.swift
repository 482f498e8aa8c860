// SPDX-License-Identifier: Apache-2.0

package import Manifests

/// How the pods of a StatefulSetPlus are split into batches.
package struct BatchPlan: Hashable, Sendable {
  /// The sizes of the batches.
  package enum Sizes: Hashable, Sendable {
    /// As equal as whole pods allow, the first ones greater.
    case equal
    /// Pods of each batch.
    case counts([Int])
    /// Percent of the pods of each batch; rounded up from the start of the release to its end.
    case percents([Int])
  }

  /// The number of batches; at least one.
  package let count: Int
  /// The sizes.
  package let sizes: Sizes
  /// The ordinals that a batch was given by hand; empty for a batch that takes the highest ones.
  package let picked: [[Int]]

  /// Creates a plan of one batch at least.
  package init(count: Int, sizes: Sizes = .equal, picked: [[Int]] = []) {
    self.count = max(1, count)
    self.sizes = sizes
    self.picked = picked
  }

  /// The plan that a manifest describes; names of pods that are none of its own are left out.
  package init(_ strategy: StatefulSetPlus.UpdateStrategy, name: String) {
    let numbers = strategy.podsNumToUpdate.map { size -> Int in
      if case .int(let number) = size { Int(number) } else { Int(size.percent ?? 0) }
    }
    let isPercent = strategy.podsNumToUpdate.contains { $0.percent != nil }
    let sizes: Sizes =
      numbers.isEmpty ? .equal : (isPercent ? .percents(numbers) : .counts(numbers))
    let picked = strategy.podsToUpdate.map { names in
      names.compactMap { Self.ordinal(of: $0, owner: name) }
    }
    self.init(count: Int(strategy.batchNum), sizes: sizes, picked: picked)
  }

  /// The ordinal in a pod's name: `web-12` of `web` is 12.
  package static func ordinal(of pod: String, owner: String) -> Int? {
    guard pod.hasPrefix(owner + "-") else { return nil }
    let digits = pod.dropFirst(owner.count + 1)
    guard !digits.isEmpty, digits.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
    return Int(digits)
  }

  /// The number of pods that shall be updated when a batch, counted from zero, has ended.
  package func pods(upToBatch batch: Int, of replicas: Int) -> Int {
    if batch >= count - 1 { return replicas }
    switch sizes {
    case .equal: return ((batch + 1) * replicas + count - 1) / count
    case .counts(let counts): return min(replicas, counts.prefix(batch + 1).reduce(0, +))
    case .percents(let percents):
      let percent = min(100, percents.prefix(batch + 1).reduce(0, +))
      return (percent * replicas + 99) / 100
    }
  }

  /// The number of pods of a batch, counted from zero.
  package func size(ofBatch batch: Int, of replicas: Int) -> Int {
    let before = batch == 0 ? 0 : pods(upToBatch: batch - 1, of: replicas)
    return pods(upToBatch: batch, of: replicas) - before
  }

  /// The pods of the next batch, highest ordinal first, out of those that no batch has had.
  ///
  /// The last planned batch takes all that is left. What is still left after it, since pods were
  /// added or picked by hand, makes one more batch.
  ///
  /// - Parameters:
  ///   - batch: the batch, counted from zero.
  ///   - isFree: for each ordinal, whether no batch has had it.
  ///   - replicas: the number of pods when the release began.
  /// - Returns: the ordinals; empty if the pods picked for the batch are gone.
  package func members(ofBatch batch: Int, isFree: [Bool], replicas: Int) -> [Int] {
    if batch < picked.count, !picked[batch].isEmpty {
      return picked[batch].filter { isFree.indices.contains($0) && isFree[$0] }
        .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }.sorted(by: >)
    }
    guard batch < count - 1 else { return isFree.indices.reversed().filter { isFree[$0] } }
    var isOpen = isFree
    for later in picked.dropFirst(batch + 1) {
      for ordinal in later where isOpen.indices.contains(ordinal) { isOpen[ordinal] = false }
    }
    let size = size(ofBatch: batch, of: replicas)
    return Array(isOpen.indices.reversed().lazy.filter { isOpen[$0] }.prefix(size))
  }
}
