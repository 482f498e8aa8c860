// SPDX-License-Identifier: Apache-2.0

package import EventKernel

extension SchedulingQueue {
  /// Takes the pod that is to be tried next; it is in flight until `done`, `unschedulable`,
  /// `failed` or `remove`.
  package mutating func pop(at now: SimulationTime) -> QueuedPod<Pod>? {
    release(at: now)
    while let item = active.pop() {
      if isLive(item.slot, item.sequence, in: .active) { return fly(item.slot) }
    }
    guard configuration.popsFromBackoff else { return nil }
    while let item = backoff.pop() {
      if isLive(item.slot, item.sequence, in: .backoff) { return fly(item.slot) }
    }
    return nil
  }

  /// Ends the attempt of a pod that was placed.
  package mutating func done(_ entry: QueuedPod<Pod>) {
    remove(entry.pod)
  }

  /// Puts a pod that no node could take aside until an event may help it.
  ///
  /// An event that came since the pod was popped counts too.
  package mutating func unschedulable(
    _ entry: QueuedPod<Pod>, rejectors: PluginSet, wakers: SchedulingEvent,
    at now: SimulationTime
  ) {
    guard place(of: entry.pod) == .inFlight else { return }
    let slot = Int(entry.pod.index)
    let poppedAt = entries[slot].sequence
    entries[slot].unschedulableCount += 1
    entries[slot].errorCount = 0
    entries[slot].rejectors = rejectors
    entries[slot].wakers = wakers
    entries[slot].queuedAt = now
    var missed = false
    for event in inFlightEvents where event.sequence > poppedAt {
      if !event.event.isDisjoint(with: wakers) { missed = true }
    }
    if missed, !entries[slot].isHeld { backOff(slot, at: now) } else { wait(slot, at: now) }
    forgetEvents()
  }

  /// Keeps a pod that is being tried from waking until `endHold`.
  package mutating func hold(_ entry: QueuedPod<Pod>) {
    guard place(of: entry.pod) == .inFlight else { return }
    entries[Int(entry.pod.index)].isHeld = true
  }

  /// Lets events wake a pod again; `isDue` tells that the one it waits for has come already.
  package mutating func endHold(_ pod: Handle<Pod>, isDue: Bool, at now: SimulationTime) {
    guard place(of: pod) != .absent, entries[Int(pod.index)].isHeld else { return }
    entries[Int(pod.index)].isHeld = false
    if isDue, place(of: pod) == .unschedulable { resume(Int(pod.index), at: now) }
  }

  /// Puts a pod whose attempt ended in an error, such as a failed binding, in back-off.
  package mutating func failed(_ entry: QueuedPod<Pod>, at now: SimulationTime) {
    guard place(of: entry.pod) == .inFlight else { return }
    let slot = Int(entry.pod.index)
    entries[slot].errorCount += 1
    entries[slot].queuedAt = now
    backOff(slot, at: now)
    forgetEvents()
  }

  /// Wakes the pods that an event may help; those whose back-off is over are ready at once.
  ///
  /// `canHelp` takes a closer look at a template, such as whether a new node could take it.
  package mutating func moveOn(
    _ event: SchedulingEvent, at now: SimulationTime,
    canHelp: (TemplateIndex) -> Bool = { _ in true }
  ) {
    if inFlightCount > 0 {
      inFlightEvents.append((event, nextSequence))
      nextSequence += 1
    }
    guard unschedulableCount > 0 else { return }
    for group in groups.indices {
      guard !groups[group].slots.isEmpty, !groups[group].wakers.isDisjoint(with: event)
      else { continue }
      wake(group, at: now, canHelp: canHelp)
    }
  }

  /// The next time at which a pod becomes ready by itself, if any; call `pop` then.
  package mutating func nextWake(after now: SimulationTime) -> SimulationTime? {
    var wake: SimulationTime?
    func note(_ time: SimulationTime) { wake = Swift.min(wake ?? time, time) }
    if let item = liveFirst(of: \.errorBackoff) { note(releaseTime(item.window)) }
    if let item = liveFirst(of: \.backoff) {
      note(configuration.popsFromBackoff ? now : releaseTime(item.window))
    }
    skipStaleFlushes()
    if flushHead < flushes.count { note(flushTime(flushes[flushHead].time)) }
    return wake
  }

  private mutating func fly(_ slot: UInt32) -> QueuedPod<Pod> {
    move(Int(slot), to: .inFlight)
    return entries[Int(slot)]
  }

