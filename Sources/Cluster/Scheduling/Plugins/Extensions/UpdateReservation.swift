// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// Keeps the room of pods that an update deletes for the new pods of the same workload.
///
/// The rules are ours; they stand for schedulers that reserve what an updated workload held, so that
/// pods that wait do not take it in between. The simulation reserves the requests of each pod that
/// an update of its Deployment, StatefulSet or StatefulSetPlus deletes, also one that goes back to
/// the old revision, until a pod of the workload comes to the node, the rollout is complete, or
/// `timeoutSeconds` have passed. For other pods the room counts as taken.
struct UpdateReservation: ConfiguredPlugin, FilterPlugin, ScorePlugin {
  static let registeredName = "UpdateReservation"
  static let summary = "Keeps the room of pods that an update deletes for their successors."
  static let source = "the rules are ours"
  static let fields = [
    PluginField(
      "timeoutSeconds", "1 to 86400", standard: "300",
      "How long room is kept when no successor comes.")
  ]
  static let example = """
    - name: UpdateReservation
      args: {timeoutSeconds: 120}
    """
  static let reason = "node(s) kept their room for an update"

  let wakers: SchedulingEvent = [.nodeAdded, .nodeAllocatableChanged, .assignedPodDeleted]
  let filterScope = FilterScope.node
  let scoreScope = ScoreScope.node
  let needs = PluginNeeds.reservations
  private(set) var timeout = SimulationDuration.seconds(300)

  init() {}

  init(reading reader: ObjectReader) {
    Self.checkKeys(of: reader)
    timeout = reader.int64("timeoutSeconds", in: 1...86_400).map { .seconds($0) } ?? timeout
  }

  func prepare(_ pod: inout PodContext.Draft, in nodes: inout NodeTable) {
    pod.workload = nodes.workload(of: pod.index)
    nodes.rooms.reservationTimeout = timeout
  }

  func filter(
    _ pod: PodContext, on candidates: Candidates, in nodes: borrowing NodeTable,
    rejected: inout ContiguousArray<Bool>
  ) {
    guard nodes.rooms.reservationCount > 0 else { return }
    for position in candidates.nodes.indices {
      let node = candidates.nodes[position]
      rejected[position] = !verdict(pod, on: node, in: nodes, given: .actual).isAccepted
    }
  }

  func verdict(
    _ pod: PodContext, on node: NodeIndex, in nodes: borrowing NodeTable, given: NodeHypothesis
  ) -> Verdict {
    guard nodes.rooms.reservationCount > 0 else { return .accepted }
    let kept = nodes.rooms.reservations(on: node).filter { $0.workload != pod.draft.workload }
    if kept.isEmpty { return .accepted }
    var room = nodes.allocatable[node] - given.requests
    for reservation in kept { room -= nodes.templates[reservation.template].requests }
    let wanted = pod.template.requests
    if fits(wanted, in: room - nodes.requested[node]),
      fitsExtended(pod.template, beside: kept, on: node, in: nodes, given)
    {
      return .accepted
    }
    return .rejected(reasons: [Self.reason], isResolvable: fits(wanted, in: room))
  }

  private func fits(_ wanted: Resources, in free: Resources) -> Bool {
    free.podCount >= 1 && (wanted.cpuMillis == 0 || wanted.cpuMillis <= free.cpuMillis)
      && (wanted.memoryBytes == 0 || wanted.memoryBytes <= free.memoryBytes)
      && (wanted.ephemeralStorageBytes == 0
        || wanted.ephemeralStorageBytes <= free.ephemeralStorageBytes)
  }

  private func fitsExtended(
    _ template: PodTemplate, beside kept: [NodeRooms.Reservation],
    on node: NodeIndex, in nodes: borrowing NodeTable, _ given: NodeHypothesis
  ) -> Bool {
    for request in template.extendedRequests where request.amount > 0 {
      var free =
        nodes.allocatable(request.resource, of: node)
        &- nodes.requested(request.resource, of: node)
      func take(_ other: TemplateIndex, _ count: Int64, _ nodes: borrowing NodeTable) {
        for item in nodes.templates[other].extendedRequests
        where item.resource == request.resource { free &-= item.amount &* count }
      }
      for reservation in kept { take(reservation.template, 1, nodes) }
      for change in given.changes { take(change.template, Int64(change.count), nodes) }
      if request.amount > free { return false }
    }
    return true
  }

  func score(
    _ pod: PodContext, on candidates: Candidates, in nodes: borrowing NodeTable,
    into scores: inout ContiguousArray<Int64>, scratch: inout PluginScratch
  ) {
    let workload = pod.draft.workload
    for position in candidates.nodes.indices {
      let node = candidates.nodes[position]
      let isOwn =
        workload >= 0
        && nodes.rooms.reservations(on: node).contains { $0.workload == workload }
      scores[position] = isOwn ? 100 : 0
    }
  }
}
