// SPDX-License-Identifier: Apache-2.0

/// Why a scalar of a scenario is not what it should be.
struct TextFault: Error, Equatable {
  /// What was expected, as a phrase such as `a duration`.
  var expected: String
  /// What to write instead, if that is known.
  var hint: String?

  init(expected: String, hint: String? = nil) {
    self.expected = expected
    self.hint = hint
  }
}
