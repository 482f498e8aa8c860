// SPDX-License-Identifier: Apache-2.0

/// Numbers of faults in words.
enum FaultCount {
  /// `1 fault`, `2 faults`, `no fault`.
  static func text(_ count: Int) -> String {
    switch count {
    case 0: "no fault"
    case 1: "1 fault"
    default: "\(count) faults"
    }
  }
}
