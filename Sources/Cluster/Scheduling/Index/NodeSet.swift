// SPDX-License-Identifier: Apache-2.0

/// A set of small numbers that knows its members in order.
///
/// Few members are kept as a sorted list, many as bits with a count for each 4,096 numbers.
/// Insertion and removal take constant time in the second form; the n-th member is found in
/// O(universe / 4,096 + 64).
package struct NodeSet: Sendable {
  /// More members than this are kept as bits.
  package static let greatestListCount = 32
  /// Fewer members than this are kept as a list again.
  private static let leastBitCount = 8
  private static let wordsPerBlock = 64

  package private(set) var count = 0
  private var list: ContiguousArray<UInt32> = []
  private var words: ContiguousArray<UInt64> = []
  private var blocks: ContiguousArray<Block> = []

  /// 64 words.
  private struct Block: BitwiseCopyable {
    /// Which of the words are not 0.
    var summary: UInt64 = 0
    /// The number of members in them.
    var count = 0
  }

  package init() {}

  package var isEmpty: Bool { count == 0 }

  private var hasBits: Bool { !words.isEmpty }

  /// The smallest member.
  package var first: UInt32? {
    guard hasBits else { return list.first }
    for block in blocks.indices where blocks[block].summary != 0 {
      let word = block &* Self.wordsPerBlock &+ blocks[block].summary.trailingZeroBitCount
      return UInt32(word << 6 &+ words[word].trailingZeroBitCount)
    }
    return nil
  }

  package func contains(_ number: UInt32) -> Bool {
    guard hasBits else { return list.contains(number) }
    let word = Int(number >> 6)
    return word < words.count && words[word] & (1 << UInt64(number & 63)) != 0
  }

  /// Adds a number that is no member.
  package mutating func insert(_ number: UInt32) {
    count += 1
    if hasBits {
      setBit(number)
    } else if list.count < Self.greatestListCount {
      list.insert(number, at: place(of: number))
    } else {
      for member in list { setBit(member) }
      setBit(number)
      list.removeAll()
    }
  }

  /// Takes out a number that is a member.
  package mutating func remove(_ number: UInt32) {
    count -= 1
    guard hasBits else {
      list.remove(at: place(of: number))
      return
    }
    let word = Int(number >> 6)
    words[word] &= ~(1 << UInt64(number & 63))
    blocks[word >> 6].count -= 1
    if words[word] == 0 { blocks[word >> 6].summary &= ~(1 << UInt64(word & 63)) }
    if count < Self.leastBitCount { becomeList() }
  }

  /// The member with a number of smaller ones.
  package func member(at place: Int) -> UInt32 {
    precondition(place >= 0 && place < count, "there is no such member")
    guard hasBits else { return list[place] }
    var rest = place
    var block = 0
    while blocks[block].count <= rest {
      rest -= blocks[block].count
      block += 1
    }
    var word = block * Self.wordsPerBlock
    while words[word].nonzeroBitCount <= rest {
      rest -= words[word].nonzeroBitCount
      word += 1
    }
    var bits = words[word]
    for _ in 0..<rest { bits &= bits - 1 }
    return UInt32(word << 6 + bits.trailingZeroBitCount)
  }

  /// The number of members below a bound.
  package func count(below bound: UInt32) -> Int {
    guard hasBits else { return place(of: bound) }
    let last = min(Int(bound >> 6), words.count)
    var sum = 0
    var word = 0
    while word + Self.wordsPerBlock <= last {
      sum += blocks[word / Self.wordsPerBlock].count
      word += Self.wordsPerBlock
    }
    while word < last {
      sum += words[word].nonzeroBitCount
      word += 1
    }
    guard last < words.count, last == Int(bound >> 6) else { return sum }
    return sum + (words[last] & (1 << UInt64(bound & 63) - 1)).nonzeroBitCount
  }

  private func place(of number: UInt32) -> Int {
    var low = 0
    var high = list.count
    while low < high {
      let middle = (low + high) / 2
      if list[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func setBit(_ number: UInt32) {
    let word = Int(number >> 6)
    while words.count <= word {
      words.append(0)
      if words.count % Self.wordsPerBlock == 1 {
        blocks.append(Block())
      }
    }
    words[word] |= 1 << UInt64(number & 63)
    blocks[word >> 6].count += 1
    blocks[word >> 6].summary |= 1 << UInt64(word & 63)
  }

  private mutating func becomeList() {
    var members: ContiguousArray<UInt32> = []
    for word in words.indices {
      var bits = words[word]
      while bits != 0 {
        members.append(UInt32(word << 6 + bits.trailingZeroBitCount))
        bits &= bits - 1
      }
    }
    list = members
    words.removeAll()
    blocks.removeAll()
  }
}
