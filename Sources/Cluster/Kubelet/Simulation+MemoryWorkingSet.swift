// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Scenario

/// The memory that pods use, as far as the scenario says.
extension Simulation {
  /// The working set of a running pod in bytes; nil if its memory is not simulated.
  ///
  /// The scenario gives one size for all pods of a workload.
  func memoryWorkingSet(of handle: PodHandle) -> Int64? {
    let deployment = replicaSets[pods[handle].replicaSet].deployment
    guard !deployment.isNone else { return nil }
    let target = deployments[deployment].reference
    return behaviorBlocks.first { $0.target == target }?.memoryWorkingSetBytes
  }
}
