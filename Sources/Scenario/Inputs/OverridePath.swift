// SPDX-License-Identifier: Apache-2.0

/// A path such as `spec.clusters[0].name`, or `labels["example.com/a"]`, cut into steps.
struct OverridePath: Equatable {
  /// One step down.
  enum Step: Equatable {
    case key(String)
    case index(Int)

    /// The step as `Reading` writes paths.
    var text: String {
      switch self {
      case .key(let key): key
      case .index(let index): "[\(index)]"
      }
    }
  }

  /// The steps from the root.
  var steps: [Step]

  /// Cuts a path; nil if its brackets or dots are wrong.
  init?(_ text: Substring) {
    steps = []
    var rest = text
    while !rest.isEmpty {
      if rest.first == "[" {
        guard let step = Self.takeBracket(&rest) else { return nil }
        steps.append(step)
      } else {
        if !steps.isEmpty {
          guard rest.first == "." else { return nil }
          rest = rest.dropFirst()
        }
        let key = rest.prefix { $0 != "." && $0 != "[" }
        guard !key.isEmpty else { return nil }
        steps.append(.key(String(key)))
        rest = rest.dropFirst(key.count)
      }
    }
    if steps.isEmpty { return nil }
  }

  private static func takeBracket(_ rest: inout Substring) -> Step? {
    guard let end = rest.firstIndex(of: "]") else { return nil }
    let inner = rest[rest.index(after: rest.startIndex)..<end]
    rest = rest[rest.index(after: end)...]
    if let index = Int(inner), index >= 0 { return .index(index) }
    guard inner.count > 2, let quote = inner.first, quote == "\"" || quote == "'",
      inner.last == quote
    else { return nil }
    return .key(String(inner.dropFirst().dropLast()))
  }
}
