// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// Running pods that get other resources where they are, without a restart.
///
/// What a deferred pod asks for is not yet held against new pods on its node; in Kubernetes the
/// scheduler counts it from the request on.
extension Simulation {
  /// A change in place that was asked for and is not done.
  struct PendingResize: Sendable {
    var wanted: TemplateIndex
    /// When the kubelet said that it has no room; nil before it has looked.
    var deferredSince: SimulationTime?
    var isInfeasible = false
    /// Looks so far, of which the kubelet takes later ones more rarely.
    var lookCount = 0
    let askedAt: SimulationTime
  }

  /// The waits of a kubelet between looks at a deferred change.
  ///
  /// Source: kubernetes v1.36 pkg/kubelet/allocation/allocation_manager.go.
  private static let firstRetryTime = SimulationDuration.seconds(30)
  private static let retryTime = SimulationDuration.minutes(3)

  /// The API server stores that a pod shall have what another template says.
  mutating func requestResize(of handle: PodHandle, to template: TemplateIndex) {
    guard pods.isCurrent(handle), pods[handle].stage == .running, !pods[handle].isTerminating,
      pods[handle].template != template
    else { return }
    resizes[handle] = PendingResize(wanted: template, askedAt: now)
    schedule(.podResizeSeen(handle), after: controlPlane.watchDelay, .kubelet)
  }

  /// The kubelet looks at a change that was asked for.
  mutating func considerResize(of handle: PodHandle) {
    guard let resize = resizes[handle], !resize.isInfeasible, pods.isCurrent(handle),
      pods[handle].stage == .running, !pods[handle].isTerminating,
      !health[pods[handle].node.position].isSilent
    else { return }
    let pod = pods[handle]
    let verdict = PodResizeRule.verdict(
      current: nodes.templates[pod.template].requests,
      wanted: nodes.templates[resize.wanted].requests,
      requested: nodes.requested[pod.node], allocatable: nodes.allocatable[pod.node])
    switch verdict {
    case .feasible: carryOutResize(of: handle, to: resize.wanted)
    case .infeasible: resizes[handle]?.isInfeasible = true
    case .deferred:
      resizes[handle]?.deferredSince = resize.deferredSince ?? now
      resizes[handle]?.lookCount += 1
      let wait = resize.lookCount == 0 ? Self.firstRetryTime : Self.retryTime
      schedule(.podResizeSeen(handle), after: wait, .kubelet)
    }
    guard verdict != .feasible else { return }
    if resize.lookCount == 0 {
      record(.resizeDeferred, .pod(pod.replicaSet, ordinal: pod.ordinal))
    }
  }

  private mutating func carryOutResize(of handle: PodHandle, to template: TemplateIndex) {
    let old = pods[handle]
    resizes[handle] = nil
    nodes.remove(old.template, from: old.node)
    nodes.place(template, on: old.node)
    pods[handle].template = template
    if old.loadGroup.rawValue >= 0, let place = loadPlace(of: handle) {
      pods[handle].loadGroup = loads[place].resize(
        old.loadGroup, limitCores: behaviors[template.position].limitCores)
    }
    record(
      .resizedInPlace, .pod(old.replicaSet, ordinal: old.ordinal),
      nodes.templates[old.template].requests.cpuMillis,
      nodes.templates[template].requests.cpuMillis)
    notify(.replicaSet, old.replicaSet.rawValue)
    wakeScheduler(for: .assignedPodDeleted)
    retryResizes(on: old.node)
  }

  /// Room became free on a node: its kubelet looks at deferred changes at once.
  mutating func retryResizes(on node: NodeIndex) {
    guard !resizes.isEmpty else { return }
    for handle in podsOnNode[node.position] where resizes[handle]?.deferredSince != nil {
      schedule(.podResizeSeen(handle), after: .zero, .kubelet)
    }
  }

  /// How far a change in place has come, as the updater sees it.
  func resizeState(of handle: PodHandle) -> VPAPodView.Resize {
    guard let resize = resizes[handle] else { return .none }
    if resize.isInfeasible { return .infeasible }
    guard let since = resize.deferredSince else {
      return .inProgress(since: unixMicroseconds(resize.askedAt))
    }
    return .deferred(since: unixMicroseconds(since))
  }

  /// Forgets changes of pods that are gone.
  mutating func forgetEndedResizes() {
    guard !resizes.isEmpty else { return }
    resizes = resizes.filter { pods.isCurrent($0.key) }
  }
}
