// SPDX-License-Identifier: Apache-2.0

import CxxQueue

/// The hold model on `std::priority_queue`, with the same calls as our `HoldModel`.
@safe
struct CxxHoldModel: ~Copyable {
  private let model: OpaquePointer
  private(set) var checksum: UInt64 = 0

  init(pending: Int, delays: [Int64]) throws(BenchmarkFailure) {
    guard let model = unsafe cxx_hold_create(Int64(pending), delays, Int64(delays.count)) else {
      throw BenchmarkFailure(reason: "the C++ opponent could not be made")
    }
    unsafe self.model = unsafe model
  }

  deinit {
    unsafe cxx_hold_destroy(model)
  }

  /// Runs a number of pop and push pairs.
  mutating func run(pairs: Int) {
    checksum = unsafe cxx_hold_run(model, Int64(pairs))
  }

  /// Whether the C++ file was compiled with optimisation, as it must be.
  static var isOptimized: Bool { cxx_is_optimized() == 1 }
}
