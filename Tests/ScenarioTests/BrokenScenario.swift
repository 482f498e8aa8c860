// SPDX-License-Identifier: Apache-2.0

import Testing

/// A fault put into the fixture `festival/scenario.yaml`, and what must be said of it.
struct BrokenScenario: Sendable, CustomTestStringConvertible {
  /// What the case shows.
  var name: String
  /// A text that is once in the fixture.
  var old: String
  /// What takes its place.
  var new: String
  /// All errors, as `line:column: message`, in order.
  var faults: [String]

  init(_ name: String, _ old: String, _ new: String, _ faults: String...) {
    self.name = name
    self.old = old
    self.new = new
    self.faults = faults
  }

  /// Every case.
  static let all = specFaults + clusterFaults + workloadsFaults

  var testDescription: String { name }
}
