// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// The window of use that metrics-server knows of one container after a scrape.
///
/// The kubelet samples a container from its start at a period of its own; a scrape reads the last
/// of these samples, and a rate needs two of them. Sources: kubernetes v1.36
/// pkg/kubelet/cadvisor/cadvisor_linux.go; metrics-server v0.8 pkg/storage/pod.go.
struct UsageWindow: BitwiseCopyable, Sendable, Equatable {
  /// The instant of the earlier sample, or of the start of a fresh container.
  var start: SimulationTime
  /// The instant of the later sample, which the metrics API gives as timestamp.
  var end: SimulationTime

  /// The youngest container of which metrics-server trusts a single sample.
  private static let freshAge = SimulationDuration.seconds(10)

  /// The window after a scrape; nil while there is none.
  ///
  /// - Parameters:
  ///   - container: when the container started.
  ///   - scrape: when metrics-server reads the kubelet.
  ///   - resolution: the period of metrics-server.
  ///   - statsPeriod: the period of the kubelet's samples.
  init?(
    container: SimulationTime, scrape: SimulationTime, resolution: SimulationDuration,
    statsPeriod: SimulationDuration
  ) {
    guard scrape >= container else { return nil }
    end = Self.lastSample(container, scrape, statsPeriod)
    let earlier = scrape - resolution
    if earlier >= container {
      let before = Self.lastSample(container, earlier, statsPeriod)
      // A scrape that finds no newer sample changes nothing: the window stays that of the last two.
      start = before < end ? before : end - statsPeriod
      guard start >= container else { return nil }
      return
    }
    let age = end - container
    guard age >= Self.freshAge, age < resolution else { return nil }
    start = container
  }

  private static func lastSample(
    _ container: SimulationTime, _ instant: SimulationTime, _ period: SimulationDuration
  ) -> SimulationTime {
    container + period * ((instant - container) / period)
  }
}
