// SPDX-License-Identifier: Apache-2.0

import Scenario

extension HPAControllerConfiguration {
  /// The flags that a scenario gives.
  init(_ block: ControlPlaneBlock) {
    self.init()
    syncPeriod = block.hpaSyncPeriod
    tolerance = block.hpa.tolerance
    downscaleStabilization = block.hpa.downscaleStabilization
    cpuInitializationPeriod = block.hpa.cpuInitializationPeriod
    initialReadinessDelay = block.hpa.initialReadinessDelay
    scalesToZero = block.hpaScalesToZero
  }
}
