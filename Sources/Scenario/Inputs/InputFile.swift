// SPDX-License-Identifier: Apache-2.0

/// A file that a scenario was read from.
public struct InputFile: Sendable, Hashable {
  /// What a file is to the scenario.
  public enum Role: String, Sendable, Hashable {
    case scenario
    case manifest
    case curve
    case schedulerConfiguration
    case catalogue
  }

  /// What the file is to the scenario.
  public var role: Role
  /// The path as the program opened it.
  public var path: String
  /// Its size.
  public var byteCount: Int
}
