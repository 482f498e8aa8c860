// SPDX-License-Identifier: Apache-2.0

/// What Kubernetes accepts as the key and the value of a label.
///
/// Rules: kubernetes v1.36 staging/src/k8s.io/apimachinery/pkg/util/validation/validation.go.
enum LabelSyntax {
  /// A regular expression that every key matches.
  static let keyPattern =
    "^([A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?/)?[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?$"

  /// Whether a text is a value: empty, or a name.
  static func isValue(_ text: String) -> Bool { text.isEmpty || isName(text) }

  /// Whether a text is a key: a name, perhaps behind a DNS name and a slash.
  static func isKey(_ text: String) -> Bool {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = parts.last, isName(String(name)) else { return false }
    guard parts.count == 2 else { return true }
    let prefix = parts[0].utf8
    return (1...253).contains(prefix.count) && isAlphanumeric(prefix.first)
      && isAlphanumeric(prefix.last)
      && prefix.allSatisfy { isAlphanumeric($0) || $0 == 0x2D || $0 == 0x2E }
  }

  private static func isName(_ text: String) -> Bool {
    let bytes = text.utf8
    return (1...63).contains(bytes.count) && isAlphanumeric(bytes.first)
      && isAlphanumeric(bytes.last)
      && bytes.allSatisfy { isAlphanumeric($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F }
  }

  private static func isAlphanumeric(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
      || (0x61...0x7A).contains(byte)
  }
}
