// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// What a run writes down about rollouts: batches, stages of pods, what releases publish.
@Suite struct RecordedRolloutTests {
  /// Everything that a run handed over, from several drains as a runner does it.
  private static func records(of world: SmallScenario) -> RunBatch {
    var simulation = Simulation(world.scenario)
    var all = RunBatch()
    for second in stride(from: 60.0, through: 600, by: 60) {
      simulation.run(toSecond: second)
      append(simulation.drain(), to: &all)
    }
    _ = simulation.finish()
    append(simulation.drain(), to: &all)
    return all
  }

  private static func append(_ batch: RunBatch, to all: inout RunBatch) {
    all.pods += batch.pods
    all.podUpdates += batch.podUpdates
    all.batches += batch.batches
    all.batchStatuses += batch.batchStatuses
    all.decisions += batch.decisions
  }

  private static func deploymentWorld() -> SmallScenario {
    var world = SmallScenario(nodes: 3, cores: 8, seconds: 600, isRunning: true)
    world.add(SmallScenario.deployment("web", replicas: 8))
    world.behave("web", applicationStart: .seconds(4), imageBytes: 50_000_000)
    world.apply(SmallScenario.deployment("web", replicas: 8, image: "app:2"), at: 100)
    return world
  }

  @Test func `a rollout of a Deployment is one batch from its template to its completion`() {
    let all = Self.records(of: Self.deploymentWorld())
    #expect(all.batches.count == 1)
    let batch = all.batches[0]
    #expect(batch.workload == "Deployment/default/web")
    #expect(batch.startedMicroseconds == 100_000_000)
    #expect(batch.outcome == .completed)
    #expect(batch.revision == 2)
    #expect(batch.replicas == 8)
    let last = all.pods.filter { $0.revision == 2 }.map(\.stages.available).max() ?? 0
    #expect(batch.endedMicroseconds > last)
    #expect(batch.endedMicroseconds < last + 5_000_000)
  }

  @Test func `the stages of a pod follow each other from the decision to availability`() {
    let all = Self.records(of: Self.deploymentWorld())
    let new = all.pods.filter { $0.revision == 2 }
    #expect(new.count == 8)
    for pod in new {
      let at = pod.stages
      let order = [
        at.known, at.requested, at.created, at.scheduled, at.seen, at.sandboxed, at.pulled,
        at.started, at.ready, at.available,
      ]
      #expect(order.allSatisfy { $0 > 0 }, "\(pod)")
      #expect(order == order.sorted(), "\(pod)")
      // Without a probe a pod counts as ready before its application answers.
      #expect(at.answering == at.started + 4_000_000)
      #expect(pod.ending == nil)
    }
    // The first pods of each node bring the image there, the others find it.
    #expect(new.contains { $0.stages.pulling >= $0.stages.sandboxed })
    #expect(new.contains { $0.stages.pulling < 0 })
    for old in all.pods where old.revision == 1 {
      #expect(old.ending == .controller)
      #expect(old.stages.endRequested > 100_000_000)
      #expect(old.stages.endRequested < old.stages.terminating)
    }
  }

  @Test func `a rollout that another one overtakes is told as superseded`() {
    var world = Self.deploymentWorld()
    world.apply(SmallScenario.deployment("web", replicas: 8, image: "app:3"), at: 102)
    let all = Self.records(of: world)
    #expect(all.batches.map(\.outcome) == [.superseded, .completed])
    #expect(all.batches.map(\.rollout) == [1, 2])
    #expect(all.batches.map(\.revision) == [2, 3])
    #expect(all.batches[0].endedMicroseconds == all.batches[1].startedMicroseconds)
  }

  @Test func `a rollout that the run cuts off is told as unfinished`() {
    var world = Self.deploymentWorld()
    world.apply(SmallScenario.deployment("web", replicas: 8, image: "app:3"), at: 599)
    let all = Self.records(of: world)
    #expect(all.batches.map(\.outcome) == [.completed, .unfinished])
    #expect(all.batches.last?.endedMicroseconds == -1)
  }

  // MARK: Batches

