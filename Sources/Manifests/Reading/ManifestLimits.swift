// SPDX-License-Identifier: Apache-2.0

/// The bounds beyond which an input is refused rather than read.
public struct ManifestLimits: Sendable, Hashable {
  /// The greatest size of a file in bytes: 32 MiB.
  public var fileBytes = 32 << 20
  /// The greatest nesting of lists and mappings.
  public var depth = 100
  /// The greatest number of nodes written out in a file; a dump has about 20 bytes to each.
  public var nodes = 4 << 20
  /// The greatest number of nodes that the aliases of a file may stand for, all together.
  public var aliasedNodes = 1_000_000
  /// The greatest number of documents in a file.
  public var documents = 100_000
  /// The greatest number of faults of one file that are kept; the rest is counted.
  public var diagnostics = 10_000
  /// The greatest number of files read from one folder.
  public var files = 100_000

  /// Makes the default bounds.
  public init() {}
}
