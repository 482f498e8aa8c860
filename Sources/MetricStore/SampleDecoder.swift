// SPDX-License-Identifier: Apache-2.0

/// Reads the JSON array of a chunk; the text may be damaged in any way.
struct SampleDecoder {
  private let bytes: [UInt8]
  private var position = 0

  /// The samples, or nil if the text is not an array of numbers and nulls.
  ///
  /// Each number is divided by the divisor; zero or less is damage.
  static func decode(_ bytes: [UInt8], divisor: Double) -> [Double]? {
    guard divisor > 0, divisor.isFinite else { return nil }
    var decoder = SampleDecoder(bytes: bytes)
    return decoder.array(divisor: divisor)
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private mutating func array(divisor: Double) -> [Double]? {
    var values: [Double] = []
    guard take(UInt8(ascii: "[")) else { return nil }
    if take(UInt8(ascii: "]")) { return position == bytes.count ? values : nil }
    repeat {
      guard let value = element() else { return nil }
      values.append(value / divisor)
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")), position == bytes.count else { return nil }
    return values
  }

  /// A number, or not-a-number for null.
  private mutating func element() -> Double? {
    let start = position
    while let byte = peek, byte != UInt8(ascii: ","), byte != UInt8(ascii: "]") { position += 1 }
    let text = bytes[start..<position]
    if let integer = Self.integer(text) { return integer }
    // The longest number that the encoder writes has 24 characters.
    guard text.count <= 32 else { return nil }
    let word = String(decoding: text, as: UTF8.self)
    if word == "null" { return .nan }
    // Swift would read hexadecimal and names of infinity too.
    guard let first = text.first, first == UInt8(ascii: "-") || Self.isDigit(first),
      text.allSatisfy({ Self.isDigit($0) || "+-.eE".utf8.contains($0) })
    else { return nil }
    return Double(word)
  }

  /// An integer of up to 15 digits, which is what most samples are.
  private static func integer(_ text: ArraySlice<UInt8>) -> Double? {
    var value: Int64 = 0
    let isNegative = text.first == UInt8(ascii: "-")
    let digits = isNegative ? text.dropFirst() : text
    guard (1...15).contains(digits.count) else { return nil }
    for digit in digits {
      guard isDigit(digit) else { return nil }
      value = value * 10 + Int64(digit - 0x30)
    }
    return isNegative ? -Double(value) : Double(value)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    position += 1
    return true
  }
}
