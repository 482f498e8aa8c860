// SPDX-License-Identifier: Apache-2.0

package import Manifests

/// What is known of the usage of all containers with one name under one autoscaler.
///
/// Times are microseconds since 1970. Source: kubernetes/autoscaler
/// vertical-pod-autoscaler/pkg/recommender/model/aggregate_container_state.go.
package struct VPAAggregate: Sendable, Equatable {
  /// The weight of a CPU sample before decay; a memory peak weighs 1.
  package static let cpuSampleWeight = 0.1

  /// CPU samples in cores.
  package private(set) var cpuUsage: DecayingHistogram
  /// Memory peaks in bytes: one of each container for each interval.
  package private(set) var memoryPeaks: DecayingHistogram
  /// When the first CPU sample was taken.
  package private(set) var firstSampleMicroseconds: Int64?
  /// When the last CPU sample was taken.
  package private(set) var lastSampleMicroseconds: Int64?
  /// The number of CPU samples.
  package private(set) var sampleCount = 0

  /// Creates an aggregate without samples.
  package init(
    cpuHalfLifeMicroseconds: Int64 = 86_400_000_000,
    memoryHalfLifeMicroseconds: Int64 = 86_400_000_000
  ) {
    cpuUsage = DecayingHistogram(.cpuCores, halfLifeMicroseconds: cpuHalfLifeMicroseconds)
    memoryPeaks = DecayingHistogram(
      .memoryBytes, halfLifeMicroseconds: memoryHalfLifeMicroseconds)
  }

  /// Adds the average CPU of an interval.
  package mutating func addCPU(millis: Int64, at microseconds: Int64) {
    cpuUsage.add(Double(millis) / 1000, weight: Self.cpuSampleWeight, at: microseconds)
    lastSampleMicroseconds = max(lastSampleMicroseconds ?? microseconds, microseconds)
    firstSampleMicroseconds = min(firstSampleMicroseconds ?? microseconds, microseconds)
    sampleCount += 1
  }

  /// Adds the memory peak of an interval.
  package mutating func addMemoryPeak(bytes: Int64, at microseconds: Int64) {
    memoryPeaks.add(Double(bytes), weight: 1, at: microseconds)
  }

  /// Takes back a memory peak that a higher one replaces.
  package mutating func subtractMemoryPeak(bytes: Int64, at microseconds: Int64) {
    memoryPeaks.subtract(Double(bytes), weight: 1, at: microseconds)
  }

  /// Adds all samples of another aggregate.
  package mutating func merge(_ other: VPAAggregate) {
    cpuUsage.merge(other.cpuUsage)
    memoryPeaks.merge(other.memoryPeaks)
    if let first = other.firstSampleMicroseconds {
      firstSampleMicroseconds = min(firstSampleMicroseconds ?? first, first)
    }
    if let last = other.lastSampleMicroseconds {
      lastSampleMicroseconds = max(lastSampleMicroseconds ?? last, last)
    }
    sampleCount += other.sampleCount
  }

  /// Takes over what a checkpoint remembers, before the first sample.
  package mutating func load(_ checkpoint: VerticalPodAutoscalerCheckpoint) {
    Self.load(checkpoint.cpuHistogram, into: &cpuUsage)
    Self.load(checkpoint.memoryHistogram, into: &memoryPeaks)
    firstSampleMicroseconds = checkpoint.firstSampleStart?.microsecondsSince1970
    lastSampleMicroseconds = checkpoint.lastSampleStart?.microsecondsSince1970
    sampleCount = Int(clamping: checkpoint.totalSamplesCount)
  }

  private static func load(
    _ checkpoint: VerticalPodAutoscalerCheckpoint.Histogram, into histogram: inout DecayingHistogram
  ) {
    guard let reference = checkpoint.referenceTimestamp else { return }
    histogram.load(
      weights: checkpoint.buckets.map { ($0.place, $0.weight) },
      totalWeight: checkpoint.totalWeight, at: reference.microsecondsSince1970)
  }

  /// Whether nothing was heard for the memory window, so that the aggregate is dropped.
  package func isExpired(
    at microseconds: Int64, createdAt: Int64, windowMicroseconds: Int64 = 8 * 86_400_000_000
  ) -> Bool {
    microseconds - (lastSampleMicroseconds ?? createdAt) >= windowMicroseconds
  }

  /// How much history there is, in intervals: its span, but not more than one sample a minute gives.
  func confidence(intervalMicroseconds: Int64) -> Double {
    guard let first = firstSampleMicroseconds, let last = lastSampleMicroseconds else { return 0 }
    let span = Double(last - first) / Double(intervalMicroseconds)
    let minutes = Double(intervalMicroseconds) / 60_000_000
    return min(span, Double(sampleCount) / minutes)
  }
}
