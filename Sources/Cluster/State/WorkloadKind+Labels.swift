// SPDX-License-Identifier: Apache-2.0

import Manifests

extension WorkloadKind {
  /// The labels of the pods that an object makes; none if it makes no pods.
  static func podLabels(of object: KubernetesObject) -> LabelSet {
    switch object {
    case .deployment(let manifest): manifest.spec.template.metadata.labels
    case .statefulSet(let manifest): manifest.spec.template.metadata.labels
    case .statefulSetPlus(let manifest): manifest.spec.template.metadata.labels
    case .cloneSet(let manifest): manifest.spec.template.metadata.labels
    case .advancedStatefulSet(let manifest): manifest.spec.template.metadata.labels
    default: LabelSet()
    }
  }
}
