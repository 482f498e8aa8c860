// SPDX-License-Identifier: Apache-2.0

package import Cluster
package import Manifests

/// A pod of which it is asked how many fit.
package struct CapacitySpecification: Sendable {
  /// What the file calls it, such as `Deployment/feed`.
  package var name: String
  /// The pod.
  package var pod: Pod
  /// What its spreading by default counts, if a workload makes it.
  package var selecting: SchedulingObjects.Selecting?

  /// Reads the pods and templates of workloads of a file; faults go to the collector.
  package static func read(
    path: String, into diagnostics: Diagnostics
  ) -> [CapacitySpecification] {
    let set = ManifestReader.read(path: path)
    diagnostics.report(set.diagnostics)
    let priorities = PriorityResolution(set, diagnostics)
    var all: [CapacitySpecification] = []
    for item in set.items {
      let metadata = item.object.metadata
      let name = metadata.name.isEmpty ? metadata.generateName ?? "" : metadata.name
      if case .pod(var pod) = item.object {
        pod.spec.nodeName = nil
        pod.status = PodStatus()
        pod.metadata.deletionTimestamp = nil
        pod = priorities.resolved(pod, at: item.place)
        all.append(.init(name: "Pod/\(name)", pod: pod))
      } else if let workload = WorkloadPods(item.object) {
        let pod = priorities.resolved(workload.pod(0), at: item.place)
        all.append(
          .init(name: "\(item.kind)/\(name)", pod: pod, selecting: workload.selecting))
      }
    }
    if all.isEmpty, !set.hasErrors {
      diagnostics.report(
        Diagnostic(
          at: SourcePlace(file: path), found: "no pod and no workload",
          expected: "a Pod, or a workload with a template of pods"))
    }
    return all
  }
}
