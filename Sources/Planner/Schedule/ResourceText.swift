// SPDX-License-Identifier: Apache-2.0

import Manifests

/// Amounts of resources as people write them.
package enum ResourceText {
  /// An amount with its unit: `300m` of CPU from thousandths, `1Gi` of memory from bytes, `4`.
  package static func amount(_ amount: Int64, of resource: String) -> String {
    switch resource {
    case "cpu": Quantity(milli: amount).description
    case "memory", "ephemeral-storage": Quantity(amount, format: .binarySI).description
    default: "\(amount)"
    }
  }

  /// An amount rounded down to three digits, for tables: `12.5` cores, `1.23Ti`.
  package static func short(_ amount: Int64, of resource: String) -> String {
    switch resource {
    case "cpu": return tenths(amount, unit: 1000, "")
    case "memory", "ephemeral-storage":
      let units = [
        (1 << 50, "Pi"), (1 << 40, "Ti"), (1 << 30, "Gi"), (1 << 20, "Mi"), (1 << 10, "Ki"),
      ]
      for (unit, suffix) in units where abs(amount) >= Int64(unit) {
        return tenths(amount, unit: Int64(unit), suffix)
      }
      return "\(amount)"
    default: return "\(amount)"
    }
  }

  private static func tenths(_ amount: Int64, unit: Int64, _ suffix: String) -> String {
    let whole = abs(amount) / unit
    let tenth = abs(amount) % unit * 10 / unit
    let sign = amount < 0 ? "-" : ""
    return whole >= 1000 || tenth == 0
      ? "\(sign)\(whole)\(suffix)" : "\(sign)\(whole).\(tenth)\(suffix)"
  }
}
