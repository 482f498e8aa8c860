// SPDX-License-Identifier: Apache-2.0

/// What it means that a field is not given.
enum Presence: Sendable, Equatable {
  /// The field must be given.
  case required
  /// Nothing takes its place; the text says what follows from that.
  case absent(String)
  /// A default takes its place.
  case preset(DefaultSource)

  /// A default that Kubernetes 1.36 ships, with the file that holds it.
  static func kubernetes(_ file: String) -> Presence {
    .preset(DefaultSource(grade: .code, text: "kubernetes v1.36 \(file)"))
  }

  /// A default derived from something with a source.
  static func derived(_ text: String) -> Presence {
    .preset(DefaultSource(grade: .derived, text: text))
  }

  /// A default with weak evidence.
  static func weak(_ text: String) -> Presence {
    .preset(DefaultSource(grade: .weak, text: text))
  }

  /// A default without a source.
  static func assumed(_ text: String) -> Presence {
    .preset(DefaultSource(grade: .assumed, text: text))
  }

  /// A default that models nothing.
  static func convention(_ text: String) -> Presence {
    .preset(DefaultSource(grade: .convention, text: text))
  }
}
