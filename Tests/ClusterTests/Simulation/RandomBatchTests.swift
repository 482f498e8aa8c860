// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Testing

@testable import Cluster

/// What holds in every small world of DaemonSets, Jobs, quotas and drains.
@Suite struct RandomBatchTests {
  @Test(arguments: 0..<40 as Range<UInt64>) func `invariants hold all the time`(seed: UInt64) {
    var simulation = Simulation(RandomBatchWorld(seed: seed).scenario)
    var found: [String] = []
    while let next = simulation.queue.nextTime, next <= simulation.endTime, found.isEmpty {
      simulation.run(until: next)
      found = simulation.auditFailures() + Self.failures(simulation)
      if !found.isEmpty { found = ["seed \(seed) at \(simulation.now): \(found.prefix(3))"] }
    }
    #expect(found.isEmpty, "\(found)")
  }

  /// What must hold of Jobs, agents and quotas besides.
  private static func failures(_ simulation: borrowing Simulation) -> [String] {
    var failures: [String] = []
    for job in simulation.jobs {
      let group = simulation.replicaSets[job.group]
      if job.isActive, group.activeCount > Int(job.spec.parallelism),
        job.spec.completionMode == .nonIndexed, !job.isSuspended, job.spec.suspend == false,
        job.failureTarget == nil
      {
        // A Job that was made smaller has too many pods until its controller has looked.
        if simulation.now > job.syncDueAt + .seconds(2) {
          failures.append("job \(job.name) has \(group.activeCount) pods")
        }
      }
      if job.finishedAt != nil, group.activeCount > 0 {
        failures.append("job \(job.name) has ended and has pods")
      }
    }
    for quota in simulation.quotas where quota.exists {
      for item in quota.manifest.hard.items {
        if let used = quota.used[item.name], used.isNegative {
          failures.append("quota \(item.name) is \(used)")
        }
      }
    }
    return failures
  }

  @Test(arguments: 0..<20 as Range<UInt64>) func `agents have a node each and no two share one`(
    seed: UInt64
  ) {
    var simulation = Simulation(RandomBatchWorld(seed: seed).scenario)
    simulation.run(until: simulation.endTime)
    let index = simulation.daemonSets[0]
    for group in simulation.deployments[index].replicaSets {
      var seen: Set<Int32> = []
      for handle in simulation.replicaSets[group].pods {
        let pod = simulation.pods[handle]
        guard !pod.isTerminating else { continue }
        #expect(seen.insert(pod.claim).inserted, "seed \(seed)")
        #expect(pod.node.isNone || pod.node.position == Int(pod.claim), "seed \(seed)")
      }
    }
  }

  @Test(arguments: 0..<12 as Range<UInt64>) func `a world runs twice alike`(seed: UInt64) {
    let digests = (0..<2).map { _ in
      var simulation = Simulation(RandomBatchWorld(seed: seed).scenario)
      simulation.run(until: simulation.endTime)
      return simulation.finish().digest
    }
    #expect(digests[0] == digests[1], "seed \(seed)")
  }
}
