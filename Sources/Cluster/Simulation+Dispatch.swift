// SPDX-License-Identifier: Apache-2.0

public import EventKernel

/// The loop: takes events in order and calls one verb for each.
extension Simulation {
  /// Serves all events up to and at an instant, at most to the end of the run.
  public mutating func run(until instant: SimulationTime) {
    let last = min(instant, endTime)
    while let next = queue.nextTime, next <= last, let event = queue.popFirst() {
      precondition(event.time >= now, "the clock went back from \(now) to \(event.time)")
      now = event.time
      eventCount += 1
      rollingDigest.combine(event.time.microseconds)
      rollingDigest.combine(event.payload.word)
      serve(event.payload)
    }
    now = max(now, last)
  }

  private mutating func serve(_ event: Event) {
    switch event {
    case .timelineEntryDue(let entry): carryOut(Int(entry))
    case .nodeReturned(let node, let epoch): returnNode(node, epoch: epoch)
    case .nodeMonitorDue: checkNodes()
    case .evictionTokenReady: passOverTaints()
    case .nodeHeard(let node, let epoch): hearNode(node, epoch: epoch)
    case .tolerationEnded(let pod): endToleration(pod)
    case .podSeenByKubelet(let pod): startSandbox(pod)
    case .sandboxCreated(let pod): finishSandbox(pod)
    case .transferFinished(let epoch): finishTransfers(epoch: epoch)
    case .registryRestored(let epoch): restoreRegistry(epoch: epoch)
    case .imageUnpacked(let node, let epoch): finishPull(on: node, epoch: epoch)
    case .containersStarted(let pod): startApplication(pod)
    case .applicationStarted(let pod): beginAnswering(pod)
    case .podBecameReady(let pod): becomeReady(pod)
    case .podBecameAvailable(let pod): becomeAvailable(pod)
    case .terminationSeenByKubelet(let pod): beginTermination(pod)
    case .containersExited(let pod): finishTermination(pod)
    case .containersRestarted(let pod): restartContainers(pod)
    case .podDeleted(let pod): finishDeletion(pod)
    case .endpointProgrammed(let pod): programEndpoint(pod)
    case .abandonedEndpointRemoved(let load): removeAbandonedEndpoint(load: load)
    case .applicationStopped(let pod): stopAnswering(pod)
    case .switchedContainerStopped, .switchedContainerStarted, .lockTaken, .switchedPodProbed,
      .configArrived, .configReloaded, .configProbed, .prePullDue, .trafficChecked,
      .loadBalancerReloaded, .pullAheadSeen, .pullAheadTimedOut, .podImageReported:
      serveRelease(event)
    case .keyAdded(let controller, let key): addKey(controller, key)
    case .callDone where isRequestHeld, .eventStored where isRequestHeld: hold(event, .controllers)
    case .callDone(let sync): completeCall(of: sync)
    case .eventStored(let controller): finishEvent(of: controller)
    case .controlPlaneResumed: resumeControlPlane()
    case .autoscalerDue(let index): startAutoscalerSync(index)
    case .cronJobDue(let index): fireCron(Int(index))
    case .cronSwept: sweepCron()
    case .cronHPASynced: syncCronHPAs()
    case .usageScraped: scrapeUsage()
    case .customMetricsScraped: scrapeCustomMetrics()
    case .poolAutoscalerDue(let index): lookAtPool(Int(index))
    case .scaledObjectPolled(let index): pollScaledObject(Int(index))
    case .podSeenByScheduler(let pod): enqueueForScheduling(pod)
    case .schedulerReady: freeScheduler()
    case .schedulerWoken(let epoch): wakeUpScheduler(epoch: epoch)
    case .podBound where isRequestHeld: hold(event, .scheduler)
    case .podBound(let pod): finishBinding(pod)
    case .nomineeCleared(let preemption): clearNominee(of: preemption)
    case .victimMarked(let preemption, let victim): markVictim(Int(victim), of: preemption)
    case .victimDeleted(let preemption, let victim): deleteVictim(Int(victim), of: preemption)
    case .nominationChanged(let pod): noteNomination(of: pod)
    case .reservationExpired(let node, let id): expireReservation(id, on: node)

    case .nodeAutoscalerDue: scanNodeGroups()
    case .machineReady(let group, let ordinal): joinNode(ofGroup: Int(group), ordinal: ordinal)
    case .machineFailed(let group, let ordinal):
      failMachine(ofGroup: Int(group), ordinal: ordinal)
    case .nodeRemovalDue(let node) where isKarpenters(node): continueTermination(of: node)
    case .nodeRemovalDue(let node): continueRemoval(of: node)

    case .verticalAutoscalersDue, .vpaRequestDone, .podResizeSeen, .karpenterBatchEnded,
      .claimRegistered, .claimFailed, .nodeInitialized, .karpenterLooked, .capacityPlanned:
      serveCapacity(event)
    case .workEnded, .workResumed, .jobExpired, .drainDue: serveJobsAndDrains(event)
    case .trafficStepped: stepTraffic()
    case .sampled: sample()
    }
  }

  /// Pods that work to an end, and nodes that are emptied.
  private mutating func serveJobsAndDrains(_ event: Event) {
    switch event {
    case .workEnded(let pod): endWork(pod)
    case .workResumed(let pod): resumeWork(pod)
    case .jobExpired(let job): deleteJob(Int(job))
    case .drainDue(let drain): continueDrain(Int(drain))
    default: preconditionFailure("\(event) is served elsewhere")
    }
  }

  /// Releases in place, ConfigMaps and images.
  private mutating func serveRelease(_ event: Event) {
    switch event {
    case .pullAheadSeen(let pull, let node): beginPullAhead(Int(pull), on: node)
    case .pullAheadTimedOut(let pull, let node): endPullAhead(Int(pull), on: node)
    case .podImageReported(let pod): noteImage(of: pod)
    case .switchedContainerStopped(let pod): endSwitchedContainer(pod)
    case .switchedContainerStarted(let pod): finishSwitchedContainer(pod)
    case .lockTaken(let pod): takeLock(pod)
    case .switchedPodProbed(let pod): probeSwitchedPod(pod)
    case .configArrived(let pod): receiveConfig(pod)
    case .configReloaded(let pod): takeOverConfig(pod)
    case .configProbed(let pod): failProbe(pod)
    case .prePullDue(let order): continuePrePull(order)
    case .trafficChecked(let pod): endTrafficCheck(pod)
    case .loadBalancerReloaded(let load): reloadLoadBalancer(of: load)
    default: break
    }
  }

  /// Vertical autoscalers, Karpenter and the planning of capacity.
  private mutating func serveCapacity(_ event: Event) {
    switch event {
    case .verticalAutoscalersDue(let part): runVerticalAutoscalers(part)
    case .vpaRequestDone: finishVPARequest()
    case .podResizeSeen(let pod): considerResize(of: pod)
    case .karpenterBatchEnded: endKarpenterBatch()
    case .claimRegistered(let ordinal): registerClaim(ordinal)
    case .claimFailed(let ordinal): failClaim(ordinal)
    case .nodeInitialized(let node): initializeNode(node)
    case .karpenterLooked(let validates): lookForDisruption(validates: validates)
    case .capacityPlanned: planCapacity()
    default: break
    }
  }
}
