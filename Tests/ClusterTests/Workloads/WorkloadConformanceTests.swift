// SPDX-License-Identifier: Apache-2.0

import Cluster
import Foundation
import Manifests
import Testing

/// Decisions of the workload controllers of Kubernetes 1.36.2 as recorded, against this build's.
@Suite struct WorkloadConformanceTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/workloads")

  static func read(_ name: String) throws -> Value {
    let data = try Data(contentsOf: folder.appending(path: "\(name).json"))
    let diagnostics = Diagnostics()
    let values = DocumentReader.read(Array(data), file: "\(name).json", into: diagnostics)
    #expect(diagnostics.all.isEmpty, "\(diagnostics.all.prefix(3))")
    return try #require(values.first)
  }

  /// A value as text that does not depend on the order of keys.
  static func text(_ value: Value?) -> String {
    guard let value else { return "nothing" }
    if let items = value.items { return "[\(items.map { text($0) }.joined(separator: ","))]" }
    if let entries = value.entries {
      let parts = entries.map { "\($0.key):\(text($0.value))" }.sorted()
      return "{\(parts.joined(separator: ","))}"
    }
    return value.scalarText ?? ""
  }

  /// The inputs of a case alone.
  static func inputs(of one: Value, without keys: [String]) -> Value {
    let entries = (one.entries ?? []).filter { !keys.contains($0.key) }
    return Value(.mapping(entries), at: one.mark)
  }

  /// Calls back with each case and its outputs; returns the number of cases.
  static func forEachCase<Case: RecordedWorkloadCase>(
    of name: String, as type: Case.Type, _ body: (Value, [String: Value]) -> Void
  ) throws -> Int {
    let document = try read(name)
    #expect(document["format"]?.string == Case.format)
    let cases = document["cases"]?.items ?? []
    for one in cases {
      let diagnostics = Diagnostics()
      let reader = ObjectReader(
        inputs(of: one, without: Case.outputKeys), file: name, diagnostics: diagnostics)
      let read = Case(reading: reader)
      #expect(diagnostics.all.isEmpty, "\(diagnostics.all.prefix(3))")
      let outputs = try #require(read.outputs())
      body(one, Dictionary(uniqueKeysWithValues: outputs.map { ($0.key, $0.value) }))
    }
    return cases.count
  }

  static func expectEqual(_ one: Value, _ outputs: [String: Value], keys: [String]) {
    for key in keys {
      #expect(text(one[key]) == text(outputs[key]), "\(one["name"]?.string ?? "") \(key)")
    }
  }

  @Test func `44 roll-outs of deployments go as recorded`() throws {
    let count = try WorkloadConformanceTests.forEachCase(
      of: "deployment-trajectories", as: DeploymentTrajectory.self
    ) { one, outputs in
      WorkloadConformanceTests.expectEqual(
        one, outputs, keys: ["resolvedAtStart", "decisions", "states"])
    }
    #expect(count == 44)
  }

  @Test func `400 single syncs of deployments go as recorded`() throws {
    let count = try WorkloadConformanceTests.forEachCase(
      of: "deployment-one-sync", as: DeploymentOneSync.self
    ) { one, outputs in
      WorkloadConformanceTests.expectEqual(
        one, outputs, keys: ["scale", "statusAfter", "treatedAsScalingEvent"])
    }
    #expect(count == 400)
  }

  @Test func `208 orders of deletion go as recorded, equal pods in any order`() throws {
    let count = try WorkloadConformanceTests.forEachCase(
      of: "replicaset-victims", as: ReplicaSetVictims.self
    ) { one, outputs in
      WorkloadConformanceTests.expectEqual(one, outputs, keys: ["deletionOrder"])
      let names = { (value: Value?) in (value?.items ?? []).map { $0.string ?? "" }.sorted() }
      #expect(names(one["deleted"]) == names(outputs["deleted"]))
    }
    #expect(count == 208)
  }

  @Test func `38 trajectories of stateful sets go as recorded`() throws {
    let count = try WorkloadConformanceTests.forEachCase(
      of: "statefulset-trajectories", as: StatefulSetTrajectory.self
    ) { one, outputs in
      WorkloadConformanceTests.expectEqual(one, outputs, keys: ["actions", "states"])
    }
    #expect(count == 38)
  }

  @Test func `2475 rows of limits are as recorded`() throws {
    let document = try WorkloadConformanceTests.read("deployment-fenceposts")
    let rows = document["rows"]?.items ?? []
    for row in rows {
      let cells = try #require(row.items)
      let outputs = DeploymentFenceposts.outputs(
        replicas: cells[0], maxSurge: cells[1], maxUnavailable: cells[2])
      #expect(cells[3...].map { $0.integer.map { Int($0) } } == outputs?.map { $0 })
    }
    #expect(rows.count == 2475)
  }
}
