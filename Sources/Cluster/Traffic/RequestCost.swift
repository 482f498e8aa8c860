// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Scenario

/// What one request of a workload costs a pod, in seconds.
struct RequestCost: Equatable, BitwiseCopyable, Sendable {
  var cpuSeconds: Double
  var cpuSpread: Double
  var waitSeconds: Double
  var concurrency: Int
  var timeoutSeconds: Double
  var arrivalSpread: Double

  init(_ block: BehaviorBlock.RequestBlock) {
    cpuSeconds = max(block.cpu.seconds, 1e-6)
    cpuSpread = block.cpuSpread
    waitSeconds = block.wait.seconds
    concurrency = block.concurrency
    timeoutSeconds = block.timeout.seconds
    arrivalSpread = block.arrivalSpread
  }
}
