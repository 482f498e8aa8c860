// SPDX-License-Identifier: Apache-2.0

import Manifests
import Testing

private let template =
  "template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c}]}}"
private let workload = "selector: {matchLabels: {a: b}}, \(template)"

private func read(_ apiVersion: String, _ kind: String, _ spec: String) -> ManifestSet {
  let set = ManifestReader.read(
    text: "{apiVersion: \(apiVersion), kind: \(kind), metadata: {name: x}, spec: {\(spec)}}",
    file: "t.yaml")
  #expect(set.diagnostics == [])
  return set
}

private func autoscaler(_ version: String, _ rest: String) throws -> HorizontalPodAutoscaler.Spec {
  let set = read(
    "autoscaling/\(version)", "HorizontalPodAutoscaler",
    "scaleTargetRef: {kind: Deployment, name: d}, maxReplicas: 9, \(rest)")
  return try #require(set.horizontalPodAutoscalers.first).spec
}

private func faults(_ rest: String) -> [String] {
  ManifestReader.read(
    text: """
      {apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: x},
       spec: {scaleTargetRef: {kind: Deployment, name: d}, \(rest)}}
      """, file: "t.yaml"
  ).diagnostics.map(\.message)
}

/// The numbers are those of kubernetes v1.36 pkg/apis/*/defaults.go.
struct DefaultsTests {
  @Test func `a Deployment that says little gets the defaults of the server`() throws {
    let deployment = try #require(read("apps/v1", "Deployment", workload).deployments.first)
    #expect(deployment.metadata.namespace == "default")
    #expect(deployment.spec.replicas == 1)
    #expect(deployment.spec.strategy == .rollingUpdate)
    #expect(deployment.spec.maxSurge == .string("25%"))
    #expect(deployment.spec.maxUnavailable == .string("25%"))
    #expect(deployment.spec.progressDeadlineSeconds == 600)
    #expect(deployment.spec.revisionHistoryLimit == 10)
    let pod = deployment.spec.template.spec
    #expect(pod.terminationGracePeriodSeconds == 30)
    #expect(pod.restartPolicy == .always)
    #expect(pod.schedulerName == "default-scheduler")
    #expect(pod.containers.first?.imagePullPolicy == .always)
  }

  @Test func `zero replicas and null fields are told from absent ones`() throws {
    let none = read("apps/v1", "Deployment", "replicas: 0, \(workload)")
    #expect(none.deployments.first?.spec.replicas == 0)
    let null = read("apps/v1", "Deployment", "replicas: ~, \(workload)")
    #expect(null.deployments.first?.spec.replicas == 1)
  }

  @Test func `StatefulSets and DaemonSets get their own defaults`() throws {
    let stateful = try #require(read("apps/v1", "StatefulSet", workload).statefulSets.first).spec
    #expect(stateful.podManagementPolicy == .orderedReady && stateful.partition == 0)
    #expect(stateful.maxUnavailable == nil && stateful.claimsWhenDeleted == .retain)
    let daemon = try #require(read("apps/v1", "DaemonSet", workload).daemonSets.first).spec
    #expect(daemon.maxUnavailable == .int(1) && daemon.maxSurge == .int(0))
  }

  @Test func `a Job with neither count runs one pod once`() throws {
    let pod = "template: {spec: {restartPolicy: Never, containers: [{name: c}]}}"
    let plain = try #require(read("batch/v1", "Job", pod).jobs.first).spec
    #expect(plain.parallelism == 1 && plain.completions == 1 && plain.backoffLimit == 6)
    let queue = try #require(read("batch/v1", "Job", "parallelism: 3, \(pod)").jobs.first).spec
    #expect(queue.parallelism == 3 && queue.completions == nil)
    let many = try #require(read("batch/v1", "Job", "completions: 5, \(pod)").jobs.first).spec
    #expect(many.parallelism == 1 && many.completions == 5)
    #expect(plain.podReplacementPolicy == .terminatingOrFailed)
  }

