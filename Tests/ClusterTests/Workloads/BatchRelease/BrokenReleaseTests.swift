// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// The scenario of a broken image: one batch fails at its deadline, and no other pod is touched.
@Suite struct BrokenReleaseTests {
  /// The scenario as it comes with Springtide; tests lie four names below the repository's root.
  private static func scenario() throws -> Scenario {
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(5)
      .joined(separator: "/")
    let result = ScenarioReader.read(path: "\(root)/scenarios/rollout-bad-image.yaml")
    return try #require(result.scenario, "\(result.diagnostics)")
  }

  /// The handles of all pods by ordinal; a pod that changes in place gets another one.
  private static func handles(_ simulation: borrowing Simulation) -> [Int: PodHandle] {
    var handles: [Int: PodHandle] = [:]
    for index in simulation.deployments.elements[0].replicaSets {
      for handle in simulation.replicaSets[index].pods {
        handles[Int(simulation.pods[handle].ordinal)] = handle
      }
    }
    return handles
  }

  @Test func `the first batch goes back at its deadline and 8,000 pods are never touched`() throws {
    var simulation = Simulation(try Self.scenario())
    let before = Self.handles(simulation)
    #expect(before.count == 10_000)
    // Until the requests of the batch are sent, and just before the deadline of 15 minutes.
    for minute in [2, 9, 15.9] {
      simulation.run(toSecond: minute * 60)
      let now = Self.handles(simulation)
      let touched = before.filter { now[$0.key] != $0.value }.map(\.key)
      #expect(touched.count == 2_000 && touched.min() == 8_000, "minute \(minute)")
      #expect(simulation.readyCount == 8_000, "minute \(minute)")
    }
    simulation.run(until: simulation.endTime)
    let after = Self.handles(simulation)
    #expect(before.allSatisfy { $0.key >= 8_000 || after[$0.key] == $0.value })
    #expect(simulation.pods(isNew: true) == 0)
    #expect(simulation.readyCount == 10_000)
    let events = simulation.drain().events.filter { $0.kind == "StatefulSetPlus" }
    #expect(events.count { $0.reason == "BatchStarted" } == 1)
    #expect(events.count { $0.reason == "BatchCompleted" } == 0)
    #expect(events.count { $0.reason == "BatchRolledBack" } == 1)
    let failed = try #require(events.first { $0.reason == "BatchFailed" })
    let started = try #require(events.first { $0.reason == "BatchStarted" })
    // The deadline is fifteen minutes after the start; a look of ten seconds may be under way then.
    let length = Double(failed.timeMicroseconds - started.timeMicroseconds) / 1e6
    #expect(length >= 900 && length <= 921, "\(length)")
  }
}
