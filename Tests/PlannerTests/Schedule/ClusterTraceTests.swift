// SPDX-License-Identifier: Apache-2.0

import Cluster
import Foundation
import Manifests
import Planner
import Testing

/// Node and pod lists of the public GPU cluster trace, in a tiny copy of their shape.
struct ClusterTraceTests {
  static let nodes = """
    sn,cpu_milli,memory_mib,gpu,model
    n-0,32000,262144,0,
    n-1,64000,262144,2,P100
    n-2,64000,262144,1,T4
    """
  static let pods = """
    name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,qos,pod_phase,creation_time,deletion_time,scheduled_time
    p-0,12000,16384,1,1000,,LS,Running,0,12537496,0
    p-1,6000,12288,1,460,T4|V100M16,BE,Failed,427061,12902960,427061
    p-2,2000,1024,0,0,,BE,Pending,5,,
    p-3,2000,1024,2,1000,V100M16,LS,Running,5,,
    p-4,2000,1024,1,600,T4,LS,Running,5,,
    """

  private func read(nodes: String = Self.nodes, pods: String = Self.pods) throws -> ScheduleInput {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("springtide-trace-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = [("nodes.csv", nodes), ("pods.CSV", pods)]
    for (name, text) in files {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
    var input = ScheduleInput(paths: files.map { folder.appendingPathComponent($0.0).path })
    for place in input.diagnostics.indices {
      let name = URL(fileURLWithPath: input.diagnostics[place].file).lastPathComponent
      input.diagnostics[place].place.file = name
    }
    return input
  }

  @Test func `nodes have their resources, GPUs in thousandths and their model as a label`() throws {
    let input = try read()
    #expect(input.diagnostics == [])
    #expect(input.nodes.map(\.metadata.name) == ["n-0", "n-1", "n-2"])
    let list = input.nodes[1].status.allocatable
    #expect(list.cpuMillis == 64_000)
    #expect(list.memoryBytes == 262_144 << 20)
    #expect(list["alibabacloud.com/gpu-milli"] == Quantity(2000))
    #expect(list["pods"] == Quantity(1001))
    #expect(input.nodes[1].metadata.labels["alibabacloud.com/gpu-card-model"] == "P100")
    #expect(input.nodes[0].status.allocatable["alibabacloud.com/gpu-milli"] == nil)
    #expect(input.nodes[0].metadata.labels["alibabacloud.com/gpu-card-model"] == nil)
  }

  @Test func `pods ask for GPU shares and keep to the models that they allow`() throws {
    let input = try read()
    let run = ScheduleRun(input)
    let placed = run.decisions.map { $0.node.map { run.names[$0] } }
    #expect(placed == ["n-1", "n-2", "n-0", nil, nil])
    #expect(run.decisions.map(\.feasibleCount) == [2, 1, 3, 0, 0])
    #expect(
      run.pendingGroups().map(\.message) == [
        "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector.",
        "0/3 nodes are available: 1 Insufficient alibabacloud.com/gpu-milli, "
          + "2 node(s) didn't match Pod's node affinity/selector.",
      ])
  }

  @Test func `a trace is scheduled as the same objects in manifests are`() throws {
    let manifests = """
      {apiVersion: v1, kind: Node, metadata: {name: n-1, labels: {kubernetes.io/hostname: n-1}},
       status: {allocatable: {cpu: "64", memory: 256Gi, pods: 1001, alibabacloud.com/gpu-milli: 2k}}}
      ---
      {apiVersion: v1, kind: Pod, metadata: {name: p-0}, spec: {containers: [{name: c, image: i,
       resources: {requests: {cpu: "12", memory: 16Gi, alibabacloud.com/gpu-milli: "1000"}}}]}}
      """
    let other = ScheduleInput(ManifestReader.read(text: manifests, file: "t.yaml"))
    let trace = try read()
    #expect(other.nodes[0].status.allocatable == trace.nodes[1].status.allocatable)
    #expect(
      other.pods[0].spec.effectiveRequests == trace.pods[0].spec.effectiveRequests)
  }

  @Test func `faults of rows are told with line and column`() throws {
    let faults = try read(
      nodes: "sn,cpu_milli,memory_mib\nn-0,1.5,7\nn-1,2\nN 2,1,-3\n",
      pods: "name,cpu_mili,memory_mib\np,1,1\n"
    ).diagnostics.map(\.description)
    #expect(
      faults == [
        "nodes.csv:2:5: error: found \"1.5\", expected a whole number from 0 to 1000000000",
        "nodes.csv:3:1: error: 2 columns, expected 3 as in the header",
        "nodes.csv:4:1: error: found \"N 2\", expected a name of small letters, digits, '-' and '.'",
        "nodes.csv:4:7: error: found \"-3\", expected a whole number from 0 to 1000000000",
        "pods.CSV:1:1: error: no column \"cpu_milli\", expected a header such as "
          + "sn,cpu_milli,memory_mib,gpu,model or "
          + "name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,qos\n"
          + "    hint: did you mean \"cpu_mili\"?",
      ])
  }

  @Test func `a header with a column twice, an empty file and a broken header are refused`() throws
  {
    for text in ["sn,sn,cpu_milli,memory_mib\n", "", "\n\n", "a;b\n1;2\n"] {
      #expect(try read(nodes: text).hasErrors, "\(text)")
    }
  }
}
