// SPDX-License-Identifier: Apache-2.0

/// The recent usage of one container, which finds the memory peaks for its aggregate.
///
/// Times are microseconds since 1970. Source: kubernetes/autoscaler
/// vertical-pod-autoscaler/pkg/recommender/model/container.go.
package struct VPAContainerHistory: Sendable, Equatable {
  /// How peaks are found and what a kill for memory adds.
  package struct Settings: Sendable, Equatable {
    /// The length of an interval that gives one peak.
    package var intervalMicroseconds: Int64 = 86_400_000_000
    /// The factor on memory after a kill.
    package var oomBumpUpRatio = 1.2
    /// The least that memory grows after a kill.
    package var oomMinBumpUpBytes: Int64 = 100 * 1024 * 1024

    /// Creates the defaults.
    package init() {}
  }

  /// The settings.
  package let settings: Settings
  private var lastCPUSample = Int64.min
  private var memoryPeak: Int64 = 0
  private var oomPeak: Int64 = 0
  /// The end of the current interval, outside it; nil before the first sample.
  private var windowEnd: Int64?
  private var lastMemorySample: Int64?

  /// Creates a history without samples.
  package init(_ settings: Settings = Settings()) { self.settings = settings }

  /// Notes a CPU sample; false if it is not newer than the last or negative.
  @discardableResult
  package mutating func addCPU(
    millis: Int64, at microseconds: Int64, to aggregate: inout VPAAggregate
  ) -> Bool {
    guard millis >= 0, microseconds > lastCPUSample else { return false }
    aggregate.addCPU(millis: millis, at: microseconds)
    lastCPUSample = microseconds
    return true
  }

  /// Notes a memory sample; false if it is older than the last or negative.
  @discardableResult
  package mutating func addMemory(
    bytes: Int64, at microseconds: Int64, to aggregate: inout VPAAggregate
  ) -> Bool {
    if let last = lastMemorySample, microseconds < last { return false }
    return add(bytes, isOOM: false, at: microseconds, to: &aggregate)
  }

  /// Notes that the container was killed for memory; false if that is older than an interval.
  @discardableResult
  package mutating func addOOM(
    requestedBytes: Int64, at microseconds: Int64, to aggregate: inout VPAAggregate
  ) -> Bool {
    if let last = lastMemorySample, microseconds < last - settings.intervalMicroseconds {
      return false
    }
    // Without the last kill's own peak, so that repeated kills do not grow without measure.
    let used = max(requestedBytes, memoryPeak)
    let needed = max(
      used + settings.oomMinBumpUpBytes,
      VPAResources.scaled(used, by: settings.oomBumpUpRatio))
    return add(needed, isOOM: true, at: microseconds, to: &aggregate)
  }

  private mutating func add(
    _ bytes: Int64, isOOM: Bool, at microseconds: Int64, to aggregate: inout VPAAggregate
  ) -> Bool {
    guard bytes >= 0 else { return false }
    lastMemorySample = microseconds
    let end = windowEnd ?? microseconds
    windowEnd = end
    if microseconds < end {
      let known = max(memoryPeak, oomPeak)
      guard known != 0, bytes > known else { return true }
      aggregate.subtractMemoryPeak(bytes: known, at: end)
    } else {
      let interval = settings.intervalMicroseconds
      windowEnd = end + (microseconds - end) / interval * interval + interval
      memoryPeak = 0
      oomPeak = 0
    }
    aggregate.addMemoryPeak(bytes: bytes, at: windowEnd ?? end)
    if isOOM { oomPeak = bytes } else { memoryPeak = bytes }
    return true
  }
}
