// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario
import Testing

@testable import Cluster

/// What holds in every release of a StatefulSetPlus in a running cluster without faults.
@Suite struct ReleaseRunPropertyTests {
  static let seeds = UInt64(1)...48

  /// What a test remembers of a run from second to second.
  private struct Watch {
    /// Since when each ordinal has been wanted, in seconds.
    var wantedSince: [Int: Int] = [:]
    /// Ordinals that have been available since they were wanted.
    var served: Set<Int> = []
    /// The greatest batch so far.
    var largestBatch = 0
    var paused: [Int: PodHandle] = [:]

    mutating func note(_ simulation: borrowing Simulation, second: Int) {
      let wanted = simulation.deployments.elements[0].specReplicas
      wantedSince = wantedSince.filter { $0.key < wanted }
      for ordinal in 0..<wanted where wantedSince[ordinal] == nil {
        wantedSince[ordinal] = second == 0 ? -100 : second
      }
      // A pod that was not wanted for a moment may still be on its way out.
      let pods = Self.pods(of: simulation).filter { ordinal, handle in
        simulation.pods[handle].isAvailable && second - (wantedSince[ordinal] ?? second) > 60
      }
      served = served.filter { $0 < wanted }.union(pods.keys)
      let batches = simulation.deployments.elements[0].numbered?.release?.state.batches ?? []
      largestBatch = max(largestBatch, batches.map(\.count).max() ?? 0)
    }

    /// The pods that do not end, by ordinal.
    static func pods(of simulation: borrowing Simulation) -> [Int: PodHandle] {
      var pods: [Int: PodHandle] = [:]
      for index in simulation.deployments.elements[0].replicaSets {
        for handle in simulation.replicaSets[index].pods
        where !simulation.pods[handle].isTerminating {
          pods[Int(simulation.pods[handle].ordinal)] = handle
        }
      }
      return pods
    }
  }

  @Test(arguments: seeds)
  func `a release takes no more than a batch, and pods beside its batches stay good`(
    seed: UInt64
  ) {
    let release = RandomRelease(seed: seed)
    let isSerial = !(Self.strategy(of: release)?.parallel ?? true)
    var simulation = Simulation(release.small.scenario)
    var watch = Watch()
    for second in 0..<1_500 {
      simulation.run(toSecond: Double(second))
      watch.note(simulation, second: second)
      let pods = Watch.pods(of: simulation)
      let lost = watch.served.count { ordinal in
        !(pods[ordinal].map { simulation.pods[$0].isAvailable } ?? false)
      }
      let allowed = isSerial ? 1 : watch.largestBatch
      #expect(lost <= allowed, "seed \(seed), second \(second)")
      guard let state = simulation.deployments.elements[0].numbered?.release?.state,
        state.phase != .settled
      else { continue }
      let released = Set(state.batches.joined())
      let strangers = pods.filter { ordinal, handle in
        !released.contains(ordinal)
          && simulation.pods[handle].template.position != state.goodRevision
      }
      // A batch that has just gone back may still be on its way, as may one that begins.
      if state.phase == .updating || state.phase == .waiting {
        #expect(strangers.isEmpty, "seed \(seed), second \(second): \(strangers.keys.sorted())")
      }
      if let first = state.batches.first, !release.picked.isEmpty,
        state.targetRevision != state.goodRevision
      {
        #expect(Set(first).isSubset(of: release.picked), "seed \(seed), second \(second)")
      }
    }
    #expect(simulation.auditFailures().isEmpty, "seed \(seed)")
  }

  @Test(arguments: seeds)
  func `a release that is held back touches no pod`(seed: UInt64) {
    let release = RandomRelease(seed: seed)
    guard let pause = release.pause else { return }
    var simulation = Simulation(release.small.scenario)
    // What was asked for before is still carried out.
    simulation.run(toSecond: pause.lowerBound + 30)
    let before = Watch.pods(of: simulation)
    simulation.run(toSecond: pause.upperBound)
    #expect(Watch.pods(of: simulation) == before, "seed \(seed)")
    #expect(
      simulation.deployments.elements[0].numbered?.release?.batch.generalStatus == .paused
        || simulation.deployments.elements[0].numbered?.release?.state.phase == .settled,
      "seed \(seed)")
  }

  @Test(arguments: seeds)
  func `a release ends with one revision everywhere unless somebody is waited for`(
    seed: UInt64
  ) throws {
    var simulation = Simulation(RandomRelease(seed: seed).small.scenario)
    simulation.run(until: simulation.endTime)
    let owner = simulation.deployments.elements[0]
    let state = try #require(owner.numbered?.release?.state)
    let pods = Watch.pods(of: simulation)
    #expect(pods.keys.sorted() == Array(0..<owner.specReplicas), "seed \(seed)")
    let revisions = Set(pods.values.map { simulation.pods[$0].template.position })
    switch state.phase {
    case .settled: #expect(revisions == [owner.template.position], "seed \(seed)")
    case .abandoned: #expect(revisions == [state.goodRevision], "seed \(seed)")
    case .rolledBack: #expect(revisions.contains(state.goodRevision), "seed \(seed)")
    case .waiting:
      #expect(owner.numbered?.release?.batch.action == .waitToConfirm, "seed \(seed)")
    case .updating, .rollingBack, .rollingBackAll:
      Issue.record("seed \(seed) does not come to rest: \(state.phase)")
    }
  }

  @Test func `the random releases come to every end and are held back at times`() {
    var ends: Set<BatchReleaseState.Phase> = []
    var pauses = 0
    for seed in Self.seeds {
      let release = RandomRelease(seed: seed)
      if release.pause != nil { pauses += 1 }
      var simulation = Simulation(release.small.scenario)
      simulation.run(until: simulation.endTime)
      if let phase = simulation.deployments.elements[0].numbered?.release?.state.phase {
        ends.insert(phase)
      }
    }
    #expect(ends.isSuperset(of: [.settled, .abandoned, .rolledBack]))
    #expect(pauses > 2)
  }

  @Test(arguments: UInt64(1)...12)
  func `the same seed gives the same digest and another one does not`(seed: UInt64) {
    func digest(_ seed: UInt64) -> UInt64 {
      var simulation = Simulation(RandomRelease(seed: seed).small.scenario)
      simulation.run(until: simulation.endTime)
      return simulation.digest
    }
    #expect(digest(seed) == digest(seed))
    #expect(digest(seed) != digest(seed + 1_000))
  }

  private static func strategy(of release: RandomRelease) -> StatefulSetPlus.UpdateStrategy? {
    for object in release.small.scenario.cluster.objects.objects {
      if case .statefulSetPlus(let manifest) = object { return manifest.spec.updateStrategy }
    }
    return nil
  }
}
