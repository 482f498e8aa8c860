// SPDX-License-Identifier: Apache-2.0

import Cluster
import Foundation
import Manifests
import Testing

/// Decisions recorded from kube-scheduler 1.36.2, made again by the index.
///
/// Scores, reasons, candidates of preemption and all else are compared in the tests of `verify`.
struct RecordedDecisionTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures/scheduler")

  private static let cases: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0 != "README.md" }.sorted()
  }()

  private func bytes(_ name: String, _ file: String) -> [UInt8]? {
    let url = Self.folder.appendingPathComponent(name).appendingPathComponent(file)
    return (try? Data(contentsOf: url)).map { Array($0) }
  }

  @Test func `the recordings are there`() { #expect(Self.cases.count >= 60) }

  @Test(arguments: cases)
  func `nodes and counts are those of the real scheduler`(name: String) throws {
    var set = ManifestSet()
    for file in [
      "nodes", "pods", "services", "namespaces", "replicasets", "replicationcontrollers", "pdbs",
    ] {
      guard let bytes = bytes(name, "\(file).json") else { continue }
      set.append(ManifestReader.read(bytes: bytes, file: "\(file).json"))
    }
    #expect(set.diagnostics.isEmpty)
    var objects = SchedulingObjects()
    for object in set.objects { objects.add(object) }
    if name == "default-spread-controllers" {
      // The template of the recorded StatefulSet has no containers, so only its selector is taken.
      objects.selecting.append(
        .init(
          kind: "StatefulSet", namespace: "default", name: "ss1",
          selector: LabelSelector(matchLabels: ["app": "db"])))
    }
    let (profile, preemption) = try configuration(name)
    var scheduling = OneShotScheduling(
      nodes: set.nodes, pods: set.pods, objects: objects,
      budgets: set.podDisruptionBudgets.map { DisruptionBudget($0) }, profiles: [profile],
      preemption: preemption)
    let names = NodeNames(set.nodes)
    let faults = Diagnostics()
    let content = try #require(bytes(name, "expected.json"))
    let recorded = try #require(
      DocumentReader.read(content, file: "expected.json", into: faults).first?["pods"]?.items)
    let decisions = scheduling.run()
    #expect(decisions.count == recorded.count)
    for (decision, expected) in zip(decisions, recorded) {
      let pod = set.pods[decision.pod].metadata.name
      #expect(decision.node.map { names[$0] } == expected["node"]?.string, "\(name) \(pod)")
      #expect(Int64(decision.feasibleCount) == expected["feasible"]?.integer, "\(name) \(pod)")
      #expect(decision.bestScore == expected["bestScore"]?.integer, "\(name) \(pod)")
      let tied = expected["tiedCount"]?.integer ?? 0
      #expect(Int64(decision.tiedCount) == tied, "\(name) \(pod)")
    }
  }

  private func configuration(
    _ name: String
  ) throws -> (SchedulerProfile, OneShotScheduling.Preemption) {
    let faults = Diagnostics()
    let content = try #require(bytes(name, "config.json"))
    let document = try #require(
      DocumentReader.read(content, file: "config.json", into: faults).first)
    let reader = ObjectReader(document, file: "config.json", diagnostics: faults)
    let preemption = reader.oneOf("preemption", as: OneShotScheduling.Preemption.self) ?? .off
    #expect(faults.all.isEmpty)
    return (SchedulerProfile(reading: reader), preemption)
  }
}
