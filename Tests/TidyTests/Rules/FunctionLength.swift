// SPDX-License-Identifier: Apache-2.0

/// No function, initializer or subscript is longer than a screen.
enum FunctionLength: TidyRule {
  static let limit = 70
  private static let openings = Pattern(#"(?<![.\w`])(func\s|init[?(<]|deinit\s|subscript[(<])"#)

  static func findings(in file: SourceFile) -> [Finding] {
    let lines = file.codeLines.map { Array($0.utf8) }
    return openings.matches(in: file.code).compactMap { match in
      guard let end = lastLine(from: match.line - 1, in: lines) else { return nil }
      let count = end - (match.line - 1) + 1
      guard count > limit else { return nil }
      return Finding(
        path: file.path, line: match.line, what: "a function of \(count) lines, at most \(limit)")
    }
  }

  /// The line of the brace that closes the body, or nil for a requirement without a body.
  private static func lastLine(from start: Int, in lines: [[UInt8]]) -> Int? {
    var parentheses = 0
    var braces = 0
    for line in start..<lines.count {
      let isRequirement = line > start && braces == 0 && parentheses == 0
      if isRequirement, !continuesSignature(lines[line]) { return nil }
      for byte in lines[line] {
        switch byte {
        case UInt8(ascii: "("): parentheses += 1
        case UInt8(ascii: ")"): parentheses -= 1
        case UInt8(ascii: "{") where parentheses == 0 || braces > 0: braces += 1
        case UInt8(ascii: "}") where braces > 0:
          braces -= 1
          if braces == 0 { return line }
        default: break
        }
      }
    }
    return nil
  }

  /// After the closing parenthesis a signature goes on with an arrow, a clause or its brace.
  private static func continuesSignature(_ line: [UInt8]) -> Bool {
    let text = String(decoding: line, as: UTF8.self).drop { $0 == " " }
    return ["->", "where ", "throws", "async", "{", ")"].contains { text.hasPrefix($0) }
  }
}
