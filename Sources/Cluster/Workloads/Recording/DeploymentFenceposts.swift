// SPDX-License-Identifier: Apache-2.0

package import Manifests

/// The limits of a rolling update as numbers: one row of the format `deployment-fenceposts/1`.
package enum DeploymentFenceposts {
  /// The value of the field `format` that marks such a file.
  package static let format = "deployment-fenceposts/1"
  /// The columns that hold recorded outputs.
  package static let outputColumns = [
    "resolvedSurge", "resolvedUnavailable", "effectiveMaxSurge", "effectiveMaxUnavailable",
  ]

  /// The outputs of a row by column; nil if the inputs are no counts or percentages.
  package static func outputs(replicas: Value, maxSurge: Value, maxUnavailable: Value) -> [Int]? {
    guard let count = replicas.integer, (0...Int64(Int32.max)).contains(count),
      let surge = amount(maxSurge), let unavailable = amount(maxUnavailable)
    else { return nil }
    let bounds = RollingUpdateBounds(
      replicas: Int(count), maxSurge: surge, maxUnavailable: unavailable)
    return [
      bounds.maxSurge, bounds.resolvedUnavailable, bounds.maxSurge, bounds.maxUnavailable,
    ]
  }

  private static func amount(_ value: Value) -> IntOrString? {
    if let number = value.integer.flatMap(Int32.init(exactly:)) { return .int(number) }
    guard let text = value.string else { return nil }
    if let number = Int32(text) { return .int(number) }
    return IntOrString.string(text).percent == nil ? nil : .string(text)
  }
}
