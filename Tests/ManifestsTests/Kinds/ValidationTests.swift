// SPDX-License-Identifier: Apache-2.0

import Manifests
import Testing

/// A specification that the server or the controller would refuse, and what is said of it.
struct BadSpec: CustomTestStringConvertible, Sendable {
  var apiVersion: String
  var kind: String
  var spec: String
  var message: String

  init(_ apiVersion: String, _ kind: String, _ spec: String, _ message: String) {
    self.apiVersion = apiVersion
    self.kind = kind
    self.spec = spec
    self.message = message
  }

  var testDescription: String { "\(kind): \(message)" }
}

private let workload =
  "selector: {matchLabels: {a: b}}, "
  + "template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c}]}}"
private let target = "scaleTargetRef: {kind: Deployment, name: d}"
private let jobPod = "template: {spec: {restartPolicy: Never, containers: [{name: c}]}}"
private let kruise = "apps.kruise.io/v1alpha1"

private let badSpecs: [BadSpec] = [
  BadSpec(
    "apps/v1", "DaemonSet",
    "\(workload), updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 1}}",
    "spec.updateStrategy.rollingUpdate.maxUnavailable: maxUnavailable is 1, maxSurge is 1, "
      + "expected "
      + "exactly one of them to be greater than 0"),
  BadSpec(
    "apps/v1", "StatefulSet", "\(workload), updateStrategy: {rollingUpdate: {maxUnavailable: 0%}}",
    "spec.updateStrategy.rollingUpdate.maxUnavailable: found 0%, expected more than 0"),
  BadSpec(
    "apps/v1", "StatefulSet", "\(workload), updateStrategy: {rollingUpdate: {partition: -1}}",
    "spec.updateStrategy.rollingUpdate.partition: found -1, expected a whole number from 0 to "
      + "2147483647"),
  BadSpec(
    "apps/v1", "ReplicaSet", "\(workload), minReadySeconds: 1.5",
    "spec.minReadySeconds: found 1.5, expected a whole number"),
  BadSpec(
    "apps/v1", "Deployment", "\(workload), strategy: {type: Recreate, rollingUpdate: {}}",
    "spec.strategy.rollingUpdate: rollingUpdate is given, expected none when the type is Recreate"),
  BadSpec(
    "apps/v1", "Deployment", "\(workload), strategy: {rollingUpdate: {maxUnavailable: 101%}}",
    "spec.strategy.rollingUpdate.maxUnavailable: found 101%, expected at most 100%"),
  BadSpec(
    "apps/v1", "Deployment", "\(workload), minReadySeconds: 10, progressDeadlineSeconds: 10",
    "spec.progressDeadlineSeconds: found 10, expected more than minReadySeconds, which is 10"),
  BadSpec(
    "batch/v1", "Job", "template: {spec: {containers: [{name: c}]}}",
    "spec.template.spec.restartPolicy: found \"Always\", expected OnFailure or Never for this "
      + "kind"),
  BadSpec(
    "batch/v1", "Job", "\(jobPod), parallelism: 2, completionMode: Indexed",
    "spec.completions: required field is missing"),
  BadSpec(
    "batch/v1", "Job", "\(jobPod), backoffLimitPerIndex: 2",
    "spec.backoffLimitPerIndex: backoffLimitPerIndex is given, expected completionMode "
      + "Indexed with "
      + "it"),
  BadSpec(
    "batch/v1", "CronJob", "jobTemplate: {spec: {\(jobPod)}}",
    "spec.schedule: required field is missing"),
  BadSpec(
    "policy/v1", "PodDisruptionBudget", "minAvailable: 1, maxUnavailable: 1",
    "spec.maxUnavailable: minAvailable and maxUnavailable are both given, expected one of them"),
  BadSpec(
    "policy/v1", "PodDisruptionBudget",
    "minAvailable: 1, selector: {matchExpressions: "
      + "[{key: a, operator: In}]}",
    "spec.selector.matchExpressions[0].values: no values are given, expected at least one value"),
  BadSpec(
    kruise, "CloneSet", "\(workload), updateStrategy: {maxUnavailable: 0}",
    "spec.updateStrategy.maxUnavailable: maxUnavailable and maxSurge are both 0, expected one "
      + "of them "
      + "to be greater, or no pod could ever be replaced"),
  BadSpec(
    kruise, "CloneSet", "\(workload), updateStrategy: {type: InPlace}",
    "spec.updateStrategy.type: found \"InPlace\", expected one of ReCreate, InPlaceIfPossible, "
      + "InPlaceOnly"),
  BadSpec(
    kruise, "StatefulSet", "\(workload), reserveOrdinals: [1, x]",
    "spec.reserveOrdinals[1]: found \"x\", expected a whole number from 0 to 2147483647"),
  BadSpec(
    "platform.tkex/v1alpha1", "StatefulSetPlus",
    "\(workload), replicas: 9, updateStrategy: {podsNumToUpdate: [4, 6]}",
    "spec.updateStrategy.podsNumToUpdate: the batches hold 10 pods, expected as many as replicas, "
      + "which is 9"),
  BadSpec(
    "platform.tkex/v1alpha1", "StatefulSetPlus",
    "\(workload), replicas: 10, updateStrategy: {batchNum: 3, podsNumToUpdate: [4, 6]}",
    "spec.updateStrategy.podsNumToUpdate: found 2 batches, expected as many as batchNum, which is 3"
  ),
  BadSpec(
    "platform.tkex/v1alpha1", "StatefulSetPlus",
    "\(workload), updateStrategy: {batchNum: 2, podsNumToUpdate: [40%, 50%]}",
    "spec.updateStrategy.podsNumToUpdate: the batches hold 90%, expected 100% together"
  ),
  BadSpec(
    "platform.tkex/v1alpha1", "StatefulSetPlus",
    "\(workload), updateStrategy: {batchNum: 2, podsNumToUpdate: [40%, 5]}",
    "spec.updateStrategy.podsNumToUpdate: found numbers and percentages, expected only one of them"
  ),
  BadSpec(
    "extensions.tkestack.io/v1", "CronHPA", "\(target), crons: [{schedule: '* * * * *'}]",
    "spec.crons[0].targetReplicas: required field is missing"),
  BadSpec(
    "autoscaling.alibabacloud.com/v1beta1", "CronHorizontalPodAutoscaler", "\(target), jobs: []",
    "spec.jobs: found an empty list, expected at least one item"),
  BadSpec(
    "v1", "Service", "ports: [{port: 0}]",
    "spec.ports[0].port: found 0, expected a whole number from 1 to 65535"),
  BadSpec(
    "v1", "Node", "taints: [{key: a, effect: NoSchedul}]",
    "spec.taints[0].effect: found \"NoSchedul\", expected one of NoSchedule, PreferNoSchedule, "
      + "NoExecute"),
  BadSpec(
    "v1", "ReplicationController",
    "selector: {a: x}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c}]}}",
    "spec.selector: the selector does not match the labels of the template"),
  BadSpec(
    "v1", "ResourceQuota", "hard: {cpu: -1}",
    "spec.hard.cpu: found -1, expected a quantity that is not negative"),
  BadSpec(
    "v1", "LimitRange", "limits: []", "spec.limits: found an empty list, expected at least one item"
  ),
]

