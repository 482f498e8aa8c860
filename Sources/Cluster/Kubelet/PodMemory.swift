// SPDX-License-Identifier: Apache-2.0

import Manifests
import Scenario

/// The memory that a pod of a template holds, its working set.
struct PodMemory: Sendable, Equatable {
  /// What pods use of the memory that they request where nothing else is known.
  ///
  /// Source: Ctrip's account of its container platform, which reports about 60 % of the memory and
  /// about 10 % of the CPU in use where more than 97 % of both are requested.
  static let usedShare = 0.6

  /// Bytes without requests.
  var idleBytes: Int64
  /// Bytes for each request in the pod.
  var bytesPerRequest: Int64
  /// The limit, which no pod exceeds; `Int64.max` without one.
  var limitBytes: Int64

  /// Compiles the memory of a pod template.
  init(_ spec: PodSpec, _ block: BehaviorBlock?) {
    let request = spec.effectiveRequests["memory"]?.value ?? 0
    idleBytes = block?.idleMemoryBytes ?? Int64(Double(request) * Self.usedShare)
    bytesPerRequest = block?.request?.memoryBytes ?? 0
    limitBytes = Self.limit(of: spec)
  }

  /// The working set with a number of requests in the pod.
  func bytes(inFlight requests: Double) -> Int64 {
    let extra = Int64(exactly: (requests * Double(bytesPerRequest)).rounded()) ?? limitBytes
    let (sum, overflow) = idleBytes.addingReportingOverflow(extra)
    return overflow ? limitBytes : min(sum, limitBytes)
  }

  private static func limit(of spec: PodSpec) -> Int64 {
    if let own = spec.resources.limits["memory"] { return own.value }
    var sum: Int64 = 0
    for container in spec.containers {
      guard let limit = container.resources.limits["memory"] else { return .max }
      let (total, overflow) = sum.addingReportingOverflow(limit.value)
      if overflow { return .max }
      sum = total
    }
    return sum
  }
}
