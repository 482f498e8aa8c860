// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// A binary heap of places in a queue, of which stale ones are skipped by the owner.
struct PodHeap: Sendable {
  /// One place; less means earlier.
  struct Item: BitwiseCopyable, Sendable {
    /// The end of the back-off; zero where it does not order.
    var window: Int64
    /// The priority; higher goes first.
    var priority: Int32
    /// The slot of the pod.
    var slot: UInt32
    /// When the pod was queued.
    var time: Int64
    /// Order of arrival; also tells whether the item still stands for the pod.
    var sequence: UInt64

    static func < (left: Item, right: Item) -> Bool {
      if left.window != right.window { return left.window < right.window }
      if left.priority != right.priority { return left.priority > right.priority }
      if left.time != right.time { return left.time < right.time }
      return left.sequence < right.sequence
    }
  }

  private var items: ContiguousArray<Item> = []

  var count: Int { items.count }
  var first: Item? { items.first }

  mutating func push(_ item: Item) {
    items.append(item)
    var child = items.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard items[child] < items[parent] else { return }
      items.swapAt(child, parent)
      child = parent
    }
  }

  @discardableResult
  mutating func pop() -> Item? {
    guard let top = items.first, let last = items.popLast() else { return nil }
    guard !items.isEmpty else { return top }
    items[0] = last
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < items.count else { return top }
      if child + 1 < items.count, items[child + 1] < items[child] { child += 1 }
      guard items[child] < items[parent] else { return top }
      items.swapAt(child, parent)
      parent = child
    }
  }
}