  private static func setWorld(_ type: CloneSet.UpdateStrategyType) -> SmallScenario {
    var world = SmallScenario(nodes: 2, cores: 8, seconds: 600, isRunning: true)
    for (image, second) in [("app:1", 0.0), ("app:2", 60)] {
      var set = SmallScenario.statefulSetPlus(
        "im", replicas: 6, batches: 3, image: image, type: type)
      set.spec.updateStrategy.batchDeadlineMinutes = 5
      if second == 0 { world.add(.statefulSetPlus(set)) }
      if second > 0 { world.apply(.statefulSetPlus(set), at: second) }
    }
    return world
  }

  @Test func `each batch of a release is told once, one after the other`() {
    let all = Self.records(of: Self.setWorld(.recreate))
    #expect(all.batches.map(\.batch) == [1, 2, 3])
    #expect(all.batches.allSatisfy { $0.outcome == .completed && $0.rollout == 1 })
    #expect(all.batches.map(\.replicas) == [2, 2, 2])
    for (batch, next) in zip(all.batches, all.batches.dropFirst()) {
      #expect(batch.endedMicroseconds <= next.startedMicroseconds)
    }
    for batch in all.batches {
      #expect(batch.deadlineMicroseconds == batch.startedMicroseconds + 300_000_000)
      let made = all.pods.filter {
        $0.revision == batch.revision
          && (batch.startedMicroseconds...batch.endedMicroseconds).contains($0.stages.available)
      }
      #expect(made.count == 2, "\(batch)")
    }
  }

  @Test func `what a release publishes is told at each change and at no other time`() {
    let all = Self.records(of: Self.setWorld(.recreate))
    let statuses = all.batchStatuses
    #expect(statuses.count >= 4)
    #expect(statuses.map(\.timeMicroseconds) == statuses.map(\.timeMicroseconds).sorted())
    for (status, next) in zip(statuses, statuses.dropFirst()) {
      var same = next
      same.timeMicroseconds = status.timeMicroseconds
      #expect(same != status)
    }
    #expect(Set(statuses.map(\.batchOrder)).isSuperset(of: [1, 2, 3]))
    #expect(statuses.last?.generalStatus == "Completed")
    #expect(statuses.last?.action == "Completed")
    #expect(statuses.contains { $0.generalStatus == "Progressing" && $0.batchDeadlineTime > 0 })
  }

  @Test func `a change in place is told with the stages of the new containers`() {
    let all = Self.records(of: Self.setWorld(.inPlaceIfPossible))
    #expect(all.podUpdates.count == 6)
    #expect(all.pods.count == 6)
    for update in all.podUpdates {
      let at = update.stages
      let order = [
        at.known, at.requested, at.updated, at.exited, at.started, at.ready, at.available,
      ]
      #expect(order.allSatisfy { $0 > 0 }, "\(update)")
      #expect(order == order.sorted(), "\(update)")
      #expect(update.node != nil)
      #expect(update.revision == all.batches[0].revision)
    }
    #expect(Set(all.podUpdates.map(\.pod)).count == 6)
  }

  @Test func `a batch that misses its deadline fails and goes back`() {
    var world = SmallScenario(nodes: 2, cores: 8, seconds: 600, isRunning: true)
    for (image, second) in [("app:1", 0.0), ("app:2", 60)] {
      var set = SmallScenario.statefulSetPlus("im", replicas: 4, batches: 2, image: image)
      set.spec.updateStrategy.batchDeadlineMinutes = 2
      if second == 0 { world.add(.statefulSetPlus(set)) }
      if second > 0 { world.apply(.statefulSetPlus(set), at: second) }
    }
    var block = BehaviorBlock(target: WorkloadReference(kind: "StatefulSetPlus", name: "im"))
    var broken = BehaviorBlock.VersionBlock()
    broken.image = "app:2"
    broken.neverReady = true
    block.versions = [broken]
    world.scenario.behavior = [block]
    let all = Self.records(of: world)
    #expect(all.batches.map(\.outcome) == [.failed, .rolledBack])
    #expect(all.batches[0].endedMicroseconds >= all.batches[0].deadlineMicroseconds)
    #expect(all.batches[1].revision == 1)
    #expect(all.batchStatuses.contains { $0.currentOrderProgress == "Failed" })
    let stuck = all.pods.filter { $0.revision == 2 }
    #expect(stuck.count == 2)
    #expect(stuck.allSatisfy { $0.stages.started > 0 && $0.stages.answering < 0 })
  }
}
