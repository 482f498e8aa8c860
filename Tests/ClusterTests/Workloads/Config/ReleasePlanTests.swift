// SPDX-License-Identifier: Apache-2.0

import Manifests
import Scenario
import Testing

@testable import Cluster

@Suite struct ReleasePlanTests {
  private static func item(_ object: KubernetesObject, line: Int) -> ManifestSet.Item {
    ManifestSet.Item(
      object: object, apiVersion: "v1", kind: "ConfigMap",
      place: SourcePlace(file: "t.yaml", line: line))
  }

  @Test func `a change of an immutable map is refused`() {
    var old = ConfigWorld.map("a")
    old.immutable = true
    var same = old
    same.metadata.labels["x"] = "y"
    let items = [
      Self.item(.configMap(old), line: 1), Self.item(.configMap(same), line: 2),
      Self.item(.configMap(ConfigWorld.map("b")), line: 3),
    ]
    let faults = items.indices.flatMap { ReleasePlan.faults(of: items[$0], after: items[..<$0]) }
    #expect(faults.map(\.place.line) == [3])
    #expect(
      faults.first?.message
        == "data: ConfigMap \"app\" was applied as immutable before, expected the same content")
  }

  @Test(
    arguments: [
      ("biz, pause", nil), ("biz", "expected the names of two containers, the serving one first"),
      ("biz, biz", "expected the names of two containers, the serving one first"),
      ("biz, paus", "names no container \"paus\", expected one of biz, pause, sidecar"),
    ] as [(String, String?)])
  func `an annotation that names no two containers is refused`(text: String, fault: String?) {
    var set = StandbyWorld.set(replicas: 1, image: "im:1")
    set.spec.template.metadata.annotations[StandbyContainers.annotation] = text
    let faults = ReleasePlan.faults(of: Self.item(.statefulSetPlus(set), line: 1), after: [])
    #expect(faults.count == (fault == nil ? 0 : 1))
    if let fault, let first = faults.first { #expect(first.message.hasSuffix(fault)) }
  }

  @Test func `only a StatefulSetPlus swaps containers`() {
    var deployment = SmallScenario.deployment("web", replicas: 1)
    deployment.spec.template.metadata.annotations[StandbyContainers.annotation] = "biz, pause"
    var item = Self.item(.deployment(deployment), line: 4)
    item.kind = "Deployment"
    let faults = ReleasePlan.faults(of: item, after: [])
    #expect(faults.map(\.severity) == [.warning])
    #expect(faults.first?.message.contains("means nothing to a Deployment") == true)
  }
}
