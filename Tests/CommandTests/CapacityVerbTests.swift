// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The verb `capacity` as people and programs see it.
struct CapacityVerbTests {
  private func folder() throws -> TestFolder {
    let folder = try SmallCluster.folder()
    try folder.write(SmallCluster.pod("small"), to: "small.yaml")
    return folder
  }

  @Test func `a table tells how many fit, where, and what stops the next`() async throws {
    let run = try await CommandRun.of(
      "capacity", "-f", "nodes.yaml", "--pod", "small.yaml", in: try folder())
    #expect(run.code == 0)
    #expect(
      run.output == """
        Pod/small: 16 more fit, on 2 nodes
          the next: 0/3 nodes are available: 1 node(s) were unschedulable, 2 Insufficient cpu.
          what stops it: Insufficient cpu, on 2 of 3 nodes
          NODE    PODS
          node-1     8
          node-2     8

        """)
  }

  @Test func `zones, packing and a limit change the answer`() async throws {
    let folder = try folder()
    let zones = try await CommandRun.of(
      "capacity", "-f", "nodes.yaml", "--pod", "small.yaml", "--zones", in: folder)
    #expect(zones.output.hasSuffix("  ZONE  PODS\n  east     8\n  west     8\n"))
    let packed = try await CommandRun.of(
      "capacity", "-f", "nodes.yaml", "--pod", "small.yaml", "--strategy", "pack", "--limit", "6",
      in: folder)
    #expect(packed.output.contains("Pod/small: 6 more fit, on 1 node\n"))
    #expect(packed.output.contains("the next: not tried, the limit is reached"))
  }

  @Test func `several kinds are counted alone and in turn`() async throws {
    let folder = try folder()
    let run = try await CommandRun.of(
      "capacity", "-f", "nodes.yaml", "--pod", "small.yaml", "--pod", "web.yaml", in: folder)
    #expect(
      run.output.hasSuffix(
        """
        PODS OF         ALONE  IN TURN  WHAT STOPS IT ALONE
        Pod/small          16        6  Insufficient cpu
        Deployment/web      8        5  Insufficient cpu

        """), "\(run.output)")
    let json = try await CommandRun.of(
      "capacity", "-f", "nodes.yaml", "--pod", "small.yaml", "--pod", "web.yaml", "-o", "json",
      in: folder
    ).json()
    #expect(json["version"] as? Int == 1)
    let pods = try #require(json["pods"] as? [[String: Any]])
    #expect(pods.map { $0["count"] as? Int } == [16, 8])
    #expect(pods[0]["nodes"] as? [String: Int] == ["node-1": 8, "node-2": 8])
    #expect(pods[0]["zones"] as? [String: Int] == ["east": 8, "west": 8])
    #expect(pods[0]["bindingReason"] as? String == "Insufficient cpu")
    #expect((json["inTurn"] as? [Any])?.count == 2)
  }

  @Test func `waiting pods of the cluster come first and are told`() async throws {
    let run = try await CommandRun.of(
      "capacity", "-f", "nodes.yaml", "web.yaml", "--pod", "small.yaml", in: try folder())
    #expect(run.output.hasPrefix("2 pods of the cluster found no node\n\nPod/small: 0 more fit"))
  }

  @Test(arguments: [
    (["--pod", "none.yaml"], 2, "none.yaml:1:1: error: no such file or folder"),
    (["--pod", "nodes.yaml"], 2, "nodes.yaml:1:1: error: no pod and no workload"),
    (
      ["--pod", "huge.yaml", "-f", "wide.yaml"], 2,
      "more than 10000000 pods might fit; give --limit"
    ),
    ([], 64, "--pod"),
    (["--pod", "small.yaml", "--limit", "0"], 64, "--limit: expected 1 to 10000000, found 0"),
    (["--pod", "small.yaml", "--strategy", "pack", "--scheduler-config", "x"], 64, "exclude"),
  ])
  func `what cannot be counted is refused, and nothing is printed`(
    arguments: [String], code: Int32, message: String
  ) async throws {
    let folder = try folder()
    try folder.write(SmallCluster.pod("huge", cpu: "0"), to: "huge.yaml")
    let node = SmallCluster.nodes.components(separatedBy: "---\n")[0]
    try folder.write(
      node.replacing("node-1", with: "wide").replacing("\"110\"", with: "\"20000000\""),
      to: "wide.yaml")
    let run = try await RunningCommand(
      ["capacity", "-f", "nodes.yaml"] + arguments, in: folder, binary: Binary.tested
    ).finish()
    #expect(run.code == code)
    #expect(run.output == "")
    #expect(run.errors.contains(message), "\(run.errors)")
  }
}
