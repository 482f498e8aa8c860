// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// How the pods of one template swap their two containers: compiled once for each template.
struct StandbyPlan: Equatable, Sendable {
  /// The place of the container that the template gives the application's image.
  var business: Int
  /// CPU that the application requests, in millicores.
  var businessMillis: Int64
  /// CPU that the sleeping container requests, in millicores.
  var pauseMillis: Int64
  /// The probe of the container that compares the versions; nil if no other container has one.
  var sidecar: ReadinessTiming.Ticks?
  /// The application's own probe; nil if it has none.
  var application: ReadinessTiming.Ticks?

  /// Compiles a template; nil if it names no two containers that swap.
  init?(_ template: PodTemplateSpec) {
    guard let pair = StandbyContainers(template) else { return nil }
    let containers = template.spec.containers
    business = pair.business
    businessMillis = containers[pair.business].resources.requests["cpu"]?.boundedMilliValue ?? 0
    pauseMillis = containers[pair.standby].resources.requests["cpu"]?.boundedMilliValue ?? 0
    application = containers[pair.business].readinessProbe.map(ReadinessTiming.Ticks.init)
    for (place, container) in containers.enumerated()
    where place != pair.business && place != pair.standby {
      guard let probe = container.readinessProbe else { continue }
      sidecar = ReadinessTiming.Ticks(probe)
    }
  }

  /// When the sidecar's probe tells of files that differ, or are equal again, since an instant.
  func sidecarTells(
    _ areEqual: Bool, since instant: SimulationTime, origin: SimulationTime
  ) -> SimulationTime {
    guard let sidecar else { return instant }
    return areEqual
      ? sidecar.success(containerStart: origin, canAnswerAt: instant)
      : sidecar.failure(containerStart: origin, failingSince: instant)
  }
}
