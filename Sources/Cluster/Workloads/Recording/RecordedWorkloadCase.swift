// SPDX-License-Identifier: Apache-2.0

package import Manifests

/// The inputs of one case of a recording of a workload controller.
///
/// Recorded outputs are no part of it, so that they cannot reach a decision.
package protocol RecordedWorkloadCase: Sendable {
  /// The value of the field `format` that marks such a file.
  static var format: String { get }
  /// The fields of a case that hold recorded outputs.
  static var outputKeys: [String] { get }

  /// Reads the inputs; faults go to the diagnostics of the reader.
  init(reading reader: ObjectReader)

  /// What this build decides, in the structure of the recorded outputs.
  ///
  /// Returns nil if the case needs more looks at single pods than it may take.
  func outputs(looks: Int) -> [(key: String, value: Value)]?
}

extension RecordedWorkloadCase {
  /// What this build decides, within the standard budget.
  package func outputs() -> [(key: String, value: Value)]? {
    outputs(looks: ReplayBudget.standard)
  }
}
