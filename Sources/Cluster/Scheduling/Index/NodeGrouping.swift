// SPDX-License-Identifier: Apache-2.0

/// Feasible nodes in groups that are alike for all plugins that look beyond a node.
struct NodeGrouping: Sendable {
  /// Stands for the group of a node that is in none.
  private static let none: Int32 = -1

  /// The groups; some may be empty.
  private(set) var groups: ContiguousArray<NodeGroup> = []
  /// The groups with nodes.
  private(set) var live: ContiguousArray<Int32> = []
  private var groupOfKey: [GroupKey: Int32] = [:]
  private var freeGroups: ContiguousArray<Int32> = []
  private var groupOfPlace: ContiguousArray<Int32> = []

  /// The group of the node at a place, or nil if it is in none.
  func group(at place: UInt32) -> Int32? {
    let group = groupOfPlace[Int(place)]
    return group == Self.none ? nil : group
  }

  /// The best level of a group with nodes.
  subscript(top group: Int32) -> NodeGroup.Level {
    _read { yield groups[Int(group)].levels[groups[Int(group)].levels.count - 1] }
  }

  mutating func removeAll() {
    groups.removeAll(keepingCapacity: true)
    live.removeAll(keepingCapacity: true)
    groupOfKey.removeAll(keepingCapacity: true)
    freeGroups.removeAll(keepingCapacity: true)
    groupOfPlace.removeAll(keepingCapacity: true)
  }

  mutating func grow(to count: Int) {
    let missing = count - groupOfPlace.count
    if missing > 0 { groupOfPlace.append(contentsOf: repeatElement(Self.none, count: missing)) }
  }

  /// Puts the node at a place in the group of a key; `old` is its score if it is in a group.
  mutating func put(_ place: UInt32, _ key: GroupKey, _ score: Int32, old: Int32) {
    let group = groupOfPlace[Int(place)]
    if group != Self.none {
      if groups[Int(group)].key == key {
        if old != score { groups[Int(group)].move(place, from: old, to: score) }
        return
      }
      remove(place, score: old)
    }
    let chosen = self.group(of: key)
    groupOfPlace[Int(place)] = chosen
    if groups[Int(chosen)].count == 0 {
      groups[Int(chosen)].livePlace = live.count
      live.append(chosen)
    }
    groups[Int(chosen)].insert(place, score: score)
  }

  /// Takes the node at a place out of its group.
  mutating func remove(_ place: UInt32, score: Int32) {
    let group = groupOfPlace[Int(place)]
    groups[Int(group)].remove(place, score: score)
    groupOfPlace[Int(place)] = Self.none
    if groups[Int(group)].count == 0 { retire(group) }
  }

  private mutating func group(of key: GroupKey) -> Int32 {
    if let last = live.last, groups[Int(last)].key == key { return last }
    if let group = groupOfKey[key] { return group }
    let group: Int32
    if let free = freeGroups.popLast() {
      group = free
      groups[Int(free)] = NodeGroup(key: key)
    } else {
      group = Int32(groups.count)
      groups.append(NodeGroup(key: key))
    }
    groupOfKey[key] = group
    return group
  }

  private mutating func retire(_ group: Int32) {
    let place = groups[Int(group)].livePlace
    if let last = live.popLast(), place < live.count {
      live[place] = last
      groups[Int(last)].livePlace = place
    }
    groups[Int(group)].livePlace = -1
    groupOfKey[groups[Int(group)].key] = nil
    freeGroups.append(group)
  }
}
