// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Scenario

/// A standstill of the control plane: controllers and scheduler stop, pods and kubelets live on.
extension Simulation {
  /// Stops controllers and scheduler for a while; their queues grow meanwhile.
  mutating func stallControlPlane(for duration: SimulationDuration) {
    if now >= stalledUntil { stalledSince = now }
    record(.controlPlaneStalled, .controlPlane)
    guard now + duration > stalledUntil else { return }
    stalledUntil = now + duration
    for node in nodeMonitor.watched where health[node.position].probedAt > now {
      health[node.position].probedAt = max(health[node.position].probedAt, stalledUntil)
    }
    schedule(.controlPlaneResumed, at: stalledUntil, .fate)
  }

  mutating func resumeControlPlane() {
    guard now >= stalledUntil else { return }
    record(.controlPlaneResumed, .controlPlane)
    for kind in ControllerKind.allCases { startWorkers(of: kind) }
    planTaintingPass()
    runScheduler()
  }

  /// Whether a request that would be answered now was never sent, since its sender stands still.
  ///
  /// It waits for the client in a timer, which has run out when the process goes on.
  var isRequestHeld: Bool {
    now < stalledUntil && now - controlPlane.apiLatency >= stalledSince
  }

  mutating func hold(_ event: Event, _ phase: EventPhase) {
    schedule(event, at: stalledUntil + controlPlane.apiLatency, phase)
  }
}
