// SPDX-License-Identifier: Apache-2.0

import Manifests
import Testing

/// KEDA's and Crane's objects as they are read.
@Suite struct ScaledObjectTests {
  private func read(_ spec: String) -> ManifestSet {
    ManifestReader.read(
      text: "{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: s}, spec: "
        + spec + "}", file: "t.yaml")
  }

  @Test func `what is not given has the defaults of KEDA`() throws {
    let set = read("{scaleTargetRef: {name: web}, triggers: [{type: cpu}]}")
    #expect(set.diagnostics == [])
    let object = try #require(set.scaledObjects.first)
    #expect(object.scaleTargetRef.kind == "Deployment")
    #expect(object.pollingInterval == 30)
    #expect(object.cooldownPeriod == 300)
    #expect(object.initialCooldownPeriod == 0)
    #expect(object.idleReplicaCount == nil)
    #expect(object.minReplicaCount == 0)
    #expect(object.maxReplicaCount == 100)
  }

  @Test(arguments: [
    ("{triggers: [{type: cpu}]}", "spec.scaleTargetRef"),
    ("{scaleTargetRef: {name: web}}", "spec.triggers"),
    ("{scaleTargetRef: {name: web}, triggers: []}", "spec.triggers"),
    (
      "{scaleTargetRef: {name: web}, minReplicaCount: 101, triggers: [{type: cpu}]}",
      "spec.maxReplicaCount"
    ),
    (
      "{scaleTargetRef: {name: web}, minReplicaCount: 3, idleReplicaCount: 3, "
        + "triggers: [{type: cpu}]}", "spec.idleReplicaCount"
    ),
    (
      "{scaleTargetRef: {name: web}, pollingInterval: 0, triggers: [{type: cpu}]}",
      "spec.pollingInterval"
    ),
    (
      "{scaleTargetRef: {name: web}, triggers: [{type: cpu, metricType: Sum}]}",
      "spec.triggers[0].metricType"
    ),
  ])
  func `a fault is told with its place`(spec: String, path: String) {
    #expect(read(spec).diagnostics.map(\.path) == [path])
  }

  @Test func `fields that change the result and are not read are noted`() throws {
    let set = read(
      "{scaleTargetRef: {name: web}, triggers: [{type: cpu}], fallback: {failureThreshold: 3, "
        + "replicas: 6}, advanced: {scalingModifiers: {formula: a}}}")
    #expect(
      set.scaledObjects.first?.unreadFields == ["spec.advanced.scalingModifiers", "spec.fallback"])
  }

  @Test func `the windows of Crane's published examples are read`() throws {
    let set = ManifestReader.read(
      text: """
        apiVersion: autoscaling.crane.io/v1alpha1
        kind: EffectiveHorizontalPodAutoscaler
        metadata: {name: e}
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: d}
          minReplicas: 1
          maxReplicas: 10
          prediction: {predictionWindowSeconds: 3600}
          crons:
          - {name: c, timezone: Local, start: 0 0 ? * *, end: 0 6 ? * *, targetReplicas: 100}
        """, file: "t.yaml")
    #expect(set.diagnostics == [])
    let object = try #require(set.effectiveHorizontalPodAutoscalers.first)
    #expect(object.scaleStrategy == .auto)
    #expect(object.hasPrediction)
    #expect(object.crons.map(\.targetReplicas) == [100])
  }

  @Test func `a CronJob in a zone that does not exist is refused as by the API`() {
    let set = ManifestReader.read(
      text: "{apiVersion: batch/v1, kind: CronJob, metadata: {name: c}, spec: {schedule: "
        + "'0 2 * * *', timeZone: Europe/Berln, jobTemplate: {spec: {template: {spec: "
        + "{restartPolicy: Never, containers: [{name: a, image: b}]}}}}}}", file: "t.yaml")
    #expect(set.diagnostics.map(\.path) == ["spec.timeZone"])
    #expect(set.diagnostics.first?.hint == "did you mean \"Europe/Berlin\"?")
  }
}
