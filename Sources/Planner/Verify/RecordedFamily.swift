// SPDX-License-Identifier: Apache-2.0

public import Manifests

/// A kind of recording that is one file, told by its field `format`.
public protocol RecordedFamily: Sendable {
  /// The name in the table, such as `hpa`.
  var name: String { get }

  /// Whether the files of a format belong to this kind.
  func reads(format: String) -> Bool

  /// Decides about all cases of a file and compares with what was recorded.
  ///
  /// `file` is its path, for messages, and `path` that below the folder that is verified.
  func replay(_ document: Value, file: String, path: String) -> ReplayedCase
}
