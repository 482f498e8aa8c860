// SPDX-License-Identifier: Apache-2.0

/// A pattern in which `*` stands for any text and `?` for any character.
///
/// Cost: at most pattern times text, without recursion, so no pattern can hang the command.
struct Glob {
  private let pattern: [Character]

  init(_ pattern: String) {
    self.pattern = Array(pattern)
  }

  /// Whether the whole text fits.
  func matches(_ text: String) -> Bool {
    let text = Array(text)
    var (position, at) = (0, 0)
    var retry: (pattern: Int, text: Int)?
    while position < text.count {
      if at < pattern.count, pattern[at] == "*" {
        retry = (at, position)
        at += 1
      } else if at < pattern.count, pattern[at] == "?" || pattern[at] == text[position] {
        at += 1
        position += 1
      } else if let last = retry {
        retry = (last.pattern, last.text + 1)
        at = last.pattern + 1
        position = last.text + 1
      } else {
        return false
      }
    }
    return pattern[at...].allSatisfy { $0 == "*" }
  }
}
