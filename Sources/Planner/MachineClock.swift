// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The clock of the machine, which tells when a run was made and has no part in its results.
enum MachineClock {
  /// Seconds since 1970-01-01T00:00:00Z, rounded down.
  static func unixSeconds() -> Int64 {
    Int64(Date().timeIntervalSince1970.rounded(.down))
  }
}
