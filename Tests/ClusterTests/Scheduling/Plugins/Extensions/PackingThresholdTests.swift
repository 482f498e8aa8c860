// SPDX-License-Identifier: Apache-2.0

import Cluster
import Manifests
import Testing

struct PackingThresholdTests {
  private typealias Agreement = ExtensionAgreement

  /// Scores of nodes of 4 CPU with so many millis taken, for a pod of 400m; without weights.
  private func scores(_ arguments: String, taken: [Int64]) -> [Int64?] {
    var world = World(Agreement.profile("PackingThreshold", arguments))
    for (number, millis) in taken.enumerated() {
      world.add("n\(number)")
      if millis > 0 {
        world.bind(World.pod(cpuMillis: millis, mebibytes: 0), to: "n\(number)")
      }
    }
    let scores = world.scores("PackingThreshold", World.pod(cpuMillis: 400, mebibytes: 0))
    return taken.indices.map { scores["n\($0)"].map { $0 / 3 } }
  }

  private let onlyCPU = "resources: [{name: cpu, weight: 1}]"

  @Test func `a node fills up to the threshold and is the last choice beyond it`() {
    // With the pod 10, 50, 80 and 90 percent: 50 + 50 x 10/80, 50 + 50 x 50/80, 100, 50 x 10/20.
    #expect(
      scores("{\(onlyCPU)}", taken: [0, 1_600, 2_800, 3_200]) == [56, 81, 100, 25])
  }

  @Test func `spreading prefers the emptiest node and has the same order beyond`() {
    #expect(
      scores("{strategy: Spread, \(onlyCPU)}", taken: [0, 1_600, 2_800, 3_200])
        == [93, 68, 50, 25])
  }

  @Test func `one resource beyond the threshold suffices`() {
    // Memory is empty, CPU at 90 percent: the highest share counts, not the mean.
    #expect(scores("{}", taken: [3_200, 0]) == [25, 53])
  }

  @Test func `pods fill one node after the other and open the next at the threshold`() {
    let arguments = "{thresholdPercent: 50, \(onlyCPU)}"
    var profile = Agreement.profile("PackingThreshold", arguments)
    profile.scores.removeAll { $0.plugin.name != "PackingThreshold" }
    var world = World(profile)
    for name in ["a", "b"] { world.add(name) }
    let places = (0..<10).map { _ in world.place(World.pod(cpuMillis: 400, mebibytes: 0)) }
    // 2,000m of each node lie within the threshold; then the emptier one comes first.
    #expect(places == ["a", "a", "a", "a", "a", "b", "b", "b", "b", "b"])
  }

  @Test(arguments: 1...8)
  func `the index agrees with the scan`(seed: UInt64) {
    let strategy = seed % 2 == 0 ? "Pack" : "Spread"
    Agreement.check(
      Agreement.profile("PackingThreshold", "{strategy: \(strategy)}"), seed: seed)
  }

  @Test func `arguments beyond their bounds are refused`() {
    let faults = Agreement.read(
      "PackingThreshold", "{strategy: Pac, thresholdPercent: 100, treshold: 3}"
    ).1
    #expect(faults.count == 3)
    #expect(faults.contains { $0.contains("Pack") })
    #expect(faults.contains { $0.contains("99") })
    #expect(faults.contains { $0.contains("unknown field") })
  }
}
