// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Manifests

/// An amount of a resource as an option: `500m` of CPU, or `memory=1Gi`.
struct AmountOption: ExpressibleByArgument {
  let name: String
  let quantity: Quantity

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let text = parts.last, let quantity = try? Quantity(parsing: String(text)),
      quantity > .zero, quantity.fitsMilli
    else { return nil }
    name = parts.count == 2 ? String(parts[0]) : "cpu"
    guard !name.isEmpty else { return nil }
    self.quantity = quantity
  }
}
