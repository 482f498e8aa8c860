// SPDX-License-Identifier: Apache-2.0

internal import Metrics

/// Writes the samples of a chunk as a JSON array and takes their statistics on the way.
///
/// Samples are often means over the step, or whole milli- or microunits: integers over a common
/// divisor. If every sample is, exactly, the array holds the integers, which are shorter and
/// faster to write than fractions. Otherwise each sample is written as the shortest decimal that
/// reads back as the same number.
///
/// The buffer is reused: an encoder allocates nothing per chunk, and nothing per sample but for
/// fractions.
struct SampleEncoder {
  /// What each number of the array is to be divided by.
  private(set) var divisor = 1.0
  /// The number of samples that are not missing.
  private(set) var present = 0
  /// The least sample; infinity if there is none.
  private(set) var minimum = Double.infinity
  /// The greatest sample; negative infinity if there is none.
  private(set) var maximum = -Double.infinity
  /// The samples added up from the first to the last.
  private(set) var sum = 0.0

  private var buffer: [UInt8] = []
  private var used = 0

  /// The text of the chunk encoded last.
  var bytes: ArraySlice<UInt8> { buffer[..<used] }

  /// Longer than any number: `-2.2250738585072014e-308` with a comma.
  private static let widest = 26
  /// The integers below are exact in a double and short in JSON.
  private static let integerBound = 1e15

  /// Encodes a chunk over the one before.
  mutating func encode(_ chunk: SampleChunk) {
    let room = chunk.values.count * Self.widest + 2
    if buffer.count < room { buffer = [UInt8](repeating: 0, count: room) }
    used = 0
    measure(chunk.values)
    put(UInt8(ascii: "["))
    if let common = Self.commonDivisor(chunk) {
      divisor = common
      for value in chunk.values {
        if value.isNaN { putNull() } else { put(integer: (value * common).rounded()) }
        put(UInt8(ascii: ","))
      }
    } else {
      divisor = 1
      for value in chunk.values {
        put(value)
        put(UInt8(ascii: ","))
      }
    }
    // The bracket takes the place of the last comma.
    if !chunk.values.isEmpty { used -= 1 }
    put(UInt8(ascii: "]"))
  }

  private mutating func measure(_ values: [Double]) {
    present = 0
    minimum = .infinity
    maximum = -.infinity
    sum = 0
    for value in values where !value.isNaN {
      present += 1
      sum += value
      if value < minimum { minimum = value }
      if value > maximum { maximum = value }
    }
  }

  /// The least divisor tried that makes an integer of every sample and gives it back exactly.
  private static func commonDivisor(_ chunk: SampleChunk) -> Double? {
    if isCommon(1, chunk.values) { return 1 }
    let (seconds, rest) = chunk.stepMicroseconds.quotientAndRemainder(dividingBy: 1_000_000)
    var candidates = [10.0, 100, 1_000, 1_000_000]
    if rest == 0, seconds > 1 {
      let step = Double(seconds)
      candidates += [step, step * 1_000, step * 1_000_000]
      candidates.sort()
    }
    return candidates.first { isCommon($0, chunk.values) }
  }

  private static func isCommon(_ divisor: Double, _ values: [Double]) -> Bool {
    for value in values where !value.isNaN {
      let scaled = (value * divisor).rounded()
      guard scaled.magnitude < integerBound, scaled / divisor == value else { return false }
      if value == 0, value.sign == .minus { return false }
    }
    return true
  }

  private mutating func put(_ value: Double) {
    if value.isNaN { return putNull() }
    let isNegativeZero = value == 0 && value.sign == .minus
    if value.magnitude < Self.integerBound, value == value.rounded(), !isNegativeZero {
      return put(integer: value)
    }
    // JSON has no infinity; a number beyond the range reads as one, in SQLite too.
    guard value.isFinite else { return put(value < 0 ? "-9e999" : "9e999") }
    put(value.description)
  }

  private mutating func put(integer value: Double) {
    var rest = UInt64(value.magnitude)
    if value < 0 { put(UInt8(ascii: "-")) }
    let start = used
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      put(0x30 + UInt8(truncatingIfNeeded: digit))
      rest = quotient
    } while rest > 0
    // The digits came out last one first.
    var (low, high) = (start, used - 1)
    while low < high {
      buffer.swapAt(low, high)
      low += 1
      high -= 1
    }
  }

  private mutating func putNull() { put("null") }

  private mutating func put(_ text: String) {
    for byte in text.utf8 { put(byte) }
  }

  private mutating func put(_ byte: UInt8) {
    buffer[used] = byte
    used += 1
  }
}
