// SPDX-License-Identifier: Apache-2.0

package import Manifests

/// How many pods stay old for a partition that may be a percentage.
///
/// Follows openkruise/kruise pkg/util/tools.go, CalculatePartitionReplicas.
package enum PartitionReplicas {
  /// The pods that stay old: a percentage rounds up, and one below 100 % lets one pod go at least.
  package static func count(_ partition: IntOrString, replicas: Int) -> Int {
    var value = partition.scaled(total: replicas, roundingUp: true) ?? 0
    if replicas > 1, value == replicas, let percent = partition.percent, percent != 100 {
      value = replicas - 1
    }
    return max(0, min(value, replicas))
  }
}
