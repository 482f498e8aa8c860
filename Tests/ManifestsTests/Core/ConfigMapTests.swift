// SPDX-License-Identifier: Apache-2.0

import Manifests
import Testing

@Suite struct ConfigMapTests {
  private static func read(_ fields: String) -> ManifestSet {
    ManifestReader.read(
      text: "{apiVersion: v1, kind: ConfigMap, metadata: {name: app}, \(fields)}", file: "t.yaml")
  }

  @Test func `contents are read by key`() throws {
    let object = try #require(
      Self.read("data: {mode: a, empty: ''}, immutable: true").objects.first)
    guard case .configMap(let map) = object else {
      Issue.record("\(object)")
      return
    }
    #expect(map.data == ["mode": "a", "empty": ""])
    #expect(map.immutable && !map.isReleasedInBatches)
  }

  @Test func `a content beyond a mebibyte is refused`() {
    let text = String(repeating: "x", count: 1_048_577)
    #expect(
      Self.read("data: {a: \(text)}").diagnostics.map(\.message) == [
        "data: found 1048577 bytes, expected at most 1048576"
      ])
    #expect(Self.read("data: {a: \(text.dropLast())}").diagnostics.isEmpty)
  }

  @Test func `a key in both kinds of content is refused`() {
    #expect(
      Self.read("data: {a: x}, binaryData: {a: AAEC}").diagnostics.map(\.message) == [
        "binaryData: key \"a\" is in data too, expected keys in one of them"
      ])
  }

  @Test func `a way of release that does not exist is refused`() {
    let set = ManifestReader.read(
      text: "{apiVersion: v1, kind: ConfigMap, metadata: {name: app, annotations: {"
        + "springtide.dev/release: waves}}}", file: "t.yaml")
    #expect(
      set.diagnostics.map(\.message) == [
        "metadata: annotation springtide.dev/release is \"waves\", "
          + "expected batches, or no such annotation"
      ])
  }

  @Test func `variables tell the maps that they come from, each once`() throws {
    let set = ManifestReader.read(
      text: """
        apiVersion: v1
        kind: Pod
        metadata: {name: p}
        spec:
          containers:
            - name: c
              envFrom: [{configMapRef: {name: all}}, {secretRef: {name: s}}]
              env:
                - {name: A, value: b}
                - {name: B, valueFrom: {configMapKeyRef: {name: one, key: b}}}
                - {name: C, valueFrom: {configMapKeyRef: {name: all, key: c}}}
        """, file: "t.yaml")
    let container = try #require(set.pods.first?.spec.containers.first)
    #expect(container.environmentConfigMaps == ["all", "one"])
  }

  @Test func `an annotation names two containers that the template has`() {
    var template = PodTemplateSpec()
    template.spec.containers = ["a", "b", "c"].map { name in
      var container = Container()
      container.name = name
      return container
    }
    for (text, places) in [
      ("c, a", [2, 0]), ("a,b", [0, 1]), ("a", nil), ("a,a", nil), ("a,x", nil), ("a,b,c", nil),
    ] as [(String, [Int]?)] {
      template.metadata.annotations[StandbyContainers.annotation] = text
      let pair = StandbyContainers(template)
      #expect(pair.map { [$0.business, $0.standby] } == places, "\(text)")
    }
  }
}
