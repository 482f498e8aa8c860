// SPDX-License-Identifier: Apache-2.0

/// Amounts of CPU and memory of a container; an amount that is not set is nil.
package struct VPAResources: Sendable, Hashable {
  /// The largest amount that the recommender knows.
  static let greatestAmount: Int64 = 100_000_000_000_000

  /// CPU in thousandths of a core.
  package var cpuMillis: Int64?
  /// Memory in bytes.
  package var memoryBytes: Int64?

  /// Creates amounts.
  package init(cpuMillis: Int64? = nil, memoryBytes: Int64? = nil) {
    self.cpuMillis = cpuMillis
    self.memoryBytes = memoryBytes
  }

  /// One of the amounts.
  package subscript(resource: VPAResource) -> Int64? {
    get { resource == .cpu ? cpuMillis : memoryBytes }
    set {
      switch resource {
      case .cpu: cpuMillis = newValue
      case .memory: memoryBytes = newValue
      }
    }
  }

  /// A computed amount without its fraction, within the bounds of the recommender.
  ///
  /// Source: kubernetes/autoscaler vertical-pod-autoscaler/pkg/recommender/model/types.go.
  static func amount(_ value: Double) -> Int64 {
    if value > Double(greatestAmount) { return greatestAmount }
    return value > 0 ? Int64(value) : 0
  }

  /// An amount times a factor.
  static func scaled(_ amount: Int64, by factor: Double) -> Int64 {
    self.amount(Double(amount) * factor)
  }
}

/// A resource that the vertical autoscaler can set.
package enum VPAResource: String, Sendable, Hashable, CaseIterable {
  case cpu
  case memory
}
