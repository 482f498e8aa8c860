// SPDX-License-Identifier: Apache-2.0

package import Metrics

/// Finds the workload that an object of another kind belongs to, by Kubernetes' naming habits.
package enum WorkloadName {
  /// `namespace/name` of a target such as `Deployment/namespace/name`.
  package static func withoutKind(_ target: String) -> String {
    let parts = target.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 3 ? parts.dropFirst().joined(separator: "/") : target
  }

  /// The workload that an autoscaler named `object` scales, out of `workloads`.
  ///
  /// The store does not keep `scaleTargetRef`; an autoscaler carries the name of its workload, or
  /// that name with something before or after it. The longest fitting name wins.
  package static func scaled(by object: String, of workloads: [String]) -> String? {
    if workloads.contains(object) { return object }
    let (space, name) = split(object)
    return
      workloads
      .filter { workload in
        let (workloadSpace, workloadName) = split(workload)
        return workloadSpace == space
          && (name.hasPrefix(workloadName + "-") || name.hasSuffix("-" + workloadName))
      }
      .max { ($0.count, $1) < ($1.count, $0) }
  }

  /// The workload out of `workloads` that an event is about.
  package static func subject(of event: EventRecord, in workloads: [String]) -> String? {
    switch event.kind {
    case "Node": nil
    case "Pod", "ReplicaSet":
      owner(of: event.object, in: workloads)
    default:
      scaled(by: qualified(event.object, in: workloads), of: workloads)
    }
  }

  /// The workload with the longest name that the name of a pod or ReplicaSet continues.
  private static func owner(of object: String, in workloads: [String]) -> String? {
    workloads.filter { object.hasPrefix($0 + "-") }.max { $0.count < $1.count }
  }

  /// The name with the namespace of the workload of that name when it has none.
  private static func qualified(_ object: String, in workloads: [String]) -> String {
    guard !object.contains("/") else { return object }
    return workloads.first { split($0).name == object } ?? object
  }

  private static func split(_ object: String) -> (space: String, name: String) {
    guard let slash = object.firstIndex(of: "/") else { return ("", object) }
    return (String(object[..<slash]), String(object[object.index(after: slash)...]))
  }
}
