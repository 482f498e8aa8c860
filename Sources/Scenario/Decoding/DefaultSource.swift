// SPDX-License-Identifier: Apache-2.0

/// Where a default value comes from and how far it can be trusted.
struct DefaultSource: Sendable, Equatable {
  /// How strong the evidence is.
  enum Grade: String, Sendable, CaseIterable {
    /// The shipped code of the system that is simulated.
    case code
    /// Derived by arithmetic from something with a source.
    case derived
    /// A forum, blog or log of a single test.
    case weak
    /// No source was found: a plausible value.
    case assumed
    /// A choice of form that models nothing, such as the seed 1.
    case convention
  }

  /// How strong the evidence is.
  var grade: Grade
  /// The source, such as a file of Kubernetes, or the reason.
  var text: String
}
