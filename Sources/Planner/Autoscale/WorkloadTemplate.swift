// SPDX-License-Identifier: Apache-2.0

import Manifests

/// The pods of the workload that an autoscaler targets, as its manifest has them.
struct WorkloadTemplate {
  let kind: String
  let name: String
  let place: SourcePlace
  let replicas: Int32
  private let spec: PodSpec

  /// The template of an object; nil for kinds that have none or no replica count.
  init?(_ item: ManifestSet.Item) {
    let template: PodTemplateSpec?
    switch item.object {
    case .deployment(let it): (replicas, template) = (it.spec.replicas, it.spec.template)
    case .statefulSet(let it): (replicas, template) = (it.spec.replicas, it.spec.template)
    case .replicaSet(let it): (replicas, template) = (it.spec.replicas, it.spec.template)
    case .cloneSet(let it): (replicas, template) = (it.spec.replicas, it.spec.template)
    default: return nil
    }
    guard let template else { return nil }
    kind = item.kind
    name = item.object.metadata.name
    place = item.place
    spec = template.spec
  }

  /// The amount of a resource in thousandths: that of the pod, or of one container.
  ///
  /// Source: kubernetes v1.36 pkg/controller/podautoscaler/replica_calculator.go,
  /// calculatePodRequests: each container must have one, sidecars too.
  func requestMilli(_ resource: String, container: String?) -> Int64? {
    if container == nil, let own = spec.resources.requests[resource] { return own.milliValue }
    return sum(container) { $0.resources.requests[resource] }
  }

  /// The bound on the use of CPU in thousandths; nil when a container has none.
  func limitMilli(_ resource: String, container: String?) -> Int64? {
    guard resource == "cpu" else { return nil }
    if container == nil, let own = spec.resources.limits[resource] { return own.milliValue }
    return sum(container) { $0.resources.limits[resource] }
  }

  private func sum(_ container: String?, _ amount: (Container) -> Quantity?) -> Int64? {
    let counted = (spec.containers + spec.initContainers.filter(\.isSidecar))
      .filter { container == nil || $0.name == container }
    var sum: Int64 = 0
    for own in counted {
      guard let amount = amount(own) else { return nil }
      let (total, overflow) = sum.addingReportingOverflow(amount.milliValue)
      if overflow { return nil }
      sum = total
    }
    return counted.isEmpty ? nil : sum
  }
}
