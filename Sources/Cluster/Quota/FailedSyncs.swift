// SPDX-License-Identifier: Apache-2.0

/// How often in a row the syncs of a key failed because the API server refused to create objects.
///
/// The rate limiter of a work queue keeps the same for each key (kubernetes v1.36
/// staging/src/k8s.io/client-go/util/workqueue/default_rate_limiters.go).
struct FailedSyncs: Sendable {
  private var counts: [UInt64: Int] = [:]

  private static func word(_ controller: ControllerKind, _ key: UInt32) -> UInt64 {
    UInt64(controller.rawValue) << 32 | UInt64(key)
  }

  /// Counts a failure and returns how many there were before.
  mutating func fail(_ controller: ControllerKind, _ key: UInt32) -> Int {
    let before = counts[Self.word(controller, key), default: 0]
    counts[Self.word(controller, key)] = before + 1
    return before
  }

  /// Forgets a key whose sync went well.
  mutating func forget(_ controller: ControllerKind, _ key: UInt32) {
    if !counts.isEmpty { counts[Self.word(controller, key)] = nil }
  }
}
