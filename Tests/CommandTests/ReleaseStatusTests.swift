// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What releases in batches published, in `show`, and why their batches took so long.
@Suite struct ReleaseStatusTests {
  private static func manifest(_ image: String) -> String {
    """
    apiVersion: platform.tkex/v1alpha1
    kind: StatefulSetPlus
    metadata: {name: im}
    spec:
      replicas: 6
      serviceName: im
      podManagementPolicy: Parallel
      selector: {matchLabels: {app: im}}
      updateStrategy:
        type: InPlaceIfPossible
        batchDeployConfig: {batchNum: 3, batchAuto: true, batchDeadlineMinutes: 5}
      template:
        metadata: {labels: {app: im}}
        spec:
          containers:
            - name: im
              image: \(image)
              resources: {requests: {cpu: 500m, memory: 256Mi}}
    """
  }

  private func folder() async throws -> TestFolder {
    let folder = try TestFolder()
    try folder.write(Self.manifest("im:1"), to: "im.yaml")
    try folder.write(Self.manifest("im:2"), to: "im-2.yaml")
    let scenario = TestFolder.scenario
      .replacingOccurrences(of: "[feed.yaml]", with: "[feed.yaml, im.yaml]")
      .replacingOccurrences(
        of: "  timeline:\n", with: "  timeline:\n    - {at: 2m, apply: im-2.yaml}\n")
    try folder.write(scenario, to: "release.yaml")
    let run = try await CommandRun.of("run", "release.yaml", in: folder)
    try #require(run.code == 0, "\(run.errors)")
    return folder
  }

  @Test func `show tells what a release published last, and all of it when asked`() async throws {
    let folder = try await folder()
    let last = try await CommandRun.of("show", in: folder)
    #expect(last.lines.count { $0.contains("StatefulSetPlus/im") && $0.contains("Completed") } == 1)
    #expect(!last.output.contains("Progressing"))
    let all = try await CommandRun.of("show", "--history", in: folder)
    #expect(all.output.contains("Progressing"))
    #expect(all.lines.count > last.lines.count)
    let json = try await CommandRun.of("show", "--history", "-o", "json", in: folder).json()
    let statuses = try #require(json["batchDeployStatus"] as? [[String: Any]])
    #expect(Set(statuses.compactMap { $0["batchOrder"] as? Int }).isSuperset(of: [1, 2, 3]))
    let going = try #require(statuses.first { $0["generalStatus"] as? String == "Progressing" })
    #expect(going["action"] as? String == "Next")
    #expect((going["batchDeadlineTime"] as? String)?.hasPrefix("2019-02-04T18:07:0") ?? false)
    for name in [
      "batchOrdinal", "batchReplicas", "currentDeployComplete", "currentOrderSuccessPer",
      "currentOrderProgress", "currentRollbackProgress",
    ] { #expect(going[name] != nil, "\(name)") }
  }

  @Test func `a run without a release says nothing of one`() async throws {
    let folder = try TestFolder()
    let stored = try await CommandRun.of("run", "small.yaml", in: folder)
    try #require(stored.code == 0)
    let shown = try await CommandRun.of("show", in: folder)
    #expect(!shown.output.contains("BATCHDEPLOYSTATUS"))
    let json = try await CommandRun.of("show", "-o", "json", in: folder).json()
    #expect(json["batchDeployStatus"] == nil)
  }

  @Test func `the batches of a release are explained one by one`() async throws {
    let folder = try await folder()
    let json = try await CommandRun.of("explain", "1", "rollout/im", "-o", "json", in: folder)
      .json()
    let batches = try #require(json["batches"] as? [[String: Any]])
    #expect(batches.map { $0["batch"] as? Int } == [1, 2, 3])
    #expect(batches.allSatisfy { $0["outcome"] as? String == "completed" })
    #expect(batches.allSatisfy { $0["podsMadeOrChanged"] as? Int == 2 })
    for batch in batches {
      let seconds = try #require(batch["seconds"] as? [String: Double])
      #expect(seconds["shutdown"] ?? 0 > 0, "the old containers end first: \(seconds)")
      #expect(seconds["start"] ?? 0 > 0)
    }
  }
}
