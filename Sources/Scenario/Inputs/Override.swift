// SPDX-License-Identifier: Apache-2.0

import Manifests

/// A value of the command line that takes the place of one in the scenario file.
///
/// ```
/// --set spec.duration=1h --set 'spec.clusters[0].nodePools[0].count=500'
/// ```
public struct Override: Sendable, Hashable {
  /// The override as given: `path=value`.
  public var text: String

  /// Creates an override from `path=value`; faults are told when the scenario is read.
  public init(_ text: String) {
    self.text = text
  }

  /// The place of a character, as a diagnostic names it.
  func place(column: Int) -> SourcePlace {
    let clean = text.prefix(100).map { $0.isNewline ? " " : $0 }
    return SourcePlace(file: "--set \(String(clean))", line: 1, column: column)
  }
}
