// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// When a pod whose application can answer at some instant is found ready.
///
/// A probe worker probes at the end of the initial delay and then once a period, so readiness comes
/// at the first probe after the application can answer (kubernetes v1.36
/// pkg/kubelet/prober/worker.go). There the ticks count from the worker's own start, so that their
/// phase within the period is by chance; here they count from the delay.
struct ReadinessTiming: Equatable, Sendable {
  /// The timing of one probe.
  struct Ticks: Equatable, BitwiseCopyable, Sendable {
    var initialDelay: SimulationDuration
    var period: SimulationDuration
    var successThreshold: Int64
    var failureThreshold: Int64

    init(_ probe: Probe) {
      initialDelay = .seconds(Int64(max(0, probe.initialDelaySeconds)))
      period = .seconds(Int64(max(1, probe.periodSeconds)))
      successThreshold = Int64(max(1, probe.successThreshold))
      failureThreshold = Int64(max(1, probe.failureThreshold))
    }

    /// The instant of the last failure needed, when checks fail from an instant on.
    func failure(containerStart: SimulationTime, failingSince: SimulationTime) -> SimulationTime {
      let first = containerStart + initialDelay
      let missed = max(.zero, failingSince - first)
      let periods = (missed.microseconds + period.microseconds - 1) / period.microseconds
      return first + period * (periods + failureThreshold - 1)
    }

    /// The instant of the last success needed, for a container and an application that started.
    func success(containerStart: SimulationTime, canAnswerAt: SimulationTime) -> SimulationTime {
      let first = containerStart + initialDelay
      let missed = max(.zero, canAnswerAt - first)
      let periods = (missed.microseconds + period.microseconds - 1) / period.microseconds
      return first + period * (periods + successThreshold - 1)
    }
  }

  /// The probes of one container.
  private struct Probes: Equatable, BitwiseCopyable, Sendable {
    /// Readiness is asked at once when it succeeds, if its own delay is over.
    var startup: Ticks?
    var readiness: Ticks?

    func readyAt(containerStart: SimulationTime, canAnswerAt: SimulationTime) -> SimulationTime {
      let started = startup?.success(containerStart: containerStart, canAnswerAt: canAnswerAt)
      guard let readiness else { return started ?? containerStart }
      guard let started else {
        return readiness.success(containerStart: containerStart, canAnswerAt: canAnswerAt)
      }
      return max(started, containerStart + readiness.initialDelay)
        + readiness.period * (readiness.successThreshold - 1)
    }
  }

  /// The containers that have a probe.
  private var containers: [Probes]

  init(_ spec: PodSpec) {
    containers = spec.containers.compactMap {
      guard $0.startupProbe != nil || $0.readinessProbe != nil else { return nil }
      return Probes(
        startup: $0.startupProbe.map(Ticks.init), readiness: $0.readinessProbe.map(Ticks.init))
    }
  }

  /// Whether the pod waits for any probe before it counts as ready.
  var hasProbe: Bool { !containers.isEmpty }

  /// The instant at which the kubelet finds the first container, and so the pod, no longer ready.
  func unreadyAt(containerStart: SimulationTime, failingSince: SimulationTime) -> SimulationTime {
    let failures = containers.compactMap(\.readiness).map {
      $0.failure(containerStart: containerStart, failingSince: failingSince)
    }
    return failures.min() ?? failingSince
  }

  /// The instant at which the kubelet finds the last container, and so the pod, ready.
  func readyAt(containerStart: SimulationTime, canAnswerAt: SimulationTime) -> SimulationTime {
    var ready = containerStart
    for probes in containers {
      ready = max(
        ready, probes.readyAt(containerStart: containerStart, canAnswerAt: canAnswerAt))
    }
    return ready
  }
}
