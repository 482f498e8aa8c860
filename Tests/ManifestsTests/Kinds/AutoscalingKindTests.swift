// SPDX-License-Identifier: Apache-2.0

import Manifests
import Testing

/// Vertical autoscalers, their checkpoints, NodePools and the kinds of our own.
struct AutoscalingKindTests {
  private func read(_ apiVersion: String, _ kind: String, _ rest: String) -> ManifestSet {
    ManifestReader.read(
      text: "{apiVersion: \(apiVersion), kind: \(kind), metadata: {name: x}, \(rest)}",
      file: "t.yaml")
  }

  private func messages(_ set: ManifestSet) -> [String] { set.diagnostics.map(\.message) }

  @Test func `a vertical autoscaler that says little recreates pods within no bounds`() throws {
    let set = read(
      "autoscaling.k8s.io/v1", "VerticalPodAutoscaler",
      "spec: {targetRef: {kind: Deployment, name: d}}")
    #expect(set.diagnostics.isEmpty)
    let autoscaler = try #require(set.verticalPodAutoscalers.first)
    #expect(autoscaler.updateMode == .recreate)
    #expect(autoscaler.minReplicas == nil && autoscaler.containerPolicies.isEmpty)
  }

  @Test(arguments: [
    (
      "updatePolicy: {updateMode: InPlace}",
      "spec.updatePolicy.updateMode: found \"InPlace\", expected one of Off, Initial, Recreate, "
        + "Auto, InPlaceOrRecreate"
    ),
    (
      "updatePolicy: {minReplicas: 0}",
      "spec.updatePolicy.minReplicas: found 0, expected a whole number from 1 to 2147483647"
    ),
    (
      "resourcePolicy: {containerPolicies: [{minAllowed: {cpu: 2}, maxAllowed: {cpu: 1}}]}",
      "spec.resourcePolicy.containerPolicies[0].maxAllowed: found cpu 1, expected at least "
        + "minAllowed, which is 2"
    ),
    (
      "resourcePolicy: {containerPolicies: [{controlledResources: [cpus]}]}",
      "spec.resourcePolicy.containerPolicies[0].controlledResources: found \"cpus\", expected "
        + "cpu or memory (did you mean \"cpu\"?)"
    ),
  ])
  func `a wrong field of a vertical autoscaler is told`(field: String, expected: String) {
    let found = messages(
      read(
        "autoscaling.k8s.io/v1", "VerticalPodAutoscaler",
        "spec: {targetRef: {kind: Deployment, name: d}, \(field)}"))
    #expect(found.count == 1)
    #expect(found.first?.contains(String(expected.prefix { $0 != "(" }.dropLast())) == true)
  }

  @Test(arguments: [
    ("{\"200\": 1}", "from 0 to 175"), ("{\"3\": -1}", "from 0 to 1000000"),
    ("{a: 1}", "from 0 to 175"),
  ])
  func `a checkpoint with a wrong bucket is refused`(weights: String, expected: String) {
    let found = messages(
      read(
        "autoscaling.k8s.io/v1", "VerticalPodAutoscalerCheckpoint",
        "spec: {vpaObjectName: v, containerName: c}, status: {cpuHistogram: {bucketWeights: "
          + "\(weights)}}"))
    #expect(found.count == 1)
    #expect(found.first?.contains(expected) == true)
  }

  @Test func `a NodePool that says little gets the defaults of Karpenter`() throws {
    let set = read(
      "karpenter.sh/v1", "NodePool", "spec: {template: {spec: {requirements: []}}}")
    #expect(set.diagnostics.isEmpty)
    let pool = try #require(set.karpenterNodePools.first)
    #expect(pool.consolidationPolicy == .whenEmptyOrUnderutilized)
    #expect(pool.consolidateAfterSeconds == 0)
    #expect(pool.expireAfterSeconds == 2_592_000)
    #expect(pool.budgets == [NodePool.Budget()])
    #expect(pool.budgets[0].nodes == .string("10%"))
  }

  @Test(arguments: [
    ("weight: 101", "from 1 to 100"),
    ("disruption: {consolidateAfter: 5x}", "a time such as 30s or 1h30m"),
    ("disruption: {consolidateAfter: 99999999999999999999h}", "at most ten years"),
    ("disruption: {budgets: [{nodes: 120%}]}", "at most 100%"),
    ("disruption: {budgets: [{schedule: '@daily'}]}", "both or none"),
    ("disruption: {budgets: [{reasons: [Emty]}]}", "one of Empty, Underutilized, Drifted"),
    ("disruption: {consolidationPolicy: Always}", "one of WhenEmpty, WhenEmptyOrUnderutilized"),
  ])
  func `a wrong field of a NodePool is told`(field: String, expected: String) {
    let found = messages(
      read("karpenter.sh/v1", "NodePool", "spec: {template: {spec: {}}, \(field)}"))
    #expect(found.count == 1, "\(found)")
    #expect(found.first?.contains(expected) == true, "\(found)")
  }

  @Test(arguments: [
    ("{key: a, operator: In, values: []}", "at least one"),
    ("{key: a, operator: Exists, values: [b]}", "expected none"),
    ("{key: a, operator: Gt, values: [x]}", "one whole number"),
    ("{key: a, operator: Has}", "one of In, NotIn, Exists, DoesNotExist, Gt, Lt"),
  ])
  func `a wrong requirement is told`(requirement: String, expected: String) {
    let found = messages(
      read(
        "karpenter.sh/v1", "NodePool",
        "spec: {template: {spec: {requirements: [\(requirement)]}}}"))
    #expect(found.count == 1, "\(found)")
    #expect(found.first?.contains(expected) == true, "\(found)")
  }

  @Test(arguments: [
    ("ForecastBounds", "scaleTargetRef: {kind: H, name: h}, factor: 0.5", "from 1.0 to 100.0"),
    ("ForecastBounds", "scaleTargetRef: {kind: H, name: h}, lookBack: 5s", "from 60 s"),
    ("ForecastBounds", "scaleTargetRef: {kind: H, name: h}, period: Never", "such as 30s"),
    ("ForecastBounds", "scaleTargetRef: {kind: H, name: h}, lookback: 5h", "unknown field"),
    ("StepwiseDownsizing", "targetRef: {kind: D, name: d}, step: 0", "from 0.01 to 1.0"),
    ("StepwiseDownsizing", "targetRef: {kind: D, name: d}, guard: {errors: 1}", "unknown field"),
  ])
  func `a wrong field of a kind of our own is told`(
    kind: String, field: String, expected: String
  ) {
    let found = messages(read("springtide.dev/v1alpha1", kind, "spec: {\(field)}"))
    #expect(found.count == 1, "\(found)")
    #expect(found.first?.contains(expected) == true, "\(found)")
  }
}
