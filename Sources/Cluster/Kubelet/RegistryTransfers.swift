// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// Transfers that share the bandwidth of the registry evenly, each bounded by its node's.
///
/// All active transfers of a swarm run at one rate, so their progress is one number: the bytes that a
/// transfer which never began to finish would have received. A transfer ends when that number reaches
/// its start value plus its size. A start or an end moves a sorted list by one place. Without peers
/// all transfers are one swarm; with peers there is one for each image.
struct RegistryTransfers: Sendable {
  /// Nodes that hand on what they have of an image.
  struct Peers: Equatable, Sendable {
    /// Bytes per second that one node hands on.
    var uploadBytesPerSecond: Double
    /// The share of that which is used while the node itself has only a part.
    var efficiency: Double
  }

  private var registryRate: Double
  private let nodeRate: Double
  private let peers: Peers?
  private var swarms: [Swarm] = []
  private var updatedAt = SimulationTime.zero
  private(set) var epoch: UInt32 = 0

  private struct Transfer: Sendable {
    let node: NodeIndex
    let finish: Double
  }

  /// The transfers of one image, or of all images without peers.
  private struct Swarm: Sendable {
    let image: PullIndex
    var progress = 0.0
    /// Nodes that have the whole image.
    var seeds = 0
    /// Active transfers, the last one to finish first.
    var active: [Transfer] = []
  }

  init(
    registryBytesPerSecond: Double, nodeBytesPerSecond: Double, peers: Peers? = nil
  ) {
    registryRate = registryBytesPerSecond
    nodeRate = nodeBytesPerSecond
    self.peers = peers
    if peers == nil { swarms = [Swarm(image: .none)] }
  }

  /// The number of transfers under way.
  var activeCount: Int { swarms.reduce(0) { $0 + $1.active.count } }

  /// Bytes per second that each active transfer of a swarm receives.
  ///
  /// The fluid model of Qiu and Srikant (SIGCOMM 2004): what the nodes of a swarm receive is what the
  /// registry and the nodes with the whole image send, and what nodes with a part hand on.
  private func rate(of swarm: Swarm, among count: Int) -> Double {
    let share = registryRate / Double(max(1, count))
    guard let peers, !swarm.active.isEmpty else { return min(nodeRate, share) }
    let receivers = Double(swarm.active.count)
    let senders = Double(swarm.seeds) + peers.efficiency * (receivers - 1)
    return min(nodeRate, share + peers.uploadBytesPerSecond * senders / receivers)
  }

  /// Changes what the registry can send from now on; ends have to be asked for again.
  mutating func setRegistryRate(_ bytesPerSecond: Double, at now: SimulationTime) {
    advance(to: now)
    registryRate = bytesPerSecond
  }

  /// Begins the transfer of an image to a node; some nodes may hold the image already.
  mutating func start(
    _ bytes: Int64, to node: NodeIndex, at now: SimulationTime, image: PullIndex = .none,
    holders: Int = 0
  ) {
    advance(to: now)
    let swarm = place(of: image)
    swarms[swarm].seeds = max(swarms[swarm].seeds, holders)
    let transfer = Transfer(node: node, finish: swarms[swarm].progress + Double(bytes))
    // Among equal ends the earlier start is nearer to the end of the list and so finishes first.
    let place =
      swarms[swarm].active.firstIndex { $0.finish <= transfer.finish }
      ?? swarms[swarm].active.count
    swarms[swarm].active.insert(transfer, at: place)
  }

  private mutating func place(of image: PullIndex) -> Int {
    guard peers != nil else { return 0 }
    if let known = swarms.firstIndex(where: { $0.image == image }) { return known }
    swarms.append(Swarm(image: image))
    return swarms.count - 1
  }

  /// Drops the transfer to a node that fell silent.
  mutating func cancel(_ node: NodeIndex, at now: SimulationTime) {
    advance(to: now)
    for swarm in swarms.indices { swarms[swarm].active.removeAll { $0.node == node } }
  }

  /// The node whose transfer has ended, if one has; call until there is none.
  mutating func popFinished(at now: SimulationTime) -> NodeIndex? {
    advance(to: now)
    let count = activeCount
    for swarm in swarms.indices {
      // Ends are rounded up to whole microseconds, so progress may lie a few bytes off either way.
      guard let last = swarms[swarm].active.last,
        last.finish - swarms[swarm].progress <= rate(of: swarms[swarm], among: count) * 2e-6
      else { continue }
      swarms[swarm].active.removeLast()
      swarms[swarm].seeds += 1
      return last.node
    }
    return nil
  }

  /// When the next transfer ends if nothing changes; older answers become stale.
  mutating func nextEnd(at now: SimulationTime) -> SimulationTime? {
    advance(to: now)
    epoch &+= 1
    let count = activeCount
    var next: SimulationTime?
    for swarm in swarms {
      guard let last = swarm.active.last else { continue }
      let seconds = max(0, last.finish - swarm.progress) / rate(of: swarm, among: count)
      let end = now + SimulationDuration(microseconds: Int64((seconds * 1e6).rounded(.up)))
      next = min(next ?? end, end)
    }
    return next
  }

  private mutating func advance(to now: SimulationTime) {
    let elapsed = (now - updatedAt).seconds
    let count = activeCount
    for swarm in swarms.indices {
      swarms[swarm].progress += elapsed * rate(of: swarms[swarm], among: count)
    }
    updatedAt = now
  }
}
