// SPDX-License-Identifier: Apache-2.0

/// Feasible nodes that are alike for all plugins that look beyond a node, by their own score.
struct NodeGroup: Sendable {
  /// The nodes with one score.
  struct Level: Sendable {
    let score: Int32
    var nodes = NodeSet()
  }

  let key: GroupKey
  /// The place of the group in the list of groups with nodes.
  var livePlace = -1
  /// The number of nodes.
  private(set) var count = 0
  /// The nodes by score, the best last.
  private(set) var levels: ContiguousArray<Level> = []

  init(key: GroupKey) {
    self.key = key
  }

  mutating func insert(_ place: UInt32, score: Int32) {
    count += 1
    let level = level(of: score)
    if level == levels.count || levels[level].score != score {
      levels.insert(Level(score: score), at: level)
    }
    levels[level].nodes.insert(place)
  }

  mutating func remove(_ place: UInt32, score: Int32) {
    count -= 1
    let level = level(of: score)
    levels[level].nodes.remove(place)
    if levels[level].nodes.isEmpty { levels.remove(at: level) }
  }

  /// Moves a node to another level.
  ///
  /// Scores change by a point or two at a time, so the new level is mostly next to the old one.
  mutating func move(_ place: UInt32, from old: Int32, to new: Int32) {
    let from = level(of: old)
    let to = new < old ? from - 1 : from + 1
    guard to >= 0, to < levels.count, levels[to].score == new, levels[from].nodes.count > 1 else {
      remove(place, score: old)
      insert(place, score: new)
      return
    }
    levels[from].nodes.remove(place)
    levels[to].nodes.insert(place)
  }

  /// The first level with at least a score; most changes are near the best.
  private func level(of score: Int32) -> Int {
    var high = levels.count
    if high > 0, levels[high - 1].score < score { return high }
    var low = 0
    while low < high {
      let middle = (low + high) / 2
      if levels[middle].score < score { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
