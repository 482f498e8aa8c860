// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Metrics
import Scenario

/// The scheduler in time: one decision after the other, requests through its client.
extension Simulation {
  // MARK: Queue

  mutating func enqueueForScheduling(_ handle: PodHandle) {
    guard pods.isCurrent(handle), pods[handle].stage == .pending else { return }
    let template = pods[handle].template
    // Nobody takes a pod that names a scheduler of which there is no profile.
    guard profile(of: template) != nil else { return }
    schedulingQueue.add(
      handle, template: template, priority: nodes.templates[template].priority,
      isGated: !nodes.templates[template].schedulingGates.isEmpty, at: now)
    runScheduler()
  }

  /// The profile whose scheduler name the pods of a template give.
  func profile(of template: TemplateIndex) -> Int? {
    let name = nodes.templates[template].schedulerName
    return schedulers.firstIndex { $0.profile.schedulerName == name }
  }

  /// Wakes waiting pods that a change may help.
  mutating func wakeScheduler(for event: SchedulingEvent) {
    schedulingQueue.moveOn(event, at: now)
    runScheduler()
  }

  /// Takes the scheduling gates off the pods that a Deployment has.
  mutating func removeSchedulingGates(of index: DeploymentIndex) {
    for replicaSet in deployments[index].replicaSets {
      for handle in replicaSets[replicaSet].pods { schedulingQueue.ungate(handle) }
    }
    runScheduler()
  }

  // MARK: Loop

  /// Takes the next pod unless the scheduler is still busy with the last one.
  mutating func runScheduler() {
    guard now >= schedulerFreeAt, !isSchedulerReadyPending, now >= stalledUntil else { return }
    // Also with nothing but unschedulable pods: `pop` lets go those that have waited for long.
    guard let entry = schedulingQueue.pop(at: now) else {
      sleepScheduler()
      return
    }
    schedulerFreeAt = decide(entry)
    isSchedulerReadyPending = true
    schedule(.schedulerReady, at: schedulerFreeAt, .scheduler)
  }

  mutating func freeScheduler() {
    isSchedulerReadyPending = false
    runScheduler()
  }

  /// Plans to look again when a back-off or a wait ends by itself.
  private mutating func sleepScheduler() {
    guard let wake = schedulingQueue.nextWake(after: now) else { return }
    if let planned = schedulerWakeAt, planned <= wake, planned > now { return }
    schedulerWakeAt = wake
    schedulerEpoch &+= 1
    schedule(.schedulerWoken(epoch: schedulerEpoch), at: max(wake, now), .scheduler)
  }

  mutating func wakeUpScheduler(epoch: UInt32) {
    guard epoch == schedulerEpoch else { return }
    schedulerWakeAt = nil
    runScheduler()
  }

  // MARK: Decision

  /// Decides about a pod; returns when the scheduler is free for the next one.
  private mutating func decide(_ entry: QueuedPod<PodState>) -> SimulationTime {
    guard let profile = profile(of: entry.template) else {
      preconditionFailure("a pod of an unknown scheduler is in the queue")
    }
    switch place(entry, by: profile) {
    case .node(let node): return bind(entry, to: node)
    case .unschedulable(let failure): return setAside(entry, failure, by: profile)
    }
  }

  /// The nominated node of a pod if it fits there, else the best of all nodes.
  private mutating func place(_ entry: QueuedPod<PodState>, by profile: Int) -> Placement {
    let key = Self.key(entry.pod)
    let isNominated = !schedulers[profile].nominations.node(for: key).isNone
    let onlyNode = onlyNode(of: entry.pod)
    if !onlyNode.isNone {
      return schedulers[profile].place(
        entry.template, onlyOn: onlyNode, in: &nodes, nominee: isNominated ? key : nil)
    }
    if isNominated {
      let node = schedulers[profile].fittingNomination(
        of: key, template: entry.template, in: &nodes)
      if !node.isNone { return .node(node) }
    }
    return schedulers[profile].place(
      entry.template, in: &nodes, draws: &schedulerStream, nominee: isNominated ? key : nil)
  }

