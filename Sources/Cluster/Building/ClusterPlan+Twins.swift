// SPDX-License-Identifier: Apache-2.0

import Manifests
import Scenario

extension ClusterPlan {
  /// Workloads of one kind and name among the manifests of the start, of which only one can act.
  ///
  /// The StatefulSets of Kubernetes and of OpenKruise share their kind, so they may not share names.
  static func twins(among items: [ManifestSet.Item]) -> [Diagnostic] {
    var places: [String: SourcePlace] = [:]
    return items.compactMap { item in
      guard let name = WorkloadKind.reference(to: item.object)?.description else { return nil }
      guard let first = places[name] else {
        places[name] = item.place
        return nil
      }
      return Diagnostic(
        at: item.place, path: "metadata.name", found: "\(name) is given twice",
        expected: "another name", hint: "the first one is at \(first)")
    }
  }
}
