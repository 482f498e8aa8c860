// SPDX-License-Identifier: Apache-2.0

package import Manifests

/// What the controller adds to the pods of a DaemonSet.
///
/// Source: kubernetes v1.36 pkg/controller/daemon/util/daemonset_util.go,
/// AddOrUpdateDaemonPodTolerations.
package enum DaemonTolerations {
  /// The tolerations, with one more for pods on the network of their node.
  package static func all(hostNetwork: Bool) -> [Toleration] {
    let always: [(String, Taint.Effect)] = [
      ("not-ready", .noExecute), ("unreachable", .noExecute), ("disk-pressure", .noSchedule),
      ("memory-pressure", .noSchedule), ("pid-pressure", .noSchedule),
      ("unschedulable", .noSchedule),
    ]
    let all = always + (hostNetwork ? [("network-unavailable", .noSchedule)] : [])
    return all.map { name, effect in
      var toleration = Toleration()
      toleration.key = "node.kubernetes.io/\(name)"
      toleration.operator = .exists
      toleration.effect = effect
      return toleration
    }
  }
}
