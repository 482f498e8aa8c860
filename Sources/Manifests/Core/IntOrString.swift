// SPDX-License-Identifier: Apache-2.0

/// A whole number or a percentage, as in `maxSurge: 25%`.
///
/// Semantics: kubernetes v1.36 staging/src/k8s.io/apimachinery/pkg/util/intstr/intstr.go.
public enum IntOrString: Sendable, Hashable, CustomStringConvertible {
  case int(Int32)
  case string(String)

  /// The percentage of a text such as `25%`; nil for numbers and other texts.
  public var percent: Int32? {
    guard case .string(let text) = self, text.last == "%" else { return nil }
    return Int32(text.dropLast())
  }

  /// The number itself, or that percentage of a total, rounded up or down; nil for other texts.
  public func scaled(total: Int, roundingUp: Bool) -> Int? {
    if case .int(let number) = self { return Int(number) }
    guard let percent else { return nil }
    let (product, overflow) = Int(percent).multipliedReportingOverflow(by: total)
    guard !overflow else { return nil }
    let quotient = product / 100
    let remainder = product % 100
    if roundingUp { return remainder > 0 ? quotient + 1 : quotient }
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// The value as a manifest writes it.
  public var description: String {
    switch self {
    case .int(let number): "\(number)"
    case .string(let text): text
    }
  }
}
