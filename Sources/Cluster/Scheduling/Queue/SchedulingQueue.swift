// SPDX-License-Identifier: Apache-2.0

package import EventKernel

/// The pods that wait to be scheduled: ready, backing off, unschedulable or gated.
///
/// A plain value that is told the time. Rules of kubernetes v1.36
/// pkg/scheduler/backend/queue/{scheduling_queue,backoff_queue}.go. Adding and popping cost
/// O(log n); an event costs the number of kinds of waiting pods plus the pods that it wakes.
///
///     queue.add(pod, template: template, priority: 0, at: now)
///     while let entry = queue.pop(at: now) {
///       // decide; then one of:
///       queue.done(entry)
///       queue.unschedulable(entry, rejectors: failure.rejectors, wakers: wakers, at: now)
///     }
package struct SchedulingQueue<Pod>: Sendable {
  /// Times of the queue.
  package struct Configuration: Sendable, Equatable {
    /// The back-off after the first failure.
    package var initialBackoff: SimulationDuration = .seconds(1)
    /// The longest back-off.
    package var greatestBackoff: SimulationDuration = .seconds(10)
    /// The grid to which ends of back-offs are aligned.
    package var backoffWindow: SimulationDuration = .seconds(1)
    /// How long a pod may wait for an event before it is tried all the same.
    package var unschedulableTimeout: SimulationDuration = .seconds(300)
    /// How often it is looked for such pods.
    package var flushInterval: SimulationDuration = .seconds(30)
    /// Whether pods that back off are tried early when nothing else waits.
    package var popsFromBackoff = true

    /// Creates the configuration of Kubernetes 1.36.
    package init() {}
  }

  /// Where a pod is.
  package enum Place: UInt8, Sendable {
    /// Nowhere: never added, scheduled or removed.
    case absent
    /// Held back by scheduling gates.
    case gated
    /// Ready to be tried.
    case active
    /// Ready once its back-off ends.
    case backoff
    /// Waiting for an event.
    case unschedulable
    /// Being tried now.
    case inFlight
  }

  /// Unschedulable pods that the same events wake.
  struct Group: Sendable {
    var wakers: SchedulingEvent
    var slots: ContiguousArray<UInt32> = []
    var sequences: ContiguousArray<UInt64> = []
  }

  struct GroupKey: Hashable, Sendable {
    var template: TemplateIndex
    var wakers: SchedulingEvent
  }

  struct FlushItem: BitwiseCopyable, Sendable {
    var time: SimulationTime
    var slot: UInt32
    var sequence: UInt64
  }

  /// The times in force.
  package let configuration: Configuration
  var entries: ContiguousArray<QueuedPod<Pod>> = []
  var places: ContiguousArray<Place> = []
  var counts: InlineArray<6, Int> = .init(repeating: 0)
  var active = PodHeap()
  var backoff = PodHeap()
  /// Pods that back off after errors, which are never popped early.
  var errorBackoff = PodHeap()
  var groups: ContiguousArray<Group> = []
  var groupOfKey: [GroupKey: Int] = [:]
  /// Unschedulable pods in order of time.
  var flushes: ContiguousArray<FlushItem> = []
  var flushHead = 0
  /// Events since the oldest pod in flight was popped, with the sequence at which they came.
  var inFlightEvents: ContiguousArray<(event: SchedulingEvent, sequence: UInt64)> = []
  var nextSequence: UInt64 = 1

  /// Creates an empty queue.
  package init(configuration: Configuration = Configuration()) {
    self.configuration = configuration
  }

  /// The number of pods that are ready.
  package var activeCount: Int { counts[Int(Place.active.rawValue)] }
  /// The number of pods that back off.
  package var backoffCount: Int { counts[Int(Place.backoff.rawValue)] }
  /// The number of pods that wait for an event.
  package var unschedulableCount: Int { counts[Int(Place.unschedulable.rawValue)] }
  /// The number of pods held back by gates.
  package var gatedCount: Int { counts[Int(Place.gated.rawValue)] }
  /// The number of pods being tried.
  package var inFlightCount: Int { counts[Int(Place.inFlight.rawValue)] }

  /// Where a pod is.
  package func place(of pod: Handle<Pod>) -> Place {
    let slot = Int(pod.index)
    guard slot < places.count, entries[slot].pod == pod else { return .absent }
    return places[slot]
  }

  /// The entry of a pod that is somewhere in the queue.
  package func entry(of pod: Handle<Pod>) -> QueuedPod<Pod>? {
    place(of: pod) == .absent ? nil : entries[Int(pod.index)]
  }

  /// Adds a new pod; a gated one waits until `ungate`.
  package mutating func add(
    _ pod: Handle<Pod>, template: TemplateIndex, priority: Int32, isGated: Bool = false,
    at now: SimulationTime
  ) {
    precondition(place(of: pod) == .absent, "the pod \(pod) is in the queue already")
    let slot = Int(pod.index)
    let entry = QueuedPod<Pod>(
      pod: pod, template: template, priority: priority, addedAt: now, queuedAt: now)
    while entries.count <= slot {
      entries.append(entry)
      places.append(.absent)
    }
    entries[slot] = entry
    move(slot, to: .absent)
    if isGated { move(slot, to: .gated) } else { activate(slot) }
  }

  /// Lets a gated pod be tried, in order of the time at which it came.
  package mutating func ungate(_ pod: Handle<Pod>) {
    guard place(of: pod) == .gated else { return }
    activate(Int(pod.index))
  }

  /// Takes a pod out, wherever it is; nothing happens if it is not there.
  package mutating func remove(_ pod: Handle<Pod>) {
    guard place(of: pod) != .absent else { return }
    move(Int(pod.index), to: .absent)
    forgetEvents()
  }

  func isLive(_ slot: UInt32, _ sequence: UInt64, in place: Place) -> Bool {
    places[Int(slot)] == place && entries[Int(slot)].sequence == sequence
  }

  /// Changes the place and gives a new sequence, which makes old heap items stale.
  mutating func move(_ slot: Int, to place: Place) {
    if places[slot] != .absent { counts[Int(places[slot].rawValue)] -= 1 }
    if place != .absent { counts[Int(place.rawValue)] += 1 }
    places[slot] = place
    entries[slot].sequence = nextSequence
    nextSequence += 1
  }

  mutating func activate(_ slot: Int) {
    move(slot, to: .active)
    active.push(item(slot, window: 0))
  }

  func item(_ slot: Int, window: Int64) -> PodHeap.Item {
    let entry = entries[slot]
    return PodHeap.Item(
      window: window, priority: entry.priority, slot: UInt32(slot),
      time: entry.queuedAt.microseconds, sequence: entry.sequence)
  }
}
