// SPDX-License-Identifier: Apache-2.0

import Manifests

/// Rates of the network and the disks of a node, or what a pod asks of them.
package struct Bandwidth: Hashable, BitwiseCopyable, Sendable {
  /// Bits per second into the pods.
  package var ingress: Int64
  /// Bits per second out of the pods.
  package var egress: Int64
  /// Bytes per second from and to disks.
  package var disk: Int64

  /// Creates rates; each is 0 if not given.
  package init(ingress: Int64 = 0, egress: Int64 = 0, disk: Int64 = 0) {
    self.ingress = ingress
    self.egress = egress
    self.disk = disk
  }

  /// Whether nothing is asked for.
  package var isZero: Bool { ingress == 0 && egress == 0 && disk == 0 }

  /// Adds a multiple of other rates; sums beyond 64 bits wrap around, so that subtraction restores.
  mutating func add(_ other: Bandwidth, times factor: Int64) {
    ingress &+= other.ingress &* factor
    egress &+= other.egress &* factor
    disk &+= other.disk &* factor
  }

  /// The rate of an annotation; `missing` if there is none or if it is not allowed.
  ///
  /// The bounds of 1k and 1P are those of kubernetes v1.36 pkg/util/bandwidth/utils.go; a kubelet
  /// refuses to set up the network of a pod beyond them, here such a value counts as absent.
  static func rate(_ key: String, in annotations: LabelSet, missing: Int64) -> Int64 {
    guard let text = annotations[key], let quantity = try? Quantity(parsing: text) else {
      return missing
    }
    let rate = quantity.boundedValue
    return (1_000...1_000_000_000_000_000).contains(rate) ? rate : missing
  }
}
