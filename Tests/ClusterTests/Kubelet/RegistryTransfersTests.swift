// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Testing

@testable import Cluster

@Suite struct RegistryTransfersTests {
  private struct Start {
    let at: Int64
    let bytes: Int64
  }

  /// Ends of transfers when each millisecond's bytes are dealt out one after the other.
  private static func stepped(_ starts: [Start], registry: Double, node: Double) -> [Double] {
    var left = starts.map { Double($0.bytes) }
    var ends = starts.map { _ in -1.0 }
    var millisecond: Int64 = 0
    while ends.contains(-1), millisecond < 10_000_000 {
      let active = starts.indices.filter { starts[$0].at <= millisecond && ends[$0] < 0 }
      let share = active.isEmpty ? 0 : min(node, registry / Double(active.count)) / 1000
      for place in active {
        left[place] -= share
        if left[place] <= 0 { ends[place] = Double(millisecond + 1) / 1000 }
      }
      millisecond += 1
    }
    return ends
  }

  private static func ends(_ starts: [Start], registry: Double, node: Double) -> [Double] {
    var transfers = RegistryTransfers(
      registryBytesPerSecond: registry, nodeBytesPerSecond: node)
    var ends = starts.map { _ in -1.0 }
    var next = 0
    var now = SimulationTime.zero
    while next < starts.count || transfers.activeCount > 0 {
      let end = transfers.nextEnd(at: now)
      let start = next < starts.count ? SimulationTime(microseconds: starts[next].at * 1000) : nil
      now = [end, start].compactMap(\.self).min() ?? now
      while let node = transfers.popFinished(at: now) { ends[node.position] = now.seconds }
      while next < starts.count, starts[next].at * 1000 == now.microseconds {
        transfers.start(starts[next].bytes, to: NodeIndex(next), at: now)
        next += 1
      }
    }
    return ends
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func `transfers end when sharing step by step ends them`(seed: UInt64) {
    var stream = RandomStream(seed: seed, name: "transfers")
    let starts = (0..<20).map { _ in
      Start(
        at: Int64(stream.next(below: 8000)), bytes: 1 + Int64(stream.next(below: 400_000)))
    }.sorted { $0.at < $1.at }
    let ends = Self.ends(starts, registry: 250_000, node: 60_000)
    let wanted = Self.stepped(starts, registry: 250_000, node: 60_000)
    for place in starts.indices {
      // The reference ends a transfer up to a millisecond late, which later ones feel.
      #expect(abs(ends[place] - wanted[place]) < 0.03, "seed \(seed), transfer \(place)")
    }
  }

  @Test func `no byte is lost and none is sent twice`() {
    var stream = RandomStream(seed: 5, name: "conservation")
    var transfers = RegistryTransfers(registryBytesPerSecond: 1000, nodeBytesPerSecond: 1000)
    // A registry that is always busy needs exactly the time of all bytes.
    var total: Int64 = 0
    for node in 0..<50 {
      let bytes = 100 + Int64(stream.next(below: 10_000))
      total += bytes
      transfers.start(bytes, to: NodeIndex(node), at: .zero)
    }
    var now = SimulationTime.zero
    var finished = 0
    while let end = transfers.nextEnd(at: now) {
      now = end
      while transfers.popFinished(at: now) != nil { finished += 1 }
    }
    #expect(finished == 50)
    #expect(abs(now.seconds - Double(total) / 1000) < 1e-3)
  }

  @Test func `a node alone is bounded by its own rate`() {
    let ends = Self.ends([Start(at: 1000, bytes: 50_000)], registry: 1e9, node: 10_000)
    #expect(ends == [6])
  }

  @Test func `among equal ends the earlier start comes first`() {
    var transfers = RegistryTransfers(registryBytesPerSecond: 100, nodeBytesPerSecond: 100)
    for node in 0..<4 { transfers.start(100, to: NodeIndex(node), at: .zero) }
    let end = transfers.nextEnd(at: .zero)
    #expect(end == .zero + .seconds(4))
    var order: [Int] = []
    while let node = transfers.popFinished(at: .zero + .seconds(4)) {
      order.append(node.position)
    }
    #expect(order == [0, 1, 2, 3])
  }

  @Test func `a transfer that is dropped leaves its share to the others`() {
    var transfers = RegistryTransfers(registryBytesPerSecond: 100, nodeBytesPerSecond: 100)
    transfers.start(1000, to: NodeIndex(0), at: .zero)
    transfers.start(1000, to: NodeIndex(1), at: .zero)
    let before = transfers.nextEnd(at: .zero)
    let epoch = transfers.epoch
    #expect(before == .zero + .seconds(20))
    transfers.cancel(NodeIndex(0), at: .zero + .seconds(10))
    #expect(transfers.nextEnd(at: .zero + .seconds(10)) == .zero + .seconds(15))
    #expect(transfers.epoch != epoch)
    #expect(transfers.activeCount == 1)
  }
}
