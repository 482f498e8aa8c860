// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// What OpenKruise's controllers do to single pods.
extension Simulation {
  /// The condition of the readiness gate that OpenKruise adds.
  static let inPlaceUpdateGate = "InPlaceUpdateReady"

  /// What is noted on a pod when it is created.
  ///
  /// The pods of a CloneSet have the readiness gate, and its controller opens it (openkruise/kruise
  /// pkg/controller/cloneset/core/cloneset_core.go, newVersionedPods); those of a StatefulSet have
  /// it if their template does.
  func marksOfNewPod(of owner: DeploymentIndex) -> PodMarks {
    var marks = PodMarks()
    guard !owner.isNone else { return marks }
    if deployments[owner].kind == .cloneSet { marks.lifecycle = .preparingNormal }
    marks.isGateClosed = hasInPlaceGate(owner)
    return marks
  }

  /// Whether the pods of a workload have the readiness gate for changes in place.
  func hasInPlaceGate(_ owner: DeploymentIndex) -> Bool {
    switch deployments[owner].kind {
    case .cloneSet: true
    case .advancedStatefulSet:
      deployments[owner].templateSpec.spec.readinessGates.contains(Self.inPlaceUpdateGate)
    default: false
    }
  }

  // MARK: What the controllers see

  /// Where a pod is in a change in place.
  func progress(of pod: PodState) -> InPlaceRefresh.Progress {
    var progress = InPlaceRefresh.Progress()
    let marks = pod.marks
    progress.isInGracePeriod = marks.isInGracePeriod
    progress.isGraceOver = marks.graceEndsAt <= now
    progress.isGateClosed = marks.isGateClosed
    guard marks.lifecycle == .updating else { return progress }
    progress.isUpdateComplete =
      !marks.isInGracePeriod && pod.stage == .running && !pod.isRestartDue
      && pod.startTime + controlPlane.apiLatency <= now
    return progress
  }

  /// The revisions from which pods can be brought to another in place, ascending.
  ///
  /// Metadata may differ, only images of the specification may (openkruise/kruise
  /// pkg/util/inplaceupdate/inplace_update_defaults.go, defaultCalculateInPlaceUpdateSpec).
  func inPlaceRevisions(of index: DeploymentIndex, to target: Int) -> [Int] {
    deployments[index].replicaSets.map { replicaSets[$0].template.position }
      .filter { $0 != target && imagesToChange(from: $0, to: target) != nil }.sorted()
  }

  private func imagesToChange(from old: Int, to new: Int) -> [Int]? {
    var adapted = compiledTemplates[old].specification
    adapted.metadata = compiledTemplates[new].specification.metadata
    return InPlaceUpdate.changedContainers(
      from: adapted, to: compiledTemplates[new].specification)
  }

  // MARK: What they do

  /// Makes a pod not ready before its image changes.
  mutating func closeGate(of handle: PodHandle) {
    guard pods.isCurrent(handle), !pods[handle].isTerminating, !pods[handle].marks.isGateClosed
    else { return }
    pods[handle].marks.isGateClosed = true
    pods[handle].marks.isReadyBehindGate = pods[handle].isReady
    setReady(handle, false)
  }

  /// Lets a pod be ready again; the kubelet tells so when it has seen the condition.
  mutating func openGate(of handle: PodHandle) {
    guard pods.isCurrent(handle), !pods[handle].isTerminating, pods[handle].marks.isGateClosed
    else { return }
    pods[handle].marks.isGateClosed = false
    notify(.replicaSet, pods[handle].replicaSet.rawValue)
    guard pods[handle].marks.isReadyBehindGate else { return }
    pods[handle].marks.isReadyBehindGate = false
    schedule(
      .podBecameReady(handle), after: controlPlane.watchDelay + controlPlane.apiLatency, .kubelet)
  }

