// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Metrics
import Scenario

/// Preemption as a process in time: a node is set aside, victims are deleted, the pod waits.
extension Simulation {
  // MARK: Decision

  /// What preemption can do for a pod that found no node.
  mutating func preemption(
    for entry: QueuedPod<PodState>, after failure: FitFailure, by profile: Int
  ) -> PreemptionOutcome {
    if failure.resolvableCount == 0 || !hasLowerPriority(than: entry.priority) {
      return schedulers[profile].withoutVictims(
        entry.template, resolvableCount: failure.resolvableCount, in: nodes)
    }
    let isNominated = !schedulers[profile].nominations.node(for: Self.key(entry.pod)).isNone
    if !onlyNode(of: entry.pod).isNone { return search(for: entry, after: failure, by: profile) }
    let question = KnownRefusal.Question(
      template: entry.template, profile: profile, position: nodes.changes.end,
      nominationVersion: schedulers[profile].nominations.version)
    if !isNominated, let known = knownRefusal, known.question == question { return known.outcome }
    let outcome = search(for: entry, after: failure, by: profile)
    if !isNominated, outcome.candidates.isEmpty {
      knownRefusal = KnownRefusal(question: question, outcome: outcome)
    }
    return outcome
  }

  private mutating func search(
    for entry: QueuedPod<PodState>, after failure: FitFailure, by profile: Int
  ) -> PreemptionOutcome {
    let (pods, podsOnNode, epoch) = (self.pods, self.podsOnNode, startUnixSeconds)
    let limit = schedulers[profile].profile.candidateCount(of: failure.resolvableCount)
    let start = isByName(profile) ? 0 : preemptionStream.next(below: max(nodes.count, 1))
    return schedulers[profile].preempt(
      entry.template, in: &nodes, budgets: currentBudgets(),
      candidateLimit: limit, start: start, onlyOn: onlyNode(of: entry.pod),
      nominee: Self.key(entry.pod),
      pods: { node in
        podsOnNode[node.position].map { handle in
          Self.onNode(handle, pods[handle], startUnixSeconds: epoch)
        }
      })
  }

  private func isByName(_ profile: Int) -> Bool {
    schedulers[profile].tieBreak == .smallestName
  }

  /// A pod as preemption sees it; its start time has whole seconds, as in the API.
  private static func onNode(
    _ handle: PodHandle, _ pod: PodState, startUnixSeconds: Int64
  ) -> PodOnNode {
    var start: Int64?
    switch pod.stage {
    case .pending, .binding, .bound: break
    case .creatingSandbox, .pulling, .starting, .running, .exited:
      let seen = pod.startTime < .zero ? pod.startTime.microseconds : pod.stages.scheduled
      start = startUnixSeconds + seen.dividedRoundingDown(by: 1_000_000)
    }
    return PodOnNode(
      key: key(handle), template: pod.template, startTime: start,
      isTerminating: pod.isTerminating && pod.isPreempted)
  }

  /// Whether any template has a lower priority.
  private mutating func hasLowerPriority(than priority: Int32) -> Bool {
    while notedTemplateCount < nodes.templates.count {
      let template = TemplateIndex(notedTemplateCount)
      leastPriority = min(leastPriority, nodes.templates[template].priority)
      notedTemplateCount += 1
    }
    return leastPriority < priority
  }

  /// The candidate that is taken: by draw among equals, as the order of a Go map leaves it open.
  mutating func chosen(of outcome: PreemptionOutcome, by profile: Int) -> PreemptionCandidate? {
    guard outcome.best.count > 1, !isByName(profile) else { return outcome.chosen }
    return outcome.candidates[outcome.best[preemptionStream.next(below: outcome.best.count)]]
  }

  // MARK: Requests

  /// Sets the node of a candidate aside for a pod and begins to delete its victims.
  mutating func carryOut(
    _ candidate: PreemptionCandidate, for entry: QueuedPod<PodState>, at instant: SimulationTime
  ) {
    let preemptor = pods[entry.pod]
    let victims = candidate.victims.map { Self.handle($0.key) }.filter { !pods[$0].isTerminating }
    let lower = schedulers[0].nominations.nominations(to: candidate.node).filter {
      $0.priority < entry.priority
    }
    for scheduler in schedulers.indices {
      schedulers[scheduler].nominate(
        Self.key(entry.pod), template: entry.template, to: candidate.node, in: nodes)
    }
    guard !victims.isEmpty else { return }
    schedulingQueue.hold(entry)
    let handle = preemptions.insert(
      PreemptionState(
        preemptor: entry.pod, subject: .pod(preemptor.replicaSet, ordinal: preemptor.ordinal),
        node: candidate.node, nominees: lower.map { Self.handle($0.key) }, victims: victims))
    advance(handle, at: instant)
  }

