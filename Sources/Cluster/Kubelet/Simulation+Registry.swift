// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// The image registry: a brown-out and its end.
extension Simulation {
  /// The registry sends no more than a rate, until another order or the end of a time.
  mutating func slowRegistry(to bytesPerSecond: Double, duration: SimulationDuration?) {
    registryEpoch &+= 1
    setRegistryRate(bytesPerSecond)
    guard let duration else { return }
    schedule(.registryRestored(epoch: registryEpoch), after: duration, .fate)
  }

  mutating func restoreRegistry(epoch: UInt32) {
    guard epoch == registryEpoch else { return }
    setRegistryRate(usualRegistryRate)
  }

  private mutating func setRegistryRate(_ bytesPerSecond: Double) {
    transfers.setRegistryRate(bytesPerSecond, at: now)
    scheduleNextTransferEnd()
  }
}
