// SPDX-License-Identifier: Apache-2.0

/// Reads JSON by RFC 8259 to a tree with places, strictly and fast.
///
/// Cost: one pass over the bytes; a dump of a thousand nodes is a matter of milliseconds.
struct JSONReader {
  private let bytes: [UInt8]
  private let limits: ManifestLimits
  private var position = 0
  private var line = 1
  private var lineStart = 0
  /// Continuation bytes of UTF-8 seen on this line, which make no columns.
  private var continuationCount = 0
  private var nodeCount = 0

  init(_ bytes: [UInt8], limits: ManifestLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  /// The one value of the text.
  mutating func document() throws(ReadingFault) -> Value {
    let value = try self.value(depth: 1)
    skipSpace()
    guard position == bytes.count else {
      throw fault("found \(foundHere) after the end of the JSON value")
    }
    return value
  }

  private var mark: Mark {
    Mark(line: line, column: position - lineStart - continuationCount + 1)
  }

  private func fault(
    _ found: String, expected: String? = nil, hint: String? = nil
  ) -> ReadingFault {
    ReadingFault(mark: mark, found: found, expected: expected, hint: hint)
  }

  private var foundHere: String {
    guard position < bytes.count else { return "the end of the file" }
    let byte = bytes[position]
    guard byte > 0x20, byte < 0x7F else { return "a character with code \(byte)" }
    return "'\(Character(Unicode.Scalar(byte)))'"
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0D: position += 1
      case 0x0A:
        position += 1
        line += 1
        lineStart = position
        continuationCount = 0
      default: return
      }
    }
  }

  private mutating func value(depth: Int) throws(ReadingFault) -> Value {
    skipSpace()
    let start = mark
    nodeCount += 1
    guard nodeCount <= limits.nodes else {
      throw fault("refused: more than \(limits.nodes) values, the limit")
    }
    guard position < bytes.count else {
      throw fault("found the end of the file", expected: "a value")
    }
    switch bytes[position] {
    case UInt8(ascii: "{"): return Value(.mapping(try entries(depth: depth)), at: start)
    case UInt8(ascii: "["): return Value(.sequence(try items(depth: depth)), at: start)
    case UInt8(ascii: "\""): return Value(.string(try string()), at: start)
    case UInt8(ascii: "t"): return try word("true", .bool(true), at: start)
    case UInt8(ascii: "f"): return try word("false", .bool(false), at: start)
    case UInt8(ascii: "n"): return try word("null", .null, at: start)
    case UInt8(ascii: "-"), 0x30...0x39: return Value(.number(try number()), at: start)
    default: throw fault("found \(foundHere)", expected: "a value")
    }
  }

  private mutating func word(
    _ text: StaticString, _ kind: Value.Kind, at start: Mark
  ) throws(ReadingFault) -> Value {
    for byte in "\(text)".utf8 {
      guard position < bytes.count, bytes[position] == byte else {
        throw fault("found \(foundHere)", expected: "the word \(text)")
      }
      position += 1
    }
    return Value(kind, at: start)
  }

  private func checkDepth(_ depth: Int) throws(ReadingFault) {
    guard depth <= limits.depth else {
      throw ReadingFault.tooDeep(at: mark, limits: limits)
    }
  }

  private mutating func items(depth: Int) throws(ReadingFault) -> [Value] {
    try checkDepth(depth)
    position += 1
    var items: [Value] = []
    skipSpace()
    if skip("]") { return items }
    while true {
      items.append(try value(depth: depth + 1))
      skipSpace()
      if skip("]") { return items }
      guard skip(",") else { throw fault("found \(foundHere)", expected: "',' or ']'") }
    }
  }

  private mutating func entries(depth: Int) throws(ReadingFault) -> [Value.Entry] {
    try checkDepth(depth)
    position += 1
    var keys = MappingKeys()
    var entries: [Value.Entry] = []
    skipSpace()
    if skip("}") { return entries }
    while true {
      skipSpace()
      let keyMark = mark
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
        throw fault("found \(foundHere)", expected: "a key in quotes")
      }
      let key = try string()
      if let first = keys.insert(key, among: entries) {
        throw ReadingFault(
          mark: keyMark, found: "found the key \"\(Value.shortened(key))\" twice",
          hint: "it is first given in line \(first.line)")
      }
      skipSpace()
      guard skip(":") else { throw fault("found \(foundHere)", expected: "':'") }
      entries.append(Value.Entry(key: key, keyMark: keyMark, value: try value(depth: depth + 1)))
      skipSpace()
      if skip("}") { return entries }
      guard skip(",") else { throw fault("found \(foundHere)", expected: "',' or '}'") }
    }
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func number() throws(ReadingFault) -> String {
    let start = position
    _ = skip("-")
    if !skip("0") { try digits() }
    if skip(".") { try digits() }
    if skip("e") || skip("E") {
      if !skip("+") { _ = skip("-") }
      try digits()
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func digits() throws(ReadingFault) {
    let start = position
    while position < bytes.count, bytes[position] >= 0x30, bytes[position] <= 0x39 { position += 1 }
    guard position > start else { throw fault("found \(foundHere)", expected: "a digit") }
  }

  private mutating func string() throws(ReadingFault) -> String {
    position += 1
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        position += 1
        return text
      }
      if byte == UInt8(ascii: "\\") { return try escapedString(after: start) }
      if byte < 0x20 { throw fault("found \(foundHere) in a string", expected: "an escape") }
      if byte & 0xC0 == 0x80 { continuationCount += 1 }
      position += 1
    }
    throw fault("found the end of the file", expected: "'\"' to end the string")
  }

  /// The slow way, once a backslash was met.
  private mutating func escapedString(after start: Int) throws(ReadingFault) -> String {
    var text = Array(bytes[start..<position])
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        position += 1
        return String(decoding: text, as: UTF8.self)
      }
      if byte < 0x20 { throw fault("found \(foundHere) in a string", expected: "an escape") }
      if byte == UInt8(ascii: "\\") {
        try appendEscape(to: &text)
      } else {
        if byte & 0xC0 == 0x80 { continuationCount += 1 }
        text.append(byte)
        position += 1
      }
    }
    throw fault("found the end of the file", expected: "'\"' to end the string")
  }

  private mutating func appendEscape(to text: inout [UInt8]) throws(ReadingFault) {
    position += 1
    guard position < bytes.count else {
      throw fault("found the end of the file", expected: "an escape")
    }
    switch bytes[position] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(bytes[position])
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      position += 1
      try appendUnicodeEscape(to: &text)
      return
    default: throw fault("found \(foundHere)", expected: "one of \" \\ / b f n r t u after '\\'")
    }
    position += 1
  }

  /// A lone surrogate becomes U+FFFD, as in Go.
  private mutating func appendUnicodeEscape(to text: inout [UInt8]) throws(ReadingFault) {
    var code = try fourHexDigits()
    if code & 0xFC00 == 0xD800, position + 1 < bytes.count,
      bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
    {
      let rewind = position
      position += 2
      let low = try fourHexDigits()
      if low & 0xFC00 == 0xDC00 {
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      } else {
        position = rewind
      }
    }
    let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
    text.append(contentsOf: String(Character(scalar)).utf8)
  }

  private mutating func fourHexDigits() throws(ReadingFault) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard position < bytes.count,
        let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue
      else { throw fault("found \(foundHere)", expected: "four hexadecimal digits") }
      code = code << 4 | UInt32(digit)
      position += 1
    }
    return code
  }
}
