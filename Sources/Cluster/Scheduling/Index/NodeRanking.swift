// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// The scores of all nodes for one template, from which the best ones are found.
///
/// Scores stand in the order of the nodes, in blocks of 64. A block knows its best score and how
/// many nodes have it, and is looked over again only if that could matter. So a changed node costs
/// one write, and a search one step for each block; four bytes are kept for each node.
package struct NodeRanking: Sendable {
  /// Stands for a score where filters that look at the pods of the node reject it.
  package static let infeasible = Int32.min + 1
  /// Stands for a score where filters that look at the node without its pods reject it.
  package static let excluded = Int32.min

  private static let blockSize = 64

  /// What is known of 64 nodes in a row.
  private struct Block: BitwiseCopyable, Sendable {
    /// The best score; if no node has it any more, all scores are less.
    var best = NodeRanking.infeasible
    /// The number of nodes with the best score.
    var count: Int32 = 0
  }

  /// The number of nodes.
  package private(set) var count = 0
  /// The number of feasible nodes.
  package private(set) var feasibleCount = 0
  /// The best score of all, as of the last `settle`.
  package private(set) var best = NodeRanking.excluded
  /// The number of nodes with it, as of the last `settle`.
  package private(set) var bestCount = 0
  private var firstBlock = 0
  /// Full blocks, filled up with infeasible places.
  private var scores: ContiguousArray<Int32> = []
  private var blocks: ContiguousArray<Block> = []

  /// Creates a ranking of no nodes.
  package init() {}

  /// The score of a place, or what stands for one.
  package subscript(place: UInt32) -> Int32 { scores[Int(place)] }

  /// Whether the node at a place can take the pod.
  package func isFeasible(_ place: UInt32) -> Bool { scores[Int(place)] > Self.infeasible }

  package mutating func removeAll() {
    scores.removeAll(keepingCapacity: true)
    blocks.removeAll(keepingCapacity: true)
    (count, feasibleCount, bestCount) = (0, 0, 0)
  }

  /// Adds infeasible nodes at the end.
  package mutating func grow(to count: Int) {
    self.count = max(self.count, count)
    while scores.count < count {
      scores.append(contentsOf: repeatElement(Self.infeasible, count: Self.blockSize))
      blocks.append(Block(count: Int32(Self.blockSize)))
    }
  }

  /// Sets the score of a place, or what stands for one.
  package mutating func set(_ score: Int32, at place: UInt32) {
    let change = Self.set(score, place, &scores, &blocks)
    feasibleCount += change
  }

  /// Sets the scores of many nodes.
  mutating func set(
    _ results: ContiguousArray<Int64>, of nodes: ContiguousArray<NodeIndex>, _ order: NodeOrder
  ) {
    let change = Self.set(results, of: nodes, order, &scores, &blocks)
    feasibleCount += change
  }

  private static func set(
    _ score: Int32, _ place: UInt32, _ scores: inout ContiguousArray<Int32>,
    _ blocks: inout ContiguousArray<Block>
  ) -> Int {
    var scores = scores.mutableSpan
    var blocks = blocks.mutableSpan
    return set(score, Int(place), &scores, &blocks)
  }

  private static func set(
    _ results: ContiguousArray<Int64>, of nodes: ContiguousArray<NodeIndex>, _ order: NodeOrder,
    _ scores: inout ContiguousArray<Int32>, _ blocks: inout ContiguousArray<Block>
  ) -> Int {
    // Spans are checked for unique ownership once, not at each write.
    var scores = scores.mutableSpan
    var blocks = blocks.mutableSpan
    var change = 0
    for position in nodes.indices {
      let place = Int(order.place(of: nodes[position]))
      change += set(NodeResults.score(results[position]), place, &scores, &blocks)
    }
    return change
  }

  /// Returns by how much the number of feasible nodes changes.
  @inline(__always)
  private static func set(
    _ score: Int32, _ place: Int, _ scores: inout MutableSpan<Int32>,
    _ blocks: inout MutableSpan<Block>
  ) -> Int {
    let old = scores[place]
    if old == score { return 0 }
    scores[place] = score
    let number = place / blockSize
    var block = blocks[number]
    if score > block.best {
      block = Block(best: score, count: 1)
    } else {
      if score == block.best { block.count += 1 }
      if old == block.best { block.count -= 1 }
    }
    blocks[number] = block
    return (score > infeasible ? 1 : 0) - (old > infeasible ? 1 : 0)
  }

  /// Finds the best score again after changes.
  package mutating func settle() {
    guard survey() > best else { return }
    // A block that lost its best nodes matters only if what it had was better than all others.
    for number in blocks.indices where blocks[number].count == 0 && blocks[number].best > best {
      look(over: number)
      best = max(best, blocks[number].best)
    }
    _ = survey()
  }

  /// Compares the blocks; returns what those that lost their best nodes may have at most.
  private mutating func survey() -> Int32 {
    (best, bestCount, firstBlock) = (Self.excluded, 0, 0)
    var bound = Self.excluded
    for number in blocks.indices {
      let block = blocks[number]
      if block.count == 0 {
        bound = max(bound, block.best)
      } else if block.best > best {
        (best, bestCount, firstBlock) = (block.best, Int(block.count), number)
      } else if block.best == best {
        bestCount += Int(block.count)
      }
    }
    return bound
  }

  private mutating func look(over number: Int) {
    blocks[number] = Self.block(scores, from: number * Self.blockSize)
  }

  private static func block(_ scores: ContiguousArray<Int32>, from start: Int) -> Block {
    let scores = scores.span
    var block = Block(best: excluded, count: 0)
    for place in start..<start + blockSize { block.best = max(block.best, scores[place]) }
    for place in start..<start + blockSize where scores[place] == block.best { block.count += 1 }
    return block
  }

  /// The place of the first node with the best score.
  package var first: UInt32 { member(at: 0) }

  /// The place of the node with the best score that has a number of others before it.
  package func member(at number: Int) -> UInt32 {
    precondition(number >= 0 && number < bestCount, "there is no such node")
    var rest = number
    var block = firstBlock
    while blocks[block].best != best || Int(blocks[block].count) <= rest {
      if blocks[block].best == best { rest -= Int(blocks[block].count) }
      block += 1
    }
    var place = block * Self.blockSize
    while true {
      if scores[place] == best {
        if rest == 0 { return UInt32(place) }
        rest -= 1
      }
      place += 1
    }
  }
}
