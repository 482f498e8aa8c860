// SPDX-License-Identifier: Apache-2.0

/// Replaces comments, the contents of string literals and quoted identifiers by spaces.
///
/// Interpolated expressions stay: they are code. Regular expression literals are not known to it.
struct Blanking {
  private let source: [UInt8]
  private var result: [UInt8] = []
  private var position = 0

  init(_ text: String) {
    source = Array(text.utf8)
    result.reserveCapacity(source.count)
  }

  mutating func run() -> String {
    code(until: nil)
    return String(decoding: result, as: UTF8.self)
  }

  /// Copies code; with a closer, up to the parenthesis that ends an interpolation.
  private mutating func code(until closer: UInt8?) {
    var depth = 0
    while position < source.count {
      let byte = source[position]
      if starts("//") {
        while position < source.count, source[position] != UInt8(ascii: "\n") { blank() }
      } else if starts("/*") {
        blockComment()
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "#") {
        literalOrHash()
      } else if byte == UInt8(ascii: "`") {
        quotedIdentifier()
      } else {
        if byte == UInt8(ascii: "(") { depth += 1 }
        if byte == UInt8(ascii: ")") { depth -= 1 }
        if byte == closer, depth < 0 { return }
        copy()
      }
    }
  }

  private mutating func blockComment() {
    var depth = 0
    repeat {
      if starts("/*") {
        depth += 1
        blank(2)
      } else if starts("*/") {
        depth -= 1
        blank(2)
      } else {
        blank()
      }
    } while depth > 0 && position < source.count
  }

  private mutating func quotedIdentifier() {
    copy()
    while position < source.count, source[position] != UInt8(ascii: "`"),
      source[position] != UInt8(ascii: "\n")
    { blank() }
    if position < source.count { copy() }
  }

  private mutating func literalOrHash() {
    var hashes = 0
    while position + hashes < source.count, source[position + hashes] == UInt8(ascii: "#") {
      hashes += 1
    }
    guard position + hashes < source.count, source[position + hashes] == UInt8(ascii: "\"") else {
      for _ in 0..<hashes { copy() }
      return
    }
    let marks = String(repeating: "#", count: hashes)
    copy(hashes)
    let quotes = starts("\"\"\"") ? "\"\"\"" : "\""
    copy(quotes.utf8.count)
    literal(closing: quotes + marks, escape: "\\" + marks)
  }

  private mutating func literal(closing: String, escape: String) {
    while position < source.count {
      if starts(closing) {
        copy(closing.utf8.count)
        return
      }
      if starts(escape + "(") {
        blank(escape.utf8.count + 1)
        code(until: UInt8(ascii: ")"))
        blank()
      } else if starts(escape) {
        blank(escape.utf8.count + 1)
      } else {
        blank()
      }
    }
  }

  private func starts(_ prefix: String) -> Bool {
    source[position...].starts(with: prefix.utf8)
  }

  private mutating func copy(_ count: Int = 1) {
    for _ in 0..<count where position < source.count {
      result.append(source[position])
      position += 1
    }
  }

  private mutating func blank(_ count: Int = 1) {
    for _ in 0..<count where position < source.count {
      let newline = source[position] == UInt8(ascii: "\n")
      result.append(newline ? UInt8(ascii: "\n") : UInt8(ascii: " "))
      position += 1
    }
  }
}
