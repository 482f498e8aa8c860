// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A regular expression that reports the lines on which it matches.
///
/// `NSRegularExpression`, because the standard library's engine takes minutes over the whole tree
/// in a debug build.
struct Pattern {
  private let expression: NSRegularExpression

  init(_ pattern: String) {
    do {
      expression = try NSRegularExpression(pattern: pattern, options: [.anchorsMatchLines])
    } catch {
      fatalError("the tidy test has a bad pattern: \(pattern)")
    }
  }

  struct Match {
    /// The line of the match, from 1.
    let line: Int
    /// The whole match and its groups; empty for a group that took no part.
    let groups: [String]
  }

  func matches(in text: String) -> [Match] {
    let whole = NSRange(text.startIndex..., in: text)
    var line = 1
    var counted = text.startIndex
    return expression.matches(in: text, range: whole).compactMap { found in
      guard let range = Range(found.range, in: text) else { return nil }
      line += text[counted..<range.lowerBound].utf8.count { $0 == UInt8(ascii: "\n") }
      counted = range.lowerBound
      let groups = (0..<found.numberOfRanges).map { index in
        Range(found.range(at: index), in: text).map { String(text[$0]) } ?? ""
      }
      return Match(line: line, groups: groups)
    }
  }

  func findings(in text: String, of file: SourceFile, _ what: (Match) -> String) -> [Finding] {
    matches(in: text).map { Finding(path: file.path, line: $0.line, what: what($0)) }
  }
}
