// SPDX-License-Identifier: Apache-2.0

import Metrics

/// Joins the short chunks of consecutive slices to chunks long enough to store well.
///
/// A chunk is one row of the store; with about 1,000 samples the cost of the row vanishes. Memory:
/// at most the limit for each series, 8 bytes a sample.
struct ChunkJoiner {
  /// The number of samples from which a chunk is passed on.
  let limit: Int
  private var open: [SampleChunk?] = []

  /// Creates a joiner that holds nothing.
  init(limit: Int = 960) {
    self.limit = limit
  }

  /// Takes chunks in and returns those that are long enough, or that nothing can be joined to.
  mutating func add(_ chunks: [SampleChunk]) -> [SampleChunk] {
    var ready: [SampleChunk] = []
    for chunk in chunks where !chunk.values.isEmpty {
      while open.count <= chunk.series { open.append(nil) }
      join(chunk, &ready)
    }
    return ready
  }

  /// Returns all that is held, in the order of the series.
  mutating func takeAll() -> [SampleChunk] {
    defer { open = [] }
    return open.compactMap { $0 }
  }

  private mutating func join(_ chunk: SampleChunk, _ ready: inout [SampleChunk]) {
    let series = chunk.series
    if let held = open[series] {
      if Self.end(of: held) == chunk.startMicroseconds,
        held.stepMicroseconds == chunk.stepMicroseconds
      {
        open[series]?.values += chunk.values
      } else {
        ready.append(held)
        open[series] = chunk
      }
    } else {
      open[series] = chunk
    }
    if let full = open[series], full.values.count >= limit {
      ready.append(full)
      open[series] = nil
    }
  }

  private static func end(of chunk: SampleChunk) -> Int64 {
    chunk.startMicroseconds + chunk.stepMicroseconds * Int64(chunk.values.count)
  }
}
