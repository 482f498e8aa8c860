// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// Transfers that share the bandwidth of the registry evenly, each bounded by its node's.
///
/// All active transfers run at one rate, so their progress is one number: the bytes that a transfer
/// which never began to finish would have received. A transfer ends when that number reaches its
/// start value plus its size. A start or an end moves a sorted list by one place.
struct RegistryTransfers: Sendable {
  private var registryRate: Double
  private let nodeRate: Double
  private var progress = 0.0
  private var updatedAt = SimulationTime.zero
  /// Active transfers, the last one to finish first.
  private var active: [Transfer] = []
  private(set) var epoch: UInt32 = 0

  private struct Transfer: Sendable {
    let node: NodeIndex
    let finish: Double
  }

  init(registryBytesPerSecond: Double, nodeBytesPerSecond: Double) {
    registryRate = registryBytesPerSecond
    nodeRate = nodeBytesPerSecond
  }

  /// The number of transfers under way.
  var activeCount: Int { active.count }

  /// Bytes per second that each active transfer receives.
  private var rate: Double { min(nodeRate, registryRate / Double(max(1, active.count))) }

  /// Changes what the registry can send from now on; ends have to be asked for again.
  mutating func setRegistryRate(_ bytesPerSecond: Double, at now: SimulationTime) {
    advance(to: now)
    registryRate = bytesPerSecond
  }

  /// Begins the transfer of an image to a node.
  mutating func start(_ bytes: Int64, to node: NodeIndex, at now: SimulationTime) {
    advance(to: now)
    let transfer = Transfer(node: node, finish: progress + Double(bytes))
    // Among equal ends the earlier start is nearer to the end of the list and so finishes first.
    let place = active.firstIndex { $0.finish <= transfer.finish } ?? active.count
    active.insert(transfer, at: place)
  }

  /// Drops the transfer to a node that fell silent.
  mutating func cancel(_ node: NodeIndex, at now: SimulationTime) {
    advance(to: now)
    active.removeAll { $0.node == node }
  }

  /// The node whose transfer has ended, if one has; call until there is none.
  mutating func popFinished(at now: SimulationTime) -> NodeIndex? {
    advance(to: now)
    // Ends are rounded up to whole microseconds, so progress may lie a few bytes off either way.
    guard let last = active.last, last.finish - progress <= rate * 2e-6 else { return nil }
    active.removeLast()
    return last.node
  }

  /// When the next transfer ends if nothing changes; older answers become stale.
  mutating func nextEnd(at now: SimulationTime) -> SimulationTime? {
    advance(to: now)
    epoch &+= 1
    guard let last = active.last else { return nil }
    let seconds = max(0, last.finish - progress) / rate
    return now + SimulationDuration(microseconds: Int64((seconds * 1e6).rounded(.up)))
  }

  private mutating func advance(to now: SimulationTime) {
    progress += (now - updatedAt).seconds * rate
    updatedAt = now
  }
}
