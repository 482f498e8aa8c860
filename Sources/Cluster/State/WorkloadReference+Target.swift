// SPDX-License-Identifier: Apache-2.0

import Manifests
import Scenario

extension WorkloadReference {
  /// The workload that an object names as its target, which lies in the object's namespace.
  init(_ target: CrossVersionObjectReference, of object: ObjectMeta) {
    self.init(kind: target.kind, namespace: object.namespace, name: target.name)
  }
}
