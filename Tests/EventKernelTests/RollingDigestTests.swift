// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Testing

struct `A rolling digest` {
  private static func digest(_ words: [UInt64]) -> UInt64 {
    var digest = RollingDigest()
    for word in words { digest.combine(word) }
    return digest.value
  }

  @Test func `has a value that never changes between versions`() {
    // The expected values come from an independent program.
    var digest = RollingDigest()
    #expect(digest.hex == "492b8d6066c09227")
    digest.combine(UInt64(1))
    digest.combine(Int64(-2))
    digest.combine(0.1)
    digest.combine("spring tide")
    #expect(digest.hex == "d4f53182b473c115")
    #expect("\(digest)" == digest.hex)
    #expect(UInt64(digest.hex, radix: 16) == digest.value)
  }

  @Test func `is written with all of its 16 digits`() {
    var digest = RollingDigest()
    var shortest = 16
    for _ in 0..<2_000 {
      digest.combine(UInt64(3))
      #expect(digest.hex.utf8.count == 16)
      shortest = min(shortest, String(digest.value, radix: 16).utf8.count)
    }
    #expect(shortest < 16)
  }

  @Test func `depends on order, on count and on every bit`() {
    #expect(Self.digest([1, 2]) != Self.digest([2, 1]))
    #expect(Self.digest([]) != Self.digest([0]))
    #expect(Self.digest([0]) != Self.digest([0, 0]))
    let base = Self.digest([5, 6, 7])
    for position in 0..<3 {
      for bit in 0..<64 {
        var words: [UInt64] = [5, 6, 7]
        words[position] ^= 1 << UInt64(bit)
        let changed = (Self.digest(words) ^ base).nonzeroBitCount
        // 32 of 64 are expected; 10 is more than five standard deviations away.
        #expect((10...54).contains(changed), "word \(position), bit \(bit)")
      }
    }
  }

  @Test func `tells texts apart by length and content`() {
    let texts = [
      "", "\0", "\0\0", "a", "b", "ab", "abcdefgh", "abcdefgh\0", "abcdefghi", "abcdefgi", "é", "e",
    ]
    let values = texts.map { text in
      var digest = RollingDigest()
      digest.combine(text)
      return digest.value
    }
    #expect(Set(values).count == texts.count)
  }

  @Test func `counts every NaN as the same and the two zeros as different`() {
    func digest(_ number: Double) -> UInt64 {
      var digest = RollingDigest()
      digest.combine(number)
      return digest.value
    }
    #expect(digest(.nan) == digest(-.nan))
    #expect(digest(.nan) == digest(Double(nan: 5, signaling: false)))
    #expect(digest(0.0) != digest(-0.0))
    #expect(digest(1.0) != digest(1.0.nextUp))
  }

  @Test func `never repeats over a hundred thousand small words`() {
    var digest = RollingDigest()
    var seen = Set<UInt64>()
    for number in 0..<100_000 {
      digest.combine(UInt64(number % 3))
      seen.insert(digest.value)
    }
    #expect(seen.count == 100_000)
  }
}
