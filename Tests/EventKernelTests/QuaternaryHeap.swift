// SPDX-License-Identifier: Apache-2.0

/// A heap with four children a node and explicit sequence numbers: the oracle for large queues.
struct QuaternaryHeap {
  typealias Entry = SortedReference.Entry

  private var entries: [Entry] = []
  private var nextSequence = 0

  var count: Int { entries.count }

  mutating func schedule(at time: Int64, phase: UInt8) -> Int {
    let entry = Entry(time: time, phase: phase, sequence: nextSequence)
    nextSequence += 1
    entries.append(entry)
    var hole = entries.count - 1
    while hole > 0, Self.goesBefore(entry, entries[(hole - 1) / 4]) {
      entries[hole] = entries[(hole - 1) / 4]
      hole = (hole - 1) / 4
    }
    entries[hole] = entry
    return entry.sequence
  }

  mutating func popFirst() -> Entry? {
    guard let last = entries.popLast() else { return nil }
    guard let first = entries.first else { return last }
    var hole = 0
    while let child = smallestChild(of: hole), Self.goesBefore(entries[child], last) {
      entries[hole] = entries[child]
      hole = child
    }
    entries[hole] = last
    return first
  }

  private func smallestChild(of node: Int) -> Int? {
    let children = (node * 4 + 1)..<min(node * 4 + 5, max(node * 4 + 1, entries.count))
    return children.min { Self.goesBefore(entries[$0], entries[$1]) }
  }

  private static func goesBefore(_ left: Entry, _ right: Entry) -> Bool {
    (left.time, left.phase, left.sequence) < (right.time, right.phase, right.sequence)
  }
}
