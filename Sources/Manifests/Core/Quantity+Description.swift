// SPDX-License-Identifier: Apache-2.0

extension Quantity: CustomStringConvertible {
  /// The canonical form of Kubernetes: no fraction, the largest suffix that loses nothing.
  ///
  /// Kubernetes itself echoes some odd texts (`+5`, `05`, `1.`) as they were written.
  public var description: String {
    if nanos == 0 { return "0" }
    if format == .binarySI, let text = binaryDescription { return text }
    let (mantissa, exponent) = canonicalDecimal
    if format == .decimalSI || format == .binarySI, let suffix = decimalSuffix(exponent) {
      return "\(mantissa)\(suffix)"
    }
    return exponent == 0 ? "\(mantissa)" : "\(mantissa)e\(exponent)"
  }

  /// The mantissa without trailing zeros, save those that make the exponent a multiple of 3.
  var canonicalDecimal: (mantissa: Int128, exponent: Int) {
    var mantissa = nanos
    var exponent = -9
    while mantissa != 0, mantissa % 10 == 0 {
      mantissa /= 10
      exponent += 1
    }
    while exponent % 3 != 0 {
      mantissa *= 10
      exponent -= 1
    }
    return (mantissa, exponent)
  }

  /// Amounts below 1024 and fractions are written in decimal notation instead.
  private var binaryDescription: String? {
    let (whole, fraction) = nanos.quotientAndRemainder(dividingBy: Quantity.nanosPerUnit)
    guard whole <= -1024 || whole >= 1024, fraction == 0 else { return nil }
    let suffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"]
    var mantissa = whole
    var step = 0
    while mantissa % 1024 == 0, step < suffixes.count - 1 {
      mantissa /= 1024
      step += 1
    }
    return "\(mantissa)\(suffixes[step])"
  }

  private func decimalSuffix(_ exponent: Int) -> String? {
    switch exponent {
    case -9: "n"
    case -6: "u"
    case -3: "m"
    case 0: ""
    case 3: "k"
    case 6: "M"
    case 9: "G"
    case 12: "T"
    case 15: "P"
    case 18: "E"
    default: nil
    }
  }
}
