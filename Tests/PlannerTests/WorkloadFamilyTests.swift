// SPDX-License-Identifier: Apache-2.0

import Manifests
import Planner
import Testing

/// Replaying files of Deployment, ReplicaSet and StatefulSet decisions.
@Suite struct WorkloadFamilyTests {
  private func replay(_ text: String, _ family: any RecordedFamily) throws -> ReplayedCase {
    let diagnostics = Diagnostics()
    let values = DocumentReader.read(Array(text.utf8), file: "case.json", into: diagnostics)
    #expect(diagnostics.all.isEmpty)
    let document = try #require(values.first)
    let format = try #require(document["format"]?.string)
    #expect(family.reads(format: format))
    return family.replay(document, file: "case.json", path: "below/case.json")
  }

  private func victims(_ outputs: String) -> String {
    """
    {"format": "replicaset-victims/1", "cases": [{"name": "one", "pods": [
    {"name": "a", "uid": "u1", "node": "n1", "phase": "Running", "ready": true,
    "readyForSeconds": 100, "containerRestarts": [0], "createdSecondsAgo": 200},
    {"name": "b", "uid": "u2", "node": "n2", "phase": "Running", "ready": true,
    "readyForSeconds": 100, "containerRestarts": [0], "createdSecondsAgo": 200},
    {"name": "c", "uid": "u3", "node": "n3", "phase": "Pending", "ready": false,
    "containerRestarts": [0], "createdSecondsAgo": 200}],
    "podsToDelete": 1\(outputs)}]}
    """
  }

  @Test func `equal pods may be recorded in any order`() throws {
    let text = victims(#", "deleted": ["c"], "deletionOrder": [["c"], ["b", "a"]]"#)
    let replayed = try replay(text, ReplicaSetFamily())
    #expect(replayed.mismatchCount == 0, "\(replayed.mismatches)")
    #expect([replayed.caseCount, replayed.decisionCount, replayed.unrecordedCount] == [1, 2, 0])
  }

  @Test func `another order is a mismatch and decides nothing`() throws {
    let text = victims(#", "deleted": ["a"], "deletionOrder": [["a"], ["c"], ["b"]]"#)
    let replayed = try replay(text, ReplicaSetFamily())
    #expect(replayed.mismatchCount == 2)
    let one = replayed.outputs.first?.content["cases"]?.items?.first
    #expect(one?["deleted"]?.items?.map(\.string) == ["c"])
  }

  @Test func `a case without outputs is computed, written and counted`() throws {
    let replayed = try replay(victims(""), ReplicaSetFamily())
    #expect([replayed.mismatchCount, replayed.unrecordedCount] == [0, 1])
    let one = replayed.outputs.first?.content["cases"]?.items?.first
    #expect(one?["deletionOrder"]?.items?.count == 2)
    #expect(replayed.outputs.first?.path == "below/case.json")
  }

  @Test func `empty cells of a row of limits are filled in and counted`() throws {
    let text = """
      {"format": "deployment-fenceposts/1", "columns": ["replicas", "maxSurge", "maxUnavailable",
      "resolvedSurge", "resolvedUnavailable", "effectiveMaxSurge", "effectiveMaxUnavailable"],
      "rows": [[10, "25%", "25%", null, null, null, null], [10, "1", "0", 1, 0, 1, 0],
      [10, "1", "0", 1, 0, 1, 5]]}
      """
    let replayed = try replay(text, DeploymentFamily())
    #expect([replayed.caseCount, replayed.mismatchCount, replayed.unrecordedCount] == [3, 1, 1])
    let rows = replayed.outputs.first?.content["rows"]?.items ?? []
    #expect(rows.first?.items?.dropFirst(3).map(\.integer) == [3, 2, 3, 2])
    #expect(rows.last?.items?.last?.integer == 0)
  }

  @Test func `a faulty case is reported and the others are replayed`() throws {
    let text = """
      {"format": "statefulset-trajectory/1", "cases": [
      {"name": "bad", "statefulSet": {"replicas": -3, "templateVersion": "v1"}},
      {"name": "good", "statefulSet": {"replicas": 1, "templateVersion": "v1"},
      "podReadyAfterSeconds": {"v1": [5]}, "startsEmpty": true, "horizonSeconds": 20,
      "actions": [], "states": []}]}
      """
    let replayed = try replay(text, StatefulSetFamily())
    #expect(replayed.diagnostics.count == 1)
    #expect(replayed.caseCount == 2)
    #expect(replayed.mismatchCount == 3, "one action and two states are not recorded")
  }
}
