// SPDX-License-Identifier: Apache-2.0

public import Manifests

/// What came of replaying the recordings of one folder or file.
public struct ReplayedCase: Sendable {
  /// A decision that differs from the recorded one.
  public struct Mismatch: Sendable, Hashable {
    /// Which decision, such as the name of a pod.
    public var decision: String
    /// Which part of it, such as `node` or `scores.ImageLocality.a`.
    public var field: String
    /// What was recorded; empty when that has no such part.
    public var recorded: String
    /// What this build decides; empty when that has no such part.
    public var actual: String

    /// Creates a mismatch.
    public init(decision: String, field: String, recorded: String, actual: String) {
      self.decision = decision
      self.field = field
      self.recorded = recorded
      self.actual = actual
    }
  }

  /// A file with this build's outputs in place of the recorded ones.
  public struct Output: Sendable {
    /// The path below the output folder.
    public var path: String
    /// The content.
    public var content: Value

    /// Creates an output.
    public init(path: String, content: Value) {
      self.path = path
      self.content = content
    }
  }

  /// The kind of recording, such as `scheduler`.
  public var family: String
  /// The path below the folder that is verified.
  public var path: String
  /// The number of cases; more than 1 where one file holds several.
  public var caseCount = 1
  /// The number of decisions that were made.
  public var decisionCount = 0
  /// The number of decisions with any difference.
  public var mismatchCount = 0
  /// The number of cases without recorded outputs.
  public var unrecordedCount = 0
  /// The differences, at most a few for each decision.
  public var mismatches: [Mismatch] = []
  /// The faults of the inputs.
  public var diagnostics: [Diagnostic] = []
  /// What this build decides.
  public var outputs: [Output] = []

  /// Creates an empty result.
  public init(family: String, path: String) {
    self.family = family
    self.path = path
  }

  /// Compares one decision with the recorded one and notes the differences.
  public mutating func compare(_ decision: String, recorded: Value, actual: Value) {
    let differences = ValueDifference.all(recorded, actual)
    guard !differences.isEmpty else { return }
    mismatchCount += 1
    for difference in differences.prefix(8) {
      mismatches.append(
        Mismatch(
          decision: decision, field: difference.path, recorded: difference.left,
          actual: difference.right))
    }
  }
}
