// SPDX-License-Identifier: Apache-2.0

/// A named source of random numbers that depends on the seed and its name alone.
///
/// Each use of luck has a stream of its own, such as `arrivals/web`: a new stream moves no other, and
/// two variants of a model that share seed and names see the same luck. The generator is
/// xoshiro256++ (Blackman and Vigna, 2019), about a nanosecond a draw. All numbers are equal on every
/// platform.
public struct RandomStream: Hashable, BitwiseCopyable, Sendable {
  @usableFromInline var s0: UInt64
  @usableFromInline var s1: UInt64
  @usableFromInline var s2: UInt64
  @usableFromInline var s3: UInt64

  /// Creates the stream of a name.
  public init(seed: UInt64, name: String) {
    self.init(key: Self.hash(of: name, seed: seed))
  }

  /// Creates one of many streams of a name, one per entity, without building a string for each.
  public init(seed: UInt64, name: String, index: Int) {
    let index = UInt64(bitPattern: Int64(index))
    self.init(key: Self.scramble(Self.hash(of: name, seed: seed) ^ Self.scramble(index &+ 1)))
  }

  /// Creates a stream that continues from the four words of a generator, not all zero.
  public init(state: (UInt64, UInt64, UInt64, UInt64)) {
    precondition(state.0 | state.1 | state.2 | state.3 != 0, "the state must not be all zero")
    (s0, s1, s2, s3) = state
  }

  /// Spreads 64 bits over the state by splitmix64, as the generator's authors advise.
  private init(key: UInt64) {
    let gamma: UInt64 = 0x9E37_79B9_7F4A_7C15
    s0 = Self.scramble(key &+ gamma)
    s1 = Self.scramble(key &+ gamma &* 2)
    s2 = Self.scramble(key &+ gamma &* 3)
    s3 = Self.scramble(key &+ gamma &* 4)
  }

  /// The 64-bit FNV-1a hash of a name, mixed with the seed.
  private static func hash(of name: String, seed: UInt64) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return scramble(hash ^ scramble(seed &+ 0x9E37_79B9_7F4A_7C15))
  }

  /// The bijection of splitmix64 (Steele, Lea and Flood, 2014): every bit depends on all others.
  private static func scramble(_ word: UInt64) -> UInt64 {
    var mixed = (word ^ (word &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed &>> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed &>> 31)
  }

  /// Draws 64 random bits.
  @inlinable
  public mutating func nextUInt64() -> UInt64 {
    let sum = s0 &+ s3
    let result = (sum &<< 23 | sum &>> 41) &+ s0
    let shifted = s1 &<< 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = s3 &<< 45 | s3 &>> 19
    return result
  }

  /// Draws a whole number from 0 up to but not including a bound, all equally likely.
  ///
  /// After Lemire, "Fast random integer generation in an interval" (2019): no division in most draws.
  @inlinable
  public mutating func next(below bound: UInt64) -> UInt64 {
    precondition(bound > 0, "there is no number below zero to draw")
    var product = nextUInt64().multipliedFullWidth(by: bound)
    if product.low < bound {
      let excess = (0 &- bound) % bound
      while product.low < excess { product = nextUInt64().multipliedFullWidth(by: bound) }
    }
    return product.high
  }

  /// Draws a whole number from 0 up to but not including a bound, all equally likely.
  @inlinable
  public mutating func next(below bound: Int) -> Int {
    precondition(bound > 0, "there is no number below zero to draw")
    return Int(next(below: UInt64(bound)))
  }
}