  private mutating func wait(_ slot: Int, at now: SimulationTime) {
    move(slot, to: .unschedulable)
    let entry = entries[slot]
    let key = GroupKey(template: entry.template, wakers: entry.wakers)
    let group = groupOfKey[key] ?? groups.count
    if group == groups.count {
      groups.append(Group(wakers: entry.wakers))
      groupOfKey[key] = group
    }
    groups[group].slots.append(UInt32(slot))
    groups[group].sequences.append(entry.sequence)
    flushes.append(FlushItem(time: now, slot: UInt32(slot), sequence: entry.sequence))
  }

  private mutating func wake(
    _ group: Int, at now: SimulationTime, canHelp: (TemplateIndex) -> Bool
  ) {
    let slots = groups[group].slots
    let sequences = groups[group].sequences
    var asked: Bool?
    var held = 0
    for position in slots.indices {
      let slot = slots[position]
      guard isLive(slot, sequences[position], in: .unschedulable) else { continue }
      if entries[Int(slot)].isHeld {
        groups[group].slots[held] = slot
        groups[group].sequences[held] = sequences[position]
        held += 1
        continue
      }
      let answer = asked ?? canHelp(entries[Int(slot)].template)
      asked = answer
      guard answer else { return }
      resume(Int(slot), at: now)
    }
    groups[group].slots.removeLast(slots.count - held)
    groups[group].sequences.removeLast(slots.count - held)
  }

  /// Makes an unschedulable pod ready, or lets its back-off run out first.
  private mutating func resume(_ slot: Int, at now: SimulationTime) {
    if releaseTime(window(slot)) > now { backOff(slot, at: now) } else { activate(slot) }
  }

  private mutating func backOff(_ slot: Int, at now: SimulationTime) {
    move(slot, to: .backoff)
    let item = item(slot, window: window(slot))
    if entries[slot].errorCount > 0 { errorBackoff.push(item) } else { backoff.push(item) }
  }

  /// Moves pods whose time has come to the active queue.
  private mutating func release(at now: SimulationTime) {
    while let item = liveFirst(of: \.errorBackoff), releaseTime(item.window) <= now {
      errorBackoff.pop()
      activate(Int(item.slot))
    }
    while let item = liveFirst(of: \.backoff), releaseTime(item.window) <= now {
      backoff.pop()
      activate(Int(item.slot))
    }
    while true {
      skipStaleFlushes()
      guard flushHead < flushes.count, flushTime(flushes[flushHead].time) <= now else { return }
      let item = flushes[flushHead]
      flushHead += 1
      if entries[Int(item.slot)].isHeld {
        flushes.append(FlushItem(time: now, slot: item.slot, sequence: item.sequence))
      } else {
        resume(Int(item.slot), at: now)
      }
    }
  }

  private mutating func liveFirst(
    of heap: WritableKeyPath<Self, PodHeap>
  ) -> PodHeap.Item? {
    while let item = self[keyPath: heap].first {
      if isLive(item.slot, item.sequence, in: .backoff) { return item }
      self[keyPath: heap].pop()
    }
    return nil
  }

  private mutating func skipStaleFlushes() {
    while flushHead < flushes.count {
      let item = flushes[flushHead]
      if isLive(item.slot, item.sequence, in: .unschedulable) { break }
      flushHead += 1
    }
    if flushHead > 1_024, flushHead * 2 > flushes.count {
      flushes.removeFirst(flushHead)
      flushHead = 0
    }
  }

  mutating func forgetEvents() {
    if inFlightCount == 0 { inFlightEvents.removeAll(keepingCapacity: true) }
  }

  /// The end of a pod's back-off, rounded down to the grid.
  private func window(_ slot: Int) -> Int64 {
    let entry = entries[slot]
    let failures = entry.errorCount > 0 ? entry.errorCount : entry.unschedulableCount
    guard failures > 0 else { return 0 }
    let greatest = configuration.greatestBackoff.microseconds
    var backoff = configuration.initialBackoff.microseconds
    for _ in 1..<max(failures, 1) where backoff < greatest { backoff *= 2 }
    let end = entry.queuedAt.microseconds + min(backoff, greatest)
    return end - end % max(configuration.backoffWindow.microseconds, 1)
  }

  /// A pod is released by the flush after the window in which its back-off ends.
  private func releaseTime(_ window: Int64) -> SimulationTime {
    guard window > 0 else { return .zero }
    return SimulationTime(microseconds: window) + configuration.backoffWindow
  }

  private func flushTime(_ queuedAt: SimulationTime) -> SimulationTime {
    let due = (queuedAt + configuration.unschedulableTimeout).microseconds
    let interval = max(configuration.flushInterval.microseconds, 1)
    return SimulationTime(microseconds: (due / interval + 1) * interval)
  }
}
