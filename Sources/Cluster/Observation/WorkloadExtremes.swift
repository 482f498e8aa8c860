// SPDX-License-Identifier: Apache-2.0

/// The least and the greatest of what a workload went through, as sampled.
struct WorkloadExtremes: Sendable {
  private(set) var wantedMost = 0
  private(set) var wantedLeast = Int.max
  private(set) var readyMost = 0
  private(set) var readyLeast = Int.max
  private(set) var pendingMost = 0
  private(set) var demandMost = 0.0
  private(set) var coresMost = 0.0

  /// Notes replica counts of one sample.
  mutating func noteReplicas(wanted: Int, ready: Int, pending: Int) {
    wantedMost = max(wantedMost, wanted)
    wantedLeast = min(wantedLeast, wanted)
    readyMost = max(readyMost, ready)
    readyLeast = min(readyLeast, ready)
    pendingMost = max(pendingMost, pending)
  }

  /// Notes the load of one sample.
  mutating func note(_ load: ServiceLoad) {
    demandMost = max(demandMost, load.interval.peakDemand)
    coresMost = max(coresMost, load.interval.meanCores)
  }
}
