// SPDX-License-Identifier: Apache-2.0

import Manifests

extension WorkloadReference: ScenarioBlock {
  static let blank = WorkloadReference(kind: "", name: "")
  static let shapeName: String? = "workload"

  /// The kinds that own pods for as long as the cluster runs.
  static let kinds = [
    "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "CloneSet",
    "StatefulSetPlus", "Job", "CronJob", "Pod",
  ]

  static let fields: [Field<WorkloadReference>] = [
    Field(
      "kind", \.kind, .choice(kinds, name: "kind"), .required, "The kind, as in the manifest."),
    Field(
      "namespace", \.namespace, .dnsLabel(), .convention("Kubernetes' own default"),
      "The namespace."),
    Field("name", \.name, .dnsName, .required, "The name."),
  ]
}

extension Form where Result == WorkloadReference {
  /// A workload that must exist among the manifests.
  ///
  /// With a list, a second entry for one workload in that list is an error.
  static func workload(uniqueIn list: String? = nil, kinds: [String]? = nil) -> Form {
    Form.block(WorkloadReference.self).also { target, value, reading in
      reading.within("name") {
        reading.workloads.append(reading.mention(target, at: value["name"] ?? value))
      }
      if let list, !reading.owners.insert(list + " " + target.description).inserted {
        reading.report(
          value, found: "a second entry for \(target.description)",
          expected: "one entry a workload in spec.\(list)")
      }
      if let kinds, !kinds.contains(target.kind) {
        reading.report(
          value["kind"] ?? value, key: "kind", found: "found \"\(target.kind)\"",
          expected: "one of " + kinds.joined(separator: ", "))
      }
    }
  }
}
