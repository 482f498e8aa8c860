// SPDX-License-Identifier: Apache-2.0

public import Metrics

extension RunReader {
  /// The decisions of loops that scale, in order of time.
  ///
  /// With a target, as `Kind/namespace/name`, only those about it.
  public func decisions(
    of run: Int64, target: String? = nil
  ) throws(RunStoreError) -> [ScalingDecisionRecord] {
    try rows(RunSchema.selectDecisions, [run, target, target]).map {
      row throws(RunStoreError) in try ScalingDecisionRecord(row)
    }
  }

  /// The batches of rollouts, in the order in which they began.
  ///
  /// With a workload, as `Kind/namespace/name`, only its batches.
  public func batches(
    of run: Int64, workload: String? = nil
  ) throws(RunStoreError) -> [BatchRecord] {
    try rows(RunSchema.selectBatches, [run, workload, workload]).map {
      row throws(RunStoreError) in try BatchRecord(row)
    }
  }

  /// What releases in batches have published, in order of time.
  ///
  /// With a workload, as `Kind/namespace/name`, only what its object published.
  public func batchStatuses(
    of run: Int64, workload: String? = nil
  ) throws(RunStoreError) -> [BatchStatusRecord] {
    try rows(RunSchema.selectBatchStatuses, [run, workload, workload]).map {
      row throws(RunStoreError) in try BatchStatusRecord(row)
    }
  }

  /// The changes of pods where they are, in the order in which they were stored.
  ///
  /// With a workload, as `Kind/namespace/name`, only those of its pods.
  public func podUpdates(
    of run: Int64, workload: String? = nil
  ) throws(RunStoreError) -> [PodUpdateRecord] {
    try rows(RunSchema.selectPodUpdates, [run, workload, workload]).map {
      row throws(RunStoreError) in try PodUpdateRecord(row)
    }
  }
}