struct ValidationTests {
  @Test(arguments: badSpecs)
  func `a specification that the server would refuse is refused`(_ bad: BadSpec) {
    let set = ManifestReader.read(
      text: "{apiVersion: \(bad.apiVersion), kind: \(bad.kind), metadata: {name: x}, "
        + "spec: {\(bad.spec)}}", file: "t.yaml")
    #expect(set.diagnostics.map(\.message) == [bad.message])
    #expect(set.refusedCount == 1 && set.items.isEmpty)
  }

  @Test func `priorities beyond a billion belong to the system`() {
    func faults(_ name: String) -> [String] {
      ManifestReader.read(
        text: "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: \(name)}, "
          + "value: 2000000000}", file: "t.yaml"
      ).diagnostics.map(\.message)
    }
    #expect(faults("mine") == ["value: found 2000000000, expected at most 1000000000"])
    #expect(faults("system-node-critical") == [])
  }

  @Test func `fields that are not known are passed over, as the server does`() {
    let set = ManifestReader.read(
      text: """
        apiVersion: v1
        kind: Pod
        metadata: {name: p, managedFields: [1, x]}
        spec: {containers: [{name: c, env: 5}], dnsPolicy: [], unknown: {a: b}}
        """, file: "t.yaml")
    #expect(set.diagnostics == [])
    #expect(set.pods.count == 1)
  }
}