  private mutating func advance(_ handle: PreemptionHandle, at instant: SimulationTime) {
    if preemptions[handle].clearedCount < preemptions[handle].nominees.count {
      schedule(.nomineeCleared(handle), at: sendFromScheduler(at: instant), .scheduler)
      return
    }
    while let victim = preemptions[handle].beginNext() {
      let sent = sendFromScheduler(at: instant)
      schedule(.victimMarked(handle, UInt32(victim)), at: sent, .scheduler)
    }
  }

  /// Sends a request of the scheduler's client; returns when the API server has answered.
  mutating func sendFromScheduler(at instant: SimulationTime) -> SimulationTime {
    schedulerClient.reserve(at: instant) + controlPlane.apiLatency
  }

  /// A less important pod lost the node that was set aside for it.
  mutating func clearNominee(of handle: PreemptionHandle) {
    let state = preemptions[handle]
    let nominee = state.nominees[state.clearedCount]
    if schedulers[0].nominations.node(for: Self.key(nominee)) == state.node {
      forgetNomination(of: nominee)
    }
    preemptions[handle].clearedCount += 1
    advance(handle, at: now)
  }

  /// A victim carries the condition that tells why it has to go.
  mutating func markVictim(_ victim: Int, of handle: PreemptionHandle) {
    let pod = preemptions[handle].victims[victim]
    guard pods.isCurrent(pod) else {
      endVictim(of: handle)
      return
    }
    pods[pod].isPreempted = true
    schedule(
      .victimDeleted(handle, UInt32(victim)), at: sendFromScheduler(at: now), .scheduler)
  }

  /// The deletion of a victim reached the API server.
  mutating func deleteVictim(_ victim: Int, of handle: PreemptionHandle) {
    let state = preemptions[handle]
    let pod = state.victims[victim]
    if pods.isCurrent(pod) {
      let preempted = pods[pod]
      recordPreempted(preempted, by: state.subject, on: state.node)
      deletePod(pod, by: .preemption)
    }
    endVictim(of: handle)
  }

  private mutating func endVictim(of handle: PreemptionHandle) {
    preemptions[handle].end()
    if !preemptions[handle].isDone {
      advance(handle, at: now)
      return
    }
    let state = preemptions.remove(handle)
    // The pod that waits for its last victim would wait in vain if that is gone already.
    let isDue = state.victims.last.map { !pods.isCurrent($0) } ?? true
    schedulingQueue.endHold(state.preemptor, isDue: isDue, at: now)
    if isDue { runScheduler() }
  }

  // MARK: Nominations

  /// Ends the nomination of a pod; the room it gives up may help pods that are not more important.
  ///
  /// Source: kubernetes v1.36 pkg/scheduler/eventhandlers.go (hasNominatedNodeNameChanged).
  mutating func forgetNomination(of handle: PodHandle) {
    let key = Self.key(handle)
    guard !schedulers[0].nominations.node(for: key).isNone else { return }
    let priority = nodes.templates[pods[handle].template].priority
    endNomination(of: handle)
    wakePods(notAbove: priority)
  }

  /// Ends the nomination of a pod without a word, as when it takes the node.
  mutating func endNomination(of handle: PodHandle) {
    for scheduler in schedulers.indices {
      schedulers[scheduler].endNomination(of: Self.key(handle))
    }
  }

  /// The API server has stored that a pod has another nominated node, or none any more.
  mutating func noteNomination(of handle: PodHandle) {
    guard pods.isCurrent(handle) else { return }
    wakePods(notAbove: nodes.templates[pods[handle].template].priority)
  }

  private mutating func wakePods(notAbove priority: Int32) {
    var isHelped = [Bool](repeating: false, count: nodes.templates.count)
    for template in nodes.templates.indices {
      isHelped[template.position] = nodes.templates[template].priority <= priority
    }
    schedulingQueue.moveOn(.assignedPodDeleted, at: now) { isHelped[$0.position] }
    runScheduler()
  }

  // MARK: Keys

  /// A pod as one number, for nominations.
  static func key(_ handle: PodHandle) -> UInt64 {
    UInt64(handle.generation) << 32 | UInt64(handle.index)
  }

  static func handle(_ key: UInt64) -> PodHandle {
    PodHandle(index: UInt32(truncatingIfNeeded: key), generation: UInt32(key >> 32))
  }
}
