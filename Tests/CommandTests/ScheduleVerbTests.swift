// SPDX-License-Identifier: Apache-2.0

import Cluster
import Foundation
import Manifests
import Planner
import Testing

/// The verb `schedule` as people and programs see it.
struct ScheduleVerbTests {
  @Test func `a table tells where pods went, what is left and what cures the rest`() async throws {
    let folder = try SmallCluster.folder()
    try folder.write(SmallCluster.pod("odd", spec: "schedulerName: other"), to: "odd.yaml")
    let run = try await CommandRun.of(
      "schedule", "-f", "nodes.yaml", "web.yaml", "-f", "odd.yaml", in: folder)
    #expect(run.code == 0)
    #expect(run.errors == "")
    #expect(
      run.output == """
        NAMESPACE  PODS OF         PODS  PLACED  NODES  WHERE
        default    Deployment/web    10       8      2  node-1 x4, node-2 x4

        NODE    CPU FREE   MEMORY FREE   PODS FREE
        node-1  0.4 of 4  7.6Gi of 8Gi  106 of 110
        node-2  0.4 of 4  7.6Gi of 8Gi  106 of 110
        node-3    1 of 1    8Gi of 8Gi  110 of 110

        pending: default/web-8 and 1 like it
          0/3 nodes are available: 1 node(s) were unschedulable, 2 Insufficient cpu.
          cheapest cure: uncordon node-3 (cures: node(s) were unschedulable)
          for all 2: add 1 node like node-1

        left out: Pod default/odd is placed by the scheduler other

        10 pods: 8 placed, 2 pending; 1 left out

        """)
  }

  @Test func `JSON has a version, the fields of the recordings and the cures`() async throws {
    let folder = try SmallCluster.folder()
    let run = try await CommandRun.of(
      "schedule", "-f", "nodes.yaml", "-f", "web.yaml", "-o", "json", in: folder)
    #expect(run.code == 0)
    let json = try run.json()
    #expect(json["version"] as? Int == 1)
    #expect(json["kind"] as? String == "Schedule")
    #expect(json["kubernetes"] as? String == "1.36.2")
    #expect(json["detail"] as? String == "count")
    let pods = try #require(json["pods"] as? [[String: Any]])
    #expect(pods.count == 10)
    #expect(
      Set(pods[0].keys) == ["name", "namespace", "node", "feasible", "bestScore", "tiedCount"])
    #expect(pods[9]["node"] is NSNull)
    #expect(
      pods[9]["unschedulable"] as? [String: Int] == [
        "Insufficient cpu": 2, "node(s) were unschedulable": 1,
      ])
    let pending = try #require(json["pending"] as? [[String: Any]])
    let cures = try #require(pending.first?["cures"] as? [[String: Any]])
    #expect(cures.map { $0["kind"] as? String } == ["uncordon", "free", "add"])
    #expect(run.output.hasPrefix("{\"version\":1,"))
  }

  @Test func `decisions with scores are those of a recorded folder`() async throws {
    let folder = try TestFolder()
    let nodes = (0..<4).map {
      """
      {"apiVersion":"v1","kind":"Node","metadata":{"name":"n\($0)"},\
      "status":{"allocatable":{"cpu":"\($0 + 1)","memory":"4Gi","pods":"10"}}}
      """
    }
    let pods = (0..<12).map {
      """
      {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p\($0)","namespace":"default"},\
      "spec":{"containers":[{"name":"c","image":"i","resources":{"requests":{"cpu":"\($0 % 3 + 1)00m",\
      "memory":"\($0)00Mi"}}}]}}
      """
    }
    try folder.write("[\n" + nodes.joined(separator: ",\n") + "]", to: "nodes.json")
    try folder.write("[\n" + pods.joined(separator: ",\n") + "]", to: "pods.json")
    let recorded = SchedulerCase(folder: folder.url.path) { name in
      (try? folder.read(name)).map { Array($0.utf8) }
    }
    let expected = recorded.output(detail: .full)["pods"]?.jsonLines ?? "none"
    let run = try await CommandRun.of(
      "schedule", "-f", "nodes.json", "pods.json", "--scores", "-o", "json", in: folder)
    #expect(run.output.contains("\"pods\":\(expected),"))
    #expect(expected.contains("\"scores\":{"))
    let table = try await CommandRun.of(
      "schedule", "-f", "nodes.json", "pods.json", "--scores", in: folder)
    #expect(table.output.contains("NodeResourcesFit"))
  }

  @Test func `a configuration changes decisions, and its faults have their place`() async throws {
    let folder = try SmallCluster.folder()
    let configuration = """
      apiVersion: kubescheduler.config.k8s.io/v1
      kind: KubeSchedulerConfiguration
      profiles:
      - schedulerName: default-scheduler
        pluginConfig:
        - name: NodeResourcesFit
          args: {scoringStrategy: {type: MostAllocated, resources: [{name: cpu, weight: 100}]}}
        plugins: {score: {disabled: [{name: NodeResourcesBalancedAllocation}, {name: PodTopologySpread}]}}
      """
    try folder.write(configuration, to: "pack.yaml")
    let arguments = ["schedule", "-f", "nodes.yaml", "web.yaml", "--scheduler-config", "pack.yaml"]
    let small = SmallCluster.workload.replacing("replicas: 10", with: "replicas: 3")
    try folder.write(small, to: "web.yaml")
    let packed = try await RunningCommand(arguments, in: folder, binary: Binary.tested).finish()
    #expect(packed.output.contains("node-1 x3\n"), "\(packed.output)\(packed.errors)")
    try folder.write(
      configuration.replacing("MostAllocated", with: "MostAlocated"), to: "pack.yaml")
    let bad = try await RunningCommand(arguments, in: folder, binary: Binary.tested).finish()
    #expect(bad.code == 2)
    #expect(bad.output == "")
    #expect(bad.errors.contains("pack.yaml:7:"), "\(bad.errors)")
  }

  @Test func `preemption tells who would have to leave, or lets them leave`() async throws {
    let folder = try TestFolder()
    try folder.write(SmallCluster.nodes, to: "nodes.yaml")
    let pods = [
      SmallCluster.pod("low", cpu: "4", spec: "priority: 0\nnodeName: node-1"),
      SmallCluster.pod("other", cpu: "4", spec: "priority: 9\nnodeName: node-2"),
      SmallCluster.pod("high", cpu: "3", spec: "priority: 5"),
    ]
    try folder.write(pods.joined(separator: "---\n"), to: "pods.yaml")
    let dry = try await CommandRun.of(
      "schedule", "-f", "nodes.yaml", "pods.yaml", "--preemption", "dryRun", in: folder)
    #expect(
      dry.output.contains("  preemption: 1 pod would have to leave node-1\n"), "\(dry.errors)")
    #expect(dry.output.hasSuffix("\n1 pod: 0 placed, 1 pending\n"))
    let evict = try await CommandRun.of(
      "schedule", "-f", "nodes.yaml", "pods.yaml", "--preemption", "evict", in: folder)
    #expect(evict.output.hasSuffix("\n1 pod: 1 placed, 0 pending\n"))
  }

  @Test func `long lists are cut with a count and whole with --all`() async throws {
    let folder = try TestFolder()
    let node = SmallCluster.nodes.components(separatedBy: "---\n")[0]
    let nodes = (10..<40).map { node.replacing("node-1", with: "node-\($0)") }
    try folder.write(nodes.joined(separator: "---\n"), to: "nodes.yaml")
    let pods = (10..<40).map { SmallCluster.pod("p\($0)", cpu: "\($0)m") }
    try folder.write(pods.joined(separator: "---\n"), to: "pods.yaml")
    let cut = try await CommandRun.of("schedule", "-f", "nodes.yaml", "pods.yaml", in: folder)
    #expect(cut.output.contains("and 10 more groups; --all lists them\n"), "\(cut.errors)")
    #expect(cut.output.contains("\nRESOURCE  NODES  ALLOCATABLE  REQUESTED"))
    #expect(cut.lines.count < 40)
    let all = try await CommandRun.of(
      "schedule", "-f", "nodes.yaml", "pods.yaml", "--all", in: folder)
    #expect(all.output.contains("Pod/p39"))
    #expect(all.output.contains("node-39  "))
    #expect(!all.output.contains("--all"))
  }

  @Test func `lists of the GPU trace are read from CSV`() async throws {
    let folder = try TestFolder()
    try folder.write("sn,cpu_milli,memory_mib,gpu,model\nn-0,8000,8192,1,T4\n", to: "n.csv")
    try folder.write(
      "name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,qos\np-0,500,64,1,700,T4,LS\n"
        + "p-1,500,64,1,700,,LS\n", to: "p.csv")
    let run = try await CommandRun.of("schedule", "-f", "n.csv", "-f", "p.csv", in: folder)
    #expect(
      run.output.contains("0/1 nodes are available: 1 Insufficient alibabacloud.com/gpu-milli."))
    #expect(run.output.contains("cheapest cure: free 400 alibabacloud.com/gpu-milli on n-0"))
    try folder.write("sn,cpu_milli,memory_mib\nn-0,x,8192\n", to: "n.csv")
    let bad = try await CommandRun.of("schedule", "-f", "n.csv", "-f", "p.csv", in: folder)
    #expect(bad.code == 2)
    #expect(bad.output == "")
    #expect(bad.errors.hasPrefix("n.csv:2:5: error: found \"x\""), "\(bad.errors)")
  }

  @Test func `without nodes or pods the answer is as short`() async throws {
    let folder = try SmallCluster.folder()
    let nodes = try await CommandRun.of("schedule", "-f", "nodes.yaml", in: folder)
    #expect(nodes.code == 0)
    #expect(nodes.output.hasSuffix("\n0 pods: 0 placed, 0 pending\n"))
    let pods = try await CommandRun.of("schedule", "-f", "web.yaml", in: folder)
    #expect(pods.code == 0)
    #expect(pods.errors.contains("there are no nodes in the files"))
    #expect(pods.output.contains("\n  no nodes available to schedule pods\n"))
    #expect(pods.output.contains("\n  cheapest cure: add a node: there is none\n"))
  }

  @Test(arguments: [
    (["schedule", "-f", "none.yaml"], 2, "none.yaml:1:1: error: no such file or folder"),
    (["schedule", "-f", "nodes.yaml", "nodes.yaml"], 2, "Node node-1 is given twice"),
    (
      ["schedule", "-f", "broken.yaml"], 2, "broken.yaml:5:64: error: spec.containers[0].resources"
    ),
    (
      ["schedule", "-f", "nodes.yaml", "--scheduler-config", "web.yaml"], 2,
      "web.yaml:2:7: error: kind"
    ),
    (["schedule"], 64, "filename"),
    (["schedule", "-f", "nodes.yaml", "--ties", "seed=x"], 64, "expected smallest-name, seed=N"),
    (["schedule", "-f", "nodes.yaml", "--ties", "seed=1", "--scores"], 64, "--scores needs"),
    (["schedule", "-f", "nodes.yaml", "--preemption", "on"], 64, "--preemption"),
  ])
  func `bad input and bad usage are told, and nothing is printed`(
    arguments: [String], code: Int32, message: String
  ) async throws {
    let folder = try SmallCluster.folder()
    let broken = SmallCluster.pod("b", cpu: "12x")
    try folder.write(broken, to: "broken.yaml")
    let run = try await RunningCommand(arguments, in: folder, binary: Binary.tested).finish()
    #expect(run.code == code)
    #expect(run.output == "")
    #expect(run.errors.contains(message), "\(run.errors)")
  }
}
