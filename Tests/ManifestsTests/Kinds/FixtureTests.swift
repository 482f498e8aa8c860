// SPDX-License-Identifier: Apache-2.0

import Foundation
import Manifests
import Testing

/// What becomes of the objects of a folder; all documents were counted with another YAML reader.
struct FixtureCount: CustomTestStringConvertible, Sendable {
  var folder: String
  var decoded: Int
  var skipped: Int
  var refused = 0
  var faults: [String] = []

  var testDescription: String { folder }
}

private let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().appendingPathComponent("Fixtures")

private let counts: [FixtureCount] = [
  FixtureCount(folder: "manifests/bookinfo", decoded: 10, skipped: 4),
  FixtureCount(folder: "manifests/crane", decoded: 15, skipped: 20),
  FixtureCount(folder: "manifests/cronhpa-aliyun", decoded: 13, skipped: 1),
  FixtureCount(folder: "manifests/cronhpa-tke", decoded: 2, skipped: 0),
  FixtureCount(folder: "manifests/deathstarbench-hotel-reservation", decoded: 38, skipped: 12),
  FixtureCount(folder: "manifests/knative-serving", decoded: 12, skipped: 0),
  FixtureCount(folder: "manifests/kube-prometheus", decoded: 20, skipped: 46),
  FixtureCount(folder: "manifests/kubernetes-docs", decoded: 7, skipped: 0),
  FixtureCount(
    folder: "manifests/metrics-server", decoded: 2, skipped: 9, refused: 2,
    faults: [
      "deployment.yaml:8:3: error: spec.selector: required field is missing",
      "patch.yaml:14:7: error: spec.template.spec.containers: required field is missing",
      "patch.yaml:8:3: error: spec.selector: required field is missing",
      "pdb.yaml:2:13: warning: apiVersion: policy/v1beta1 PodDisruptionBudget is no longer served "
        + "by Kubernetes",
    ]),
  FixtureCount(folder: "manifests/online-boutique", decoded: 24, skipped: 11),
  FixtureCount(
    folder: "manifests/openkruise", decoded: 2, skipped: 13, refused: 1,
    faults: [
      "apps_v1beta1_statefulset.yaml:7:3: error: spec.template: required field is missing",
      "apps_v1beta1_statefulset.yaml:7:3: error: spec.selector: required field is missing",
    ]),
  FixtureCount(folder: "manifests/openkruise-rollouts", decoded: 5, skipped: 6),
  FixtureCount(folder: "manifests/sock-shop", decoded: 37, skipped: 0),
  FixtureCount(folder: "cluster-dumps", decoded: 19, skipped: 0),
]

private func read(_ folder: String) -> ManifestSet {
  ManifestReader.read(path: fixtures.appendingPathComponent(folder).path)
}

struct FixtureTests {
  @Test(arguments: counts)
  func `every object of a published folder is decoded, skipped or refused`(_ count: FixtureCount) {
    let set = read(count.folder)
    #expect(set.items.count == count.decoded)
    #expect(set.skipped.count == count.skipped)
    #expect(set.refusedCount == count.refused)
    let faults = set.diagnostics.map { diagnostic in
      let name = diagnostic.file.split(separator: "/").last.map(String.init) ?? ""
      return "\(name):\(diagnostic.line):\(diagnostic.column): \(diagnostic.severity): "
        + diagnostic.message
    }
    #expect(faults == count.faults)
  }

  @Test func `every folder of fixtures is counted`() throws {
    let manager = FileManager.default
    var folders = try manager.contentsOfDirectory(
      atPath: fixtures.appendingPathComponent("manifests").path
    ).map { "manifests/\($0)" }
    folders.append("cluster-dumps")
    #expect(folders.sorted() == counts.map(\.folder).sorted())
  }

  @Test func `the same folder read twice gives the same`() {
    let first = read("manifests")
    let second = read("manifests")
    #expect(first.items.map(\.place) == second.items.map(\.place))
    #expect(first.objects == second.objects)
    #expect(first.skipped == second.skipped)
    let places = first.items.map(\.place.file)
    #expect(places == places.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  @Test func `the ZooKeeper StatefulSet keeps its disks, budget and anti-affinity`() throws {
    let set = read("manifests/kubernetes-docs")
    let zookeeper = try #require(set.statefulSets.first)
    #expect(zookeeper.spec.replicas == 3)
    #expect(zookeeper.spec.volumeClaimTemplates == ["datadir"])
    #expect(zookeeper.spec.podManagementPolicy == .orderedReady)
    let term = try #require(zookeeper.spec.template.spec.affinity.podAntiAffinity?.required.first)
    #expect(term.topologyKey == "kubernetes.io/hostname")
    #expect(term.labelSelector?.matchExpressions.first?.values == ["zk"])
    #expect(set.podDisruptionBudgets.first?.spec.maxUnavailable == .int(1))
    #expect(set.horizontalPodAutoscalers.first?.spec.maxReplicas == 10)
  }

  @Test func `node dumps give capacity, images and conditions`() throws {
    let nodes = read("cluster-dumps/troubleshoot-nodes.json").nodes
    #expect(nodes.count == 6)
    for node in nodes {
      #expect(node.status.capacity["cpu"].map { $0 > .zero } == true)
      #expect(node.status.allocatable.memoryBytes <= node.status.capacity.memoryBytes)
      #expect(node.status.conditions.contains { $0.type == "Ready" })
      #expect(node.status.images.allSatisfy { $0.sizeBytes > 0 })
      #expect(node.metadata.namespace == "")
    }
    let pods = read("cluster-dumps/honeycomb-pods.json").pods
    #expect(pods.count == 11)
    #expect(pods.allSatisfy { $0.spec.nodeName != nil && $0.status.phase == .running })
    #expect(pods.allSatisfy { $0.metadata.creationTimestamp != nil })
  }

  @Test func `CronHPAs keep the order and size of their jobs`() throws {
    let aliyun = read("manifests/cronhpa-aliyun").cronHorizontalPodAutoscalers
    #expect(aliyun.count == 6)
    let dated = try #require(aliyun.first { $0.jobs.contains { $0.schedule.hasPrefix("@date") } })
    #expect(dated.jobs.map(\.targetSize) == [1, 3])
    #expect(aliyun.contains { !$0.excludeDates.isEmpty })
    #expect(aliyun.contains { $0.jobs.contains(where: \.runOnce) })
    let tke = try #require(read("manifests/cronhpa-tke").cronHPAs.first)
    #expect(tke.crons.map(\.targetReplicas) == [3, 6])
    #expect(tke.scaleTargetRef.name == "demo-deployment")
  }
}
