// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario

/// Machines are ordered, come, join the cluster and leave it.
extension Simulation {
  /// Orders machines of a group.
  mutating func orderMachines(_ count: Int, ofGroup group: Int) {
    record(
      .scaleUpTriggered, .pool(nodeGroups[group].pool), Int64(nodeGroups[group].targetSize),
      Int64(nodeGroups[group].targetSize + count))
    nodeGroups[group].targetSize += count
    for _ in 0..<count { orderMachine(ofGroup: group) }
  }

  private mutating func orderMachine(ofGroup group: Int) {
    let ordinal = nodeGroups[group].orderedCount
    let pool = nodeGroups[group].pool
    nodeGroups[group].orderedCount += 1
    ledgers[pool].order()
    if let stock = nodeGroups[group].stock {
      guard stock > 0 else {
        // The provider answers at once that it has none.
        nodeGroups[group].failedCount += 1
        ledgers[pool].fail()
        record(.scaleUpFailed, .pool(pool), 1, 0)
        return
      }
      nodeGroups[group].stock = stock - 1
    }
    nodeGroups[group].upcoming.append(.init(ordinal: ordinal, orderedAt: now))
    let provisioning = nodeGroups[group].autoscaling.provisioning
    let time = provisioningTime(provisioning.time, pool: pool, ordinal)
    var luck = RandomStream(
      seed: seed, name: "node/failure/\(pools[pool])", index: Int(ordinal))
    let fails = luck.uniform() < provisioning.failureRatio
    let event: Event =
      fails
      ? .machineFailed(UInt32(group), ordinal: ordinal)
      : .machineReady(UInt32(group), ordinal: ordinal)
    schedule(event, after: time, .kubelet)
  }

  private func provisioningTime(
    _ spread: DurationSpread, pool: Int, _ ordinal: UInt32
  ) -> SimulationDuration {
    guard spread.sigma > 0 else { return spread.median }
    var stream = RandomStream(
      seed: seed, name: "node/provisioning/\(pools[pool])", index: Int(ordinal))
    let seconds = stream.lognormal(median: spread.median.seconds, sigma: spread.sigma)
    return SimulationDuration(seconds: min(seconds, 86_400))
  }

  /// Takes a machine off the list of those on their way; nil if it is no longer waited for.
  private mutating func takeUpcoming(
    _ ordinal: UInt32, ofGroup group: Int
  ) -> NodeGroupState.Machine? {
    guard
      let place = nodeGroups[group].upcoming.firstIndex(where: { $0.ordinal == ordinal })
    else { return nil }
    return nodeGroups[group].upcoming.remove(at: place)
  }

  /// A machine is ready: it joins the cluster as a node.
  mutating func joinNode(ofGroup group: Int, ordinal: UInt32) {
    guard let machine = takeUpcoming(ordinal, ofGroup: group) else { return }
    let block = nodeGroups[group].block
    let pool = nodeGroups[group].pool
    let node = add(Self.node(block.count + Int(ordinal), of: block), pool: pool)
    ledgers[pool].join(orderedAt: machine.orderedAt, at: now)
    record(.nodeJoined, .node(node), (now - machine.orderedAt).microseconds)
    notifyDaemonSets()
    wakeScheduler(for: .nodeAdded)
  }

  /// A machine can not be created.
  mutating func failMachine(ofGroup group: Int, ordinal: UInt32) {
    guard takeUpcoming(ordinal, ofGroup: group) != nil else { return }
    nodeGroups[group].failedCount += 1
    if let stock = nodeGroups[group].stock { nodeGroups[group].stock = stock + 1 }
    ledgers[nodeGroups[group].pool].fail()
    record(.scaleUpFailed, .pool(nodeGroups[group].pool), 1, 0)
  }

  /// Gives up machines that failed, or those that have been on their way the longest.
  mutating func decreaseTarget(ofGroup group: Int, by count: Int) {
    nodeGroups[group].targetSize -= count
    let failed = min(count, nodeGroups[group].failedCount)
    nodeGroups[group].failedCount -= failed
    let late = min(count - failed, nodeGroups[group].upcoming.count)
    nodeGroups[group].upcoming.removeFirst(late)
    if let stock = nodeGroups[group].stock { nodeGroups[group].stock = stock + late }
  }

  /// The node object goes, and what is still on it with it.
  mutating func removeNode(_ node: NodeIndex, ofGroup group: Int) {
    takeOut(node)
    nodeGroups[group].targetSize -= 1
    if let stock = nodeGroups[group].stock { nodeGroups[group].stock = stock + 1 }
    ledgers[nodeGroups[group].pool].leave(at: now)
    record(.nodeRemoved, .node(node))
    wakeScheduler(for: .nodeDeleted)
  }

  /// Takes a node out of the tables with all that is still on it.
  mutating func takeOut(_ node: NodeIndex) {
    let place = node.position
    // The room that a pod leaves may go to another one that tolerates the taints of the node.
    while let handle = podsOnNode[place].first {
      deletePod(handle, by: .podGC)
      abandonEndpoint(handle)
      removePod(handle)
    }
    if !pulls[place].current.isNone {
      transfers.cancel(node, at: now)
      scheduleNextTransferEnd()
    }
    pulls[place].epoch &+= 1
    leaveZone(node)
    health[place] = NodeHealth(
      heartbeatOffset: health[place].heartbeatOffset, zone: health[place].zone,
      epoch: health[place].epoch &+ 1)
    nodes.remove(node)
    notifyDaemonSets()
  }
}
