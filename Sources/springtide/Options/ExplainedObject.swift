// SPDX-License-Identifier: Apache-2.0

import Manifests

/// The object that is to be explained, as people write it: `hpa/feed` or `pod/default/feed-0`.
struct ExplainedObject {
  /// What can be explained.
  enum Kind: String, CaseIterable {
    case rollout
    case hpa
    case cronhpa
    case pod
  }

  let kind: Kind
  /// The name, or namespace and name.
  let name: String

  /// Reads an object; a text that names none is bad input.
  init(_ text: String) throws(CommandFailure) {
    let words = Kind.allCases.map(\.rawValue)
    guard let slash = text.firstIndex(of: "/"), text.index(after: slash) < text.endIndex else {
      throw .badInput(
        "found \"\(text)\", expected an object such as rollout/NAME; "
          + "kinds are \(words.joined(separator: ", "))")
    }
    let word = text[..<slash].lowercased()
    guard let kind = Kind(rawValue: word) ?? Self.aliases[word] else {
      let known = words + Self.aliases.keys.sorted()
      let hint = didYouMean(word, in: known).map { "; \($0)" } ?? ""
      throw .badInput(
        "\"\(word)\" cannot be explained, only \(words.joined(separator: ", "))\(hint)")
    }
    self.kind = kind
    name = String(text[text.index(after: slash)...])
  }

  private static let aliases: [String: Kind] = [
    "deployment": .rollout, "statefulset": .rollout, "statefulsetplus": .rollout,
    "release": .rollout, "horizontalpodautoscaler": .hpa, "po": .pod,
    "cronhorizontalpodautoscaler": .cronhpa,
  ]

  /// The one object that is meant, of those of the run as `Kind/namespace/name` or
  /// `namespace/name`.
  ///
  /// A name that none has, or several, is bad input, with the nearest or with all that fit;
  /// `nothing` is said when the run has no object of the kind.
  func choose(from known: [String], nothing: String) throws(CommandFailure) -> String {
    guard !known.isEmpty else { throw .badInput(RunText.plain(nothing)) }
    if known.contains(name) { return name }
    let wanted = name.split(separator: "/", omittingEmptySubsequences: false)
    let fitting = known.filter { candidate in
      let parts = candidate.split(separator: "/", omittingEmptySubsequences: false)
      return parts.count >= wanted.count && parts.suffix(wanted.count).elementsEqual(wanted)
    }
    if fitting.count == 1 { return fitting[0] }
    if fitting.count > 1 {
      throw .badInput(
        RunText.plain("\"\(name)\" may be \(Self.list(fitting)): write more of the name"))
    }
    throw .badInput(RunText.plain("there is no \(kind.rawValue) \"\(name)\"; \(hint(known))"))
  }

  private func hint(_ known: [String]) -> String {
    let forms = known.flatMap { full -> [String] in
      let parts = full.split(separator: "/").map(String.init)
      return parts.indices.reversed().map { parts[$0...].joined(separator: "/") }
    }
    return didYouMean(name, in: forms) ?? "there are \(Self.list(known))"
  }

  private static func list(_ names: [String]) -> String {
    let most = 8
    let more = names.count > most ? " and \(names.count - most) more" : ""
    return names.prefix(most).joined(separator: ", ") + more
  }
}
