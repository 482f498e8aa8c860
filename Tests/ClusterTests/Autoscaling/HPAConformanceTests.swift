// SPDX-License-Identifier: Apache-2.0

import Cluster
import Foundation
import Manifests
import Testing

/// Decisions of the controller of Kubernetes 1.36.2 as recorded, against those of this build.
@Suite struct HPAConformanceTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/hpa")

  static let files = [
    "hand-limits", "hand-metrics", "hand-pods", "hand-policies", "hand-stabilisation",
    "hand-tolerance", "hand-zero", "random-00", "random-01", "random-02", "random-03",
    "random-04", "random-05", "random-06", "random-07", "random-08", "random-09",
  ]

  static func read(_ name: String) throws -> HPARecording {
    let data = try Data(contentsOf: folder.appending(path: "\(name).json"))
    let diagnostics = Diagnostics()
    let values = DocumentReader.read(Array(data), file: "\(name).json", into: diagnostics)
    let value = try #require(values.first)
    let recording = HPARecording(
      reading: ObjectReader(value, file: "\(name).json", diagnostics: diagnostics))
    #expect(diagnostics.all.isEmpty, "\(diagnostics.all.prefix(3))")
    return recording
  }

  @Test(arguments: files) func `recorded decisions are made again`(_ name: String) throws {
    let recording = try HPAConformanceTests.read(name)
    let recorded = HPAConformanceTests.expectations(recording.source)
    let actual = HPAConformanceTests.expectations(recording.withActualOutputs)
    #expect(recorded.count == actual.count)
    #expect(recorded.count > 0)
    var mismatches: [String] = []
    for (index, (left, right)) in zip(recorded, actual).enumerated()
    where !HPAConformanceTests.isEqual(left, right) {
      mismatches.append("\(index): recorded \(left), actual \(right)")
    }
    #expect(mismatches.isEmpty, "\(mismatches.count): \(mismatches.prefix(3))")
  }

  @Test func `all 174 cases with 5,473 reconciles are there`() throws {
    let recordings = try HPAConformanceTests.files.map(HPAConformanceTests.read)
    #expect(recordings.reduce(0) { $0 + $1.cases.count } == 174)
    let expectations = recordings.map { HPAConformanceTests.expectations($0.source).count }
    #expect(expectations.reduce(0, +) == 5_473)
  }

  @Test(arguments: files) func `specs get the defaults of the API`(_ name: String) throws {
    let recording = try HPAConformanceTests.read(name)
    for (own, source) in zip(recording.cases, recording.source["cases"]?.items ?? []) {
      let defaulted = try #require(source["hpaSpecAfterDefaulting"])
      let spec = HorizontalPodAutoscaler.Spec(
        reading: ObjectReader(defaulted, file: name, diagnostics: Diagnostics()), version: "v2")
      #expect(own.spec == spec, "\(own.name)")
    }
  }

  /// The outputs of all steps of all cases; a step without any is left out.
  private static func expectations(_ file: Value) -> [Value] {
    (file["cases"]?.items ?? []).flatMap { own in
      (own["steps"]?.items ?? []).compactMap { $0["expect"] }
    }
  }

  /// Whether two outputs hold the same, whatever the order of keys and the way numbers are written.
  private static func isEqual(_ left: Value?, _ right: Value?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    switch (left.kind, right.kind) {
    case (.number, .number): return left.double == right.double
    case (.sequence(let left), .sequence(let right)):
      return left.count == right.count && zip(left, right).allSatisfy { isEqual($0, $1) }
    case (.mapping(let first), .mapping(let second)):
      return first.count == second.count
        && first.allSatisfy { isEqual($0.value, right[$0.key]) }
    default: return left == right
    }
  }
}