  /// Gives a pod another revision where it is; its image changes now or after the grace period.
  mutating func updateKruisePod(_ old: PodHandle, to group: ReplicaSetIndex) {
    guard pods.isCurrent(old), !pods[old].isTerminating, pods[old].replicaSet != group,
      pods[old].stage != .pending, pods[old].stage != .binding
    else { return }
    let owner = replicaSets[group].deployment
    let images = imagesToChange(
      from: base(of: pods[old].template).position,
      to: replicaSets[group].template.position)
    // A restart that is under way stays so: its images are the new ones.
    let changesImages = images?.isEmpty == false || pods[old].isRestartDue
    let start = startPlan(of: old)
    let handle = changeTemplate(of: old, to: group)
    pods[handle].marks.lifecycle = .updating
    pods[handle].marks.isInGracePeriod = false
    let gracePeriod = deployments[owner].kruise?.gracePeriod ?? .zero
    guard changesImages || pods[handle].stage != .running else {
      keep(start, of: handle)
      notify(.replicaSet, group.rawValue)
      return
    }
    // Assumed: a pod that does not run yet has nothing to drain.
    guard gracePeriod > .zero, pods[handle].stage == .running, !pods[handle].isRestartDue else {
      planRestart(of: handle, after: controlPlane.watchDelay)
      return
    }
    keep(start, of: handle)
    pods[handle].marks.isInGracePeriod = true
    // The annotation keeps the second, no part of it.
    let second = SimulationDuration.seconds(1)
    pods[handle].marks.graceEndsAt =
      .zero + second * (now.sinceStart / second) + gracePeriod
    schedule(
      .keyAdded(deployments[owner].kind.controller, owner.rawValue), after: gracePeriod,
      .controllers)
  }

  /// Changes the image of a pod whose grace period is over.
  mutating func changeImage(of old: PodHandle) {
    guard pods.isCurrent(old), !pods[old].isTerminating, pods[old].marks.isInGracePeriod
    else { return }
    // With another handle, what is planned for the old containers does not meet the new ones.
    let handle = changeTemplate(of: old, to: pods[old].replicaSet)
    pods[handle].marks.isInGracePeriod = false
    planRestart(of: handle, after: controlPlane.watchDelay)
  }

  /// What is still to come of the start of a pod's containers.
  private struct StartPlan {
    var canAnswerAt: SimulationTime
    var readyAt: SimulationTime
  }

  /// What is still to come in a pod whose containers run and go on; nil for others.
  private func startPlan(of handle: PodHandle) -> StartPlan? {
    let pod = pods[handle]
    let behavior = behaviors[pod.template.position]
    guard pod.stage == .running, !pod.isRestartDue, !behavior.isNeverReady else { return nil }
    // The draw is the one of the start.
    let canAnswer = pod.startTime + draw(.applicationStart, behavior.applicationStart, for: handle)
    let ready = behavior.readiness.readyAt(containerStart: pod.startTime, canAnswerAt: canAnswer)
    return StartPlan(canAnswerAt: canAnswer, readyAt: ready + controlPlane.apiLatency)
  }

  /// Lets the start of the containers go on under another handle.
  private mutating func keep(_ plan: StartPlan?, of handle: PodHandle) {
    guard let plan else { return }
    let pod = pods[handle]
    let hasProbe = behaviors[pod.template.position].readiness.hasProbe
    if !pod.canAnswer, !hasProbe {
      schedule(.applicationStarted(handle), at: max(now, plan.canAnswerAt), .kubelet)
    }
    if pod.isReady, !pod.isAvailable {
      schedule(.podBecameAvailable(handle), at: max(now, availableAt(pod)), .kubelet)
    } else if !pod.isReady, !pod.marks.isReadyBehindGate {
      schedule(.podBecameReady(handle), at: max(now, plan.readyAt), .kubelet)
    }
  }

  mutating func noteImage(of handle: PodHandle) {
    guard pods.isCurrent(handle), !pods[handle].isTerminating else { return }
    notify(.replicaSet, pods[handle].replicaSet.rawValue)
  }

  mutating func setLifecycle(of handle: PodHandle, to lifecycle: CloneSetView.Lifecycle) {
    guard pods.isCurrent(handle), !pods[handle].isTerminating else { return }
    pods[handle].marks.lifecycle = lifecycle
    notify(.replicaSet, pods[handle].replicaSet.rawValue)
  }

  mutating func specifyDelete(_ handle: PodHandle) {
    guard pods.isCurrent(handle), !pods[handle].isTerminating else { return }
    pods[handle].marks.isSpecifiedDelete = true
    notify(.replicaSet, pods[handle].replicaSet.rawValue)
  }
}
