// SPDX-License-Identifier: Apache-2.0

public import Manifests

/// What came of reading a scenario.
public struct ScenarioReadResult: Sendable {
  /// The checked scenario; nil if there was any error.
  public var scenario: Scenario?
  /// All faults and warnings: the command line first, then file by file in the order of places.
  public var diagnostics: [Diagnostic]
  /// A fingerprint of all input bytes in 16 hexadecimal digits: files in the order read, overrides.
  public var inputHash: String
  /// The files that were read, in order.
  public var files: [InputFile]
  /// All manifests, those of the timeline included, with the objects that were skipped.
  public var manifests: ManifestSet

  /// Whether the scenario was refused.
  public var hasErrors: Bool { scenario == nil }
}
