// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Testing

@testable import Cluster

/// Nodes that hand images on: the rate of a swarm by the fluid model.
@Suite struct PeerTransfersTests {
  private static let peers = RegistryTransfers.Peers(uploadBytesPerSecond: 100, efficiency: 1)

  /// Seconds at which the transfers of one image end that all start at once.
  private static func ends(
    nodes: Int, bytes: Int64, registry: Double, node: Double,
    peers: RegistryTransfers.Peers? = peers, holders: Int = 0, images: Int = 1
  ) -> [Double] {
    var transfers = RegistryTransfers(
      registryBytesPerSecond: registry, nodeBytesPerSecond: node, peers: peers)
    for place in 0..<nodes {
      transfers.start(
        bytes, to: NodeIndex(place), at: .zero, image: PullIndex(place % images),
        holders: holders)
    }
    var ends: [Double] = []
    while let next = transfers.nextEnd(at: .zero + SimulationDuration(seconds: ends.last ?? 0)) {
      while transfers.popFinished(at: next) != nil { ends.append(next.sinceStart.seconds) }
    }
    return ends
  }

  @Test func `one node gets no more than the registry and its card give`() {
    #expect(Self.ends(nodes: 1, bytes: 1_000, registry: 50, node: 200) == [20])
    #expect(Self.ends(nodes: 1, bytes: 1_000, registry: 500, node: 200) == [5])
  }

  @Test func `what receivers hand on adds to the registry`() {
    // Four receivers share 40 of the registry and 300 of each other: 85 a second each.
    let ends = Self.ends(nodes: 4, bytes: 850, registry: 40, node: 1_000)
    #expect(ends.count == 4 && ends.allSatisfy { abs($0 - 10) < 1e-5 }, "\(ends)")
  }

  @Test func `nodes that hold the image send too`() {
    // Ten holders give 1000 a second to two receivers, which add 100 and the registry 20.
    let ends = Self.ends(nodes: 2, bytes: 5_600, registry: 20, node: 10_000, holders: 10)
    #expect(ends.count == 2 && ends.allSatisfy { abs($0 - 10) < 1e-5 }, "\(ends)")
  }

  @Test func `images are swarms of their own and share the registry alone`() {
    // Two swarms of two: 10 of the registry each and 50 of the other receiver.
    let ends = Self.ends(nodes: 4, bytes: 600, registry: 40, node: 1_000, images: 2)
    #expect(ends.count == 4 && ends.allSatisfy { abs($0 - 10) < 1e-5 }, "\(ends)")
  }

  @Test(arguments: UInt64(1)...UInt64(30))
  func `peers never make a pull slower, and all of it arrives`(seed: UInt64) {
    var random = RandomStream(seed: seed, name: "peers")
    let nodes = 1 + random.next(below: 40)
    let bytes = Int64(1 + random.next(below: 100_000))
    let registry = 10 + random.uniform() * 1_000
    let node = 10 + random.uniform() * 1_000
    let peers = RegistryTransfers.Peers(
      uploadBytesPerSecond: random.uniform() * 500, efficiency: random.uniform())
    let alone = Self.ends(nodes: nodes, bytes: bytes, registry: registry, node: node, peers: nil)
    let together = Self.ends(
      nodes: nodes, bytes: bytes, registry: registry, node: node, peers: peers)
    #expect(alone.count == nodes && together.count == nodes, "seed \(seed)")
    for (slow, fast) in zip(alone, together) { #expect(fast <= slow + 1e-5, "seed \(seed)") }
    // Nobody is faster than its card.
    let least = Double(bytes) / node
    #expect(together.allSatisfy { $0 >= least - 1e-5 }, "seed \(seed)")
  }

  @Test func `two thousand six hundred nodes take the median time that Kraken tells of`() {
    // 3 GB with a cap of 300 MB/s each: a median of 10 s (uber/kraken README).
    let ends = Self.ends(
      nodes: 2_600, bytes: 3_000_000_000, registry: 1.25e9, node: 300e6,
      peers: .init(uploadBytesPerSecond: 300e6, efficiency: 1))
    #expect(abs(ends[1_300] - 10) < 0.1, "\(ends[1_300])")
    let alone = Self.ends(
      nodes: 2_600, bytes: 3_000_000_000, registry: 1.25e9, node: 300e6, peers: nil)
    #expect(abs(alone[1_300] - 6_240) < 1, "all at once by one registry")
  }
}
