// SPDX-License-Identifier: Apache-2.0

extension VerticalPodAutoscalerCheckpoint {
  /// The greatest number of samples that makes sense: one a second for three hundred years.
  private static let mostSamples: Int64 = 10_000_000_000

  init(reading reader: ObjectReader) {
    metadata = ObjectMeta(ofObject: reader)
    if let own = reader.requiredObject("spec") {
      vpaObjectName = own.requiredString("vpaObjectName")
      containerName = own.requiredString("containerName")
    }
    guard let own = reader.object("status") else { return }
    if let version = own.string("version"), version != "v3" {
      own.error("version", found: "found \"\(version)\"", expected: "v3")
    }
    cpuHistogram = own.object("cpuHistogram").map { Histogram(reading: $0) } ?? Histogram()
    memoryHistogram = own.object("memoryHistogram").map { Histogram(reading: $0) } ?? Histogram()
    firstSampleStart = own.timestamp("firstSampleStart")
    lastSampleStart = own.timestamp("lastSampleStart")
    totalSamplesCount = own.int64("totalSamplesCount", in: 0...Self.mostSamples) ?? 0
  }
}

extension VerticalPodAutoscalerCheckpoint.Histogram {
  /// The buckets that the recommender has for either resource (histogram_options.go).
  private static let bucketCount = 176

  init(reading reader: ObjectReader) {
    referenceTimestamp = reader.timestamp("referenceTimestamp")
    totalWeight = reader.double("totalWeight", in: 0...1e300) ?? 0
    guard let weights = reader.object("bucketWeights") else { return }
    for key in weights.keys {
      guard let place = Int(key), (0..<Self.bucketCount).contains(place) else {
        weights.error(
          key, found: "found bucket \"\(Value.shortened(key))\"",
          expected: "a place from 0 to \(Self.bucketCount - 1)")
        continue
      }
      guard let weight = weights.int64(key, in: 0...1_000_000) else { continue }
      buckets.append(.init(place: place, weight: weight))
    }
    buckets.sort { $0.place < $1.place }
  }
}
