// SPDX-License-Identifier: Apache-2.0

/// The version of this build.
enum Version {
  /// The version as it stands in the changelog.
  static let current = "0.1.0"
  /// The version of the JSON that the verbs print; it changes when a reader would break.
  static let json = 1
}
