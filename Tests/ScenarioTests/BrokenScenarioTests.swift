// SPDX-License-Identifier: Apache-2.0

import Manifests
import Scenario
import Testing

@Suite struct BrokenScenarioTests {
  @Test(arguments: BrokenScenario.all)
  func `a broken scenario is refused with place and reason`(_ broken: BrokenScenario) throws {
    let folder = try ScenarioFolder()
    try folder.replace(broken.old, with: broken.new)
    let result = folder.read()
    #expect(result.scenario == nil)
    #expect(folder.faults(result) == broken.faults)
  }

  @Test func `all faults are told at once and in the order of the file`() throws {
    let folder = try ScenarioFolder()
    try folder.replace("seed: 20190204", with: "seed: many")
    try folder.replace("cpu: 47500m", with: "cpu: 480")
    try folder.replace("concurrency: 64", with: "concurency: 64")
    try folder.replace("at: 7h", with: "at: seven")
    let manifest = try folder.text("manifests/feed/feed.yaml")
    try folder.write(
      manifest.replacing("replicas: 3", with: "replicas: lots"), to: "manifests/feed/feed.yaml")
    let faults = folder.faults(folder.read())
    let places = faults.map { $0.prefix { $0 != " " } }
    #expect(
      places == ["5:9:", "20:32:", "40:38:", "57:12:", "manifests/feed/feed.yaml:5:13:"])
    #expect(faults.last?.contains("lots") == true)
  }

  @Test func `a refused manifest does not make its workloads unknown`() throws {
    let folder = try ScenarioFolder()
    try folder.replace("[manifests/feed/]", with: "[manifests/feed/, manifests/none.yaml]")
    let faults = folder.faults(folder.read())
    #expect(faults.count == 1)
    #expect(faults.first?.hasPrefix("25:36: spec.clusters[0].manifests[1]: ") == true)
  }

  @Test func `a hint names the key that was meant`() throws {
    let folder = try ScenarioFolder()
    try folder.replace("concurrency: 64", with: "concurency: 64")
    let hints = folder.read().diagnostics.compactMap(\.hint)
    #expect(hints == ["did you mean \"concurrency\"?"])
  }

  @Test func `warnings do not refuse a scenario`() throws {
    let folder = try ScenarioFolder()
    try folder.replace("at: \"00:00:30\"", with: "at: 9h")
    let result = folder.read()
    #expect(result.scenario != nil)
    #expect(
      result.diagnostics.map(\.message) == [
        "spec.traffic[0].rate.bursts[0].at: the burst begins after the run"
      ])
  }

  @Test func `an objective without traffic is a warning`() throws {
    let folder = try ScenarioFolder()
    try folder.replace(
      "  objectives:\n    - {target: {kind: Deployment, name: feed}",
      with: "  objectives:\n    - {target: {kind: StatefulSet, namespace: data, name: store}")
    let result = folder.read()
    #expect(result.scenario != nil)
    #expect(result.diagnostics.map(\.severity) == [.warning])
    #expect(result.diagnostics.first?.line == 59)
  }
}