  /// The node that a DaemonSet made a pod for; none if the pod may go anywhere.
  func onlyNode(of handle: PodHandle) -> NodeIndex {
    let pod = pods[handle]
    guard pod.claim >= 0, replicaSets[pod.replicaSet].job < 0 else { return .none }
    return NodeIndex(Int(pod.claim))
  }

  private mutating func bind(
    _ entry: QueuedPod<PodState>, to node: NodeIndex
  ) -> SimulationTime {
    schedulingQueue.done(entry)
    endNomination(of: entry.pod)
    occupy(node, with: entry.pod)
    setStage(entry.pod, .binding)
    let decided = now + controlPlane.schedulingTime
    schedule(.podBound(entry.pod), at: sendFromScheduler(at: decided), .scheduler)
    return decided
  }

  /// Puts a pod in the tables of a node.
  mutating func occupy(_ node: NodeIndex, with handle: PodHandle) {
    nodes.place(pods[handle].template, on: node)
    pods[handle].node = node
    podsOnNode[node.position].append(handle)
    noteOwnerPod(handle, 1)
    notePodEvent(on: node)
  }

  /// Lets a pod wait that found no node, after it has asked what preemption can do.
  ///
  /// The scheduler writes the condition of the pod, if that changes, before it takes the next one;
  /// kubernetes v1.36 pkg/scheduler/schedule_one.go handleSchedulingFailure.
  private mutating func setAside(
    _ entry: QueuedPod<PodState>, _ failure: FitFailure, by profile: Int
  ) -> SimulationTime {
    let decided = now + controlPlane.schedulingTime
    let before = schedulers[profile].nominations.node(for: Self.key(entry.pod))
    let refusal = makeRoom(for: entry, after: failure, by: profile, at: decided)
    let after = schedulers[profile].nominations.node(for: Self.key(entry.pod))
    let isNews = noteUnschedulable(
      entry.pod, refusal.isEmpty ? failure.message : "\(failure.message) \(refusal)")
    schedulingQueue.unschedulable(
      entry, rejectors: failure.rejectors,
      wakers: schedulers[profile].wakers(of: failure.rejectors), at: now)
    triggerProvisioning()
    guard isNews || before != after else { return decided }
    let stored = sendFromScheduler(at: decided)
    if !before.isNone, before != after {
      schedule(.nominationChanged(entry.pod), at: stored + controlPlane.watchDelay, .scheduler)
    }
    return stored
  }

  /// Begins a preemption if one helps; else tells why not, as the scheduler's event does.
  private mutating func makeRoom(
    for entry: QueuedPod<PodState>, after failure: FitFailure, by profile: Int,
    at instant: SimulationTime
  ) -> String {
    // What the plugin DynamicResources says of every pod without claims.
    let claims = "no new claims to deallocate"
    guard schedulers[profile].profile.preempts else { return claims }
    let outcome = preemption(for: entry, after: failure, by: profile)
    if let candidate = chosen(of: outcome, by: profile) {
      carryOut(candidate, for: entry, at: instant)
      return ""
    }
    switch outcome.refusal {
    case .noCandidate, .noResolvableNode: endNomination(of: entry.pod)
    case .policyNever, .victimsStillRun, nil: break
    }
    return "\(claims), preemption: \(outcome.message)"
  }

  mutating func finishBinding(_ handle: PodHandle) {
    guard pods.isCurrent(handle) else { return }
    setStage(handle, .bound)
    pods[handle].stages.scheduled = now.microseconds
    schedulingQueue.moveOn(.assignedPodAdded, at: now)
    if pods[handle].marks.lifecycle == .preparingNormal {
      notify(.replicaSet, pods[handle].replicaSet.rawValue)
    }
    let event: Event =
      pods[handle].isTerminating ? .terminationSeenByKubelet(handle) : .podSeenByKubelet(handle)
    schedule(event, after: controlPlane.watchDelay, .kubelet)
  }
}
