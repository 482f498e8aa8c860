// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Metrics
import Scenario

/// The scheduler in time: one decision after the other, bindings through its client.
extension Simulation {
  mutating func enqueueForScheduling(_ handle: PodHandle) {
    guard pods.isCurrent(handle), pods[handle].stage == .pending else { return }
    let template = pods[handle].template
    schedulingQueue.add(
      handle, template: template, priority: nodes.templates[template].priority, at: now)
    runScheduler()
  }

  /// Wakes waiting pods that a change may help.
  mutating func wakeScheduler(for event: SchedulingEvent) {
    schedulingQueue.moveOn(event, at: now)
    runScheduler()
  }

  /// Takes the next pod unless the scheduler is still busy with the last one.
  mutating func runScheduler() {
    guard now >= schedulerFreeAt, !isSchedulerReadyPending, now >= stalledUntil else { return }
    // Also with nothing but unschedulable pods: `pop` lets go those that have waited for long.
    guard let entry = schedulingQueue.pop(at: now) else {
      sleepScheduler()
      return
    }
    decide(entry)
    schedulerFreeAt = now + controlPlane.schedulingTime
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

  private mutating func decide(_ entry: QueuedPod<PodState>) {
    switch scheduler.place(entry.template, in: &nodes, draws: &schedulerStream) {
    case .node(let node):
      schedulingQueue.done(entry)
      nodes.place(entry.template, on: node)
      pods[entry.pod].node = node
      setStage(entry.pod, .binding)
      let sent = schedulerClient.reserve(at: now + controlPlane.schedulingTime)
      schedule(.podBound(entry.pod), at: sent + controlPlane.apiLatency, .scheduler)
    case .unschedulable(let failure):
      if entry.unschedulableCount == 0 {
        recordUnschedulable(entry.pod, failure)
      }
      schedulingQueue.unschedulable(
        entry, rejectors: failure.rejectors, wakers: scheduler.wakers(of: failure.rejectors),
        at: now)
    }
  }

  mutating func finishBinding(_ handle: PodHandle) {
    guard pods.isCurrent(handle) else { return }
    setStage(handle, .bound)
    pods[handle].stages.scheduled = now.microseconds
    schedulingQueue.moveOn(.assignedPodAdded, at: now)
    let event: Event =
      pods[handle].isTerminating ? .terminationSeenByKubelet(handle) : .podSeenByKubelet(handle)
    schedule(event, after: controlPlane.watchDelay, .kubelet)
  }
}
