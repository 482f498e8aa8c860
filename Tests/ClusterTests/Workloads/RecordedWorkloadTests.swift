// SPDX-License-Identifier: Apache-2.0

import Cluster
import Manifests
import Testing

/// Recordings that are written badly, or ask for too much.
@Suite struct RecordedWorkloadTests {
  private func outputs<Case: RecordedWorkloadCase>(
    _ text: String, as type: Case.Type, looks: Int = ReplayBudget.standard
  ) throws -> (outputs: [(key: String, value: Value)]?, faults: [String]) {
    let diagnostics = Diagnostics()
    let values = DocumentReader.read(Array(text.utf8), file: "case.json", into: diagnostics)
    let value = try #require(values.first)
    let read = Case(
      reading: ObjectReader(value, file: "case.json", diagnostics: diagnostics))
    return (read.outputs(looks: looks), diagnostics.all.map { "\($0.path) \($0.found)" })
  }

  @Test func `faults of a deployment are reported with their places`() throws {
    let text = """
      {"deployment": {"replicas": -1, "strategy": "Rolling", "maxSurge": "x%",
      "maxUnavailable": [], "templateVersion": "v1"}, "podReadyAfterSeconds": {"v1": ["soon"]},
      "events": [{"t": -5, "setReplicas": 999999999}], "horizonSeconds": 10}
      """
    let faults = try outputs(text, as: DeploymentTrajectory.self).faults
    #expect(faults.count == 7, "\(faults)")
  }

  @Test func `a roll-out with too much to look at is given up`() throws {
    let events = (0..<400).map { #"{"t": \#($0), "setReplicas": \#(1_500 + $0 % 2)}"# }
    let text = """
      {"deployment": {"replicas": 1500, "templateVersion": "v1"},
      "podReadyAfterSeconds": {"v1": [1]},
      "events": [\(events.joined(separator: ","))], "horizonSeconds": 100000}
      """
    let few = try outputs(text, as: DeploymentTrajectory.self, looks: 200_000)
    #expect(few.outputs == nil)
    let enough = try outputs(text, as: DeploymentTrajectory.self, looks: 20_000_000)
    #expect(enough.outputs?[1].value.items?.count == 399, "the first event changes nothing")
  }

  @Test func `a template whose pods are ready at once rolls out at one instant`() throws {
    let text = """
      {"deployment": {"replicas": 4, "progressDeadlineSeconds": 60, "templateVersion": "v1"},
      "podReadyAfterSeconds": {"v1": [0], "v2": [0]},
      "events": [{"t": 1.5, "setTemplateVersion": "v2"}], "horizonSeconds": 100}
      """
    let (found, faults) = try outputs(text, as: DeploymentTrajectory.self)
    #expect(faults.isEmpty)
    let states = found?.last?.value.items ?? []
    #expect(states.count == 2)
    #expect(states.last?["t"]?.scalarText == "1.5")
    #expect(states.last?["progressing"]?.string == "True/NewReplicaSetAvailable")
    #expect(states.last?["oldReplicasSpec"]?.integer == 0)
  }

  @Test func `a stateful set without a known version never becomes ready`() throws {
    let text = """
      {"statefulSet": {"replicas": 2, "templateVersion": "v9"}, "podReadyAfterSeconds": {},
      "terminationSeconds": 1, "startsEmpty": true, "events": [], "horizonSeconds": 50}
      """
    let (found, faults) = try outputs(text, as: StatefulSetTrajectory.self)
    #expect(faults.isEmpty)
    #expect(found?.first?.value.items?.count == 1)
  }

  @Test func `changed inputs change the outputs`() throws {
    let text = { (surge: String) in
      """
      {"deployment": {"replicas": 10, "maxSurge": "\(surge)", "maxUnavailable": "0",
      "templateVersion": "v1"}, "podReadyAfterSeconds": {"v1": [5], "v2": [5]},
      "events": [{"t": 0, "setTemplateVersion": "v2"}], "horizonSeconds": 500,
      "decisions": [{"t": 0, "round": 0, "scale": []}]}
      """
    }
    let decisions = try ["1", "2", "50%"].map { surge in
      try outputs(text(surge), as: DeploymentTrajectory.self).outputs?[1].value.items?.count
    }
    #expect(decisions == [20, 10, 4])
  }
}
