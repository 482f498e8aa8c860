// SPDX-License-Identifier: Apache-2.0

import Manifests

/// What only plugins beyond those of Kubernetes look at in a pod: some annotations, and limits.
package struct PlacementHints: Hashable, Sendable {
  /// Says whether a pod returns to its former node; `true` or `false`.
  static let stickyAnnotation = "springtide.dev/sticky"
  /// The number of members that the group of a pod shall have.
  static let groupSizeAnnotation = "springtide.dev/group-size"

  /// What the pod asks of network and disks.
  package var bandwidth: Bandwidth
  /// Whether the pod returns to its former node; nil if it does not say.
  package var isSticky: Bool?
  /// The size of its group; 0 if it does not say.
  package var groupSize: Int64
  /// The CPU limits of all containers together; 0 if there is none.
  package var limitCPUMillis: Int64
  /// The memory limits of all containers together; 0 if there is none.
  package var limitMemoryBytes: Int64

  init(_ pod: Pod) {
    let annotations = pod.metadata.annotations
    bandwidth = Bandwidth(
      ingress: Bandwidth.rate("kubernetes.io/ingress-bandwidth", in: annotations, missing: 0),
      egress: Bandwidth.rate("kubernetes.io/egress-bandwidth", in: annotations, missing: 0),
      disk: Bandwidth.rate("springtide.dev/disk-bandwidth", in: annotations, missing: 0))
    switch annotations[Self.stickyAnnotation] {
    case "true": isSticky = true
    case "false": isSticky = false
    default: isSticky = nil
    }
    let size = annotations[Self.groupSizeAnnotation].flatMap { Int64($0) } ?? 0
    groupSize = min(max(size, 0), Int64(Int32.max))
    limitCPUMillis = 0
    limitMemoryBytes = 0
    addLimits(of: pod.spec)
  }

  /// Containers and sidecars run together, other init containers one by one before them.
  private mutating func addLimits(of spec: PodSpec) {
    var (startCPU, startMemory): (Int64, Int64) = (0, 0)
    for container in spec.initContainers.filter({ !$0.isSidecar }) {
      startCPU = max(startCPU, container.resources.limits["cpu"]?.boundedMilliValue ?? 0)
      startMemory = max(startMemory, container.resources.limits["memory"]?.boundedValue ?? 0)
    }
    for container in spec.initContainers.filter(\.isSidecar) + spec.containers {
      limitCPUMillis &+= container.resources.limits["cpu"]?.boundedMilliValue ?? 0
      limitMemoryBytes &+= container.resources.limits["memory"]?.boundedValue ?? 0
    }
    limitCPUMillis = min(max(limitCPUMillis, startCPU), Resources.greatestAmount)
    limitMemoryBytes = min(max(limitMemoryBytes, startMemory), Resources.greatestAmount)
  }
}