  @Test func `policies of a Job that the run leaves out are told`() {
    let pod = "template: {spec: {restartPolicy: Never, containers: [{name: c}]}}"
    let set = ManifestReader.read(
      text: "{apiVersion: batch/v1, kind: Job, metadata: {name: j}, "
        + "spec: {podFailurePolicy: {rules: []}, successPolicy: {}, \(pod)}}", file: "t.yaml")
    #expect(set.diagnostics.map(\.severity) == [.warning, .warning])
    #expect(
      set.diagnostics.map(\.path) == ["spec.podFailurePolicy", "spec.successPolicy"])
    #expect(set.jobs.first?.spec.podReplacementPolicy == .failed)
  }

  @Test(arguments: [
    ("nginx", true), ("nginx:latest", true), ("nginx:1.7", false), ("reg:5000/nginx", true),
    ("reg:5000/nginx:2", false), ("nginx@sha256:00", false), ("", true),
  ])
  func `an image is pulled always when its tag is latest or absent`(image: String, always: Bool)
    throws
  {
    let set = read("v1", "Pod", "containers: [{name: c, image: '\(image)'}]")
    let policy = try #require(set.pods.first?.spec.containers.first).imagePullPolicy
    #expect((policy == .always) == always)
  }

  @Test func `an autoscaler without metrics aims at 80 percent of cpu`() throws {
    for version in ["v1", "v2"] {
      let spec = try autoscaler(version, "")
      #expect(spec.metrics == [.resource(name: "cpu", target: .utilization(80))])
      #expect(spec.minReplicas == 1 && spec.behavior == nil)
    }
    let old = try autoscaler("v1", "targetCPUUtilizationPercentage: 55")
    #expect(old.metrics == [.resource(name: "cpu", target: .utilization(55))])
  }

  @Test func `behaviour is filled in field by field`() throws {
    let empty = try #require(try autoscaler("v2", "behavior: {}").behavior)
    #expect(empty.scaleUp.stabilizationWindowSeconds == 0)
    #expect(
      empty.scaleUp.policies == [
        .init(type: .pods, value: 4, periodSeconds: 15),
        .init(type: .percent, value: 100, periodSeconds: 15),
      ])
    #expect(empty.scaleDown.stabilizationWindowSeconds == nil)
    #expect(empty.scaleDown.policies == [.init(type: .percent, value: 100, periodSeconds: 15)])
    #expect(empty.scaleDown.selectPolicy == .max)
    let given = try #require(
      try autoscaler(
        "v2",
        "behavior: {scaleUp: {policies: [{type: Pods, value: 1, periodSeconds: 60}]}, "
          + "scaleDown: {stabilizationWindowSeconds: 0, tolerance: 0.05}}"
      ).behavior)
    #expect(given.scaleUp.policies == [.init(type: .pods, value: 1, periodSeconds: 60)])
    #expect(given.scaleUp.stabilizationWindowSeconds == 0)
    #expect(given.scaleDown.stabilizationWindowSeconds == 0)
    #expect(given.scaleDown.tolerance?.milliValue == 50)
    #expect(given.scaleDown.policies.count == 1)
  }

  @Test(arguments: [
    ("maxReplicas: 0", "spec.maxReplicas: found 0, expected a whole number from 1 to 2147483647"),
    (
      "minReplicas: 5, maxReplicas: 4",
      "spec.maxReplicas: found 4, expected at least minReplicas, which is 5"
    ),
    (
      "minReplicas: 0, maxReplicas: 4",
      "spec.minReplicas: found 0, expected at least 1, or an Object or External metric with the "
        + "gate "
        + "HPAScaleToZero"
    ),
    (
      "maxReplicas: 4, metrics: [{type: Resource, resource: {name: cpu, target: {type: Value, "
        + "value: 1}}}]",
      "spec.metrics[0].resource.target.type: found \"Value\", expected one of Utilization, "
        + "AverageValue"
    ),
    (
      "maxReplicas: 4, metrics: [{type: Pods, pods: {target: {type: AverageValue, averageValue: "
        + "1}}}]",
      "spec.metrics[0].pods.metric: required field is missing"
    ),
    (
      "maxReplicas: 4, metrics: [{type: Resource, resource: {name: cpu, target: {type: "
        + "AverageValue, "
        + "averageValue: 0}}}]",
      "spec.metrics[0].resource.target.averageValue: found 0, expected a quantity greater than 0"
    ),
    (
      "maxReplicas: 4, behavior: {scaleUp: {policies: []}}",
      "spec.behavior.scaleUp.policies: found an empty list, expected at least one item"
    ),
    (
      "maxReplicas: 4, behavior: {scaleUp: {stabilizationWindowSeconds: 3601}}",
      "spec.behavior.scaleUp.stabilizationWindowSeconds: found 3601, expected a whole number "
        + "from 0 "
        + "to 3600"
    ),
  ])
  func `an autoscaler that the server would refuse is refused`(rest: String, message: String) {
    #expect(faults(rest) == [message])
  }

  @Test func `a LimitRange derives its defaults from its bounds`() throws {
    let set = read(
      "v1", "LimitRange", "limits: [{type: Container, max: {cpu: 2}, min: {cpu: 1, memory: 1Mi}}]")
    let item = try #require(set.limitRanges.first?.limits.first)
    #expect(item.default["cpu"] == Quantity(2) && item.default["memory"] == nil)
    #expect(item.defaultRequest["cpu"] == Quantity(2))
    #expect(item.defaultRequest["memory"] == Quantity(1_048_576))
  }

  @Test func `allocatable is the capacity when a node does not tell it`() throws {
    let set = ManifestReader.read(
      text: "{apiVersion: v1, kind: Node, metadata: {name: n1}, status: {capacity: {cpu: 4}}}",
      file: "t.yaml")
    #expect(set.nodes.first?.status.allocatable.cpuMillis == 4_000)
  }

  @Test func `a service port aims at the same port of the pods`() throws {
    let set = read("v1", "Service", "ports: [{port: 80}, {port: 81, targetPort: web}]")
    #expect(set.services.first?.ports.map(\.targetPort) == [.int(80), .string("web")])
  }
}
