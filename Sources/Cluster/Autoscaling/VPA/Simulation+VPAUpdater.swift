// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// The updater in time: once a minute it evicts pods or changes them in place.
extension Simulation {
  /// What an updater asks the API server for.
  enum VPARequest: Sendable {
    /// The pod is evicted, unless a disruption budget refuses.
    case evict(PodHandle)
    /// The requests of the running pod change.
    case resize(PodHandle, to: TemplateIndex)
  }

  /// Decides which pods get what is recommended now, and sends the requests for that.
  mutating func updatePods(of index: Int) {
    guard verticalAutoscalers[index].mode.updatesPods,
      !verticalAutoscalers[index].recommendations.isEmpty
    else { return }
    forgetEndedResizes()
    let (handles, views, counts) = updaterView(of: index)
    let autoscaler = verticalAutoscalers[index]
    let actions = autoscaler.updater.decide(
      mode: autoscaler.mode, recommendations: autoscaler.recommendations,
      policies: autoscaler.policies, pods: views, configuredCounts: counts,
      at: unixMicroseconds(now))
    for action in actions {
      switch action {
      case .evict(let place): send(.evict(handles[place]))
      case .resize(let place): send(resize(of: handles[place], byVertical: index))
      }
    }
  }

  /// The request that changes a pod in place; an eviction where the API server would refuse it.
  private mutating func resize(of handle: PodHandle, byVertical index: Int) -> VPARequest {
    let old = pods[handle].template
    let wanted = recommendedVariant(of: old, byVertical: index)
    let before = compiledTemplates[old.position].specification.spec.qualityOfService
    let after = compiledTemplates[wanted.position].specification.spec.qualityOfService
    // The class of a pod can not change (kubernetes v1.36 pkg/apis/core/validation/validation.go,
    // ValidatePodResize).
    return before == after ? .resize(handle, to: wanted) : .evict(handle)
  }

  private mutating func send(_ request: VPARequest) {
    vpaRequests.append(request)
    let sent = vpaClient.reserve(at: now)
    schedule(.vpaRequestDone, at: sent + controlPlane.apiLatency, .controllers)
  }

  /// The API server carries out the oldest request of the updater.
  mutating func finishVPARequest() {
    guard vpaRequestPlace < vpaRequests.count else { return }
    let request = vpaRequests[vpaRequestPlace]
    vpaRequestPlace += 1
    if vpaRequestPlace == vpaRequests.count {
      vpaRequests.removeAll(keepingCapacity: true)
      vpaRequestPlace = 0
    }
    switch request {
    case .evict(let handle):
      var counts = countBudgets()
      _ = evict(handle, &counts)
    case .resize(let handle, let template): requestResize(of: handle, to: template)
    }
  }

  /// The live pods of an autoscaler's target with what the updater sees of them.
  private func updaterView(
    of index: Int
  ) -> (handles: [PodHandle], views: [VPAPodView], counts: [Int]) {
    let owner = deployments[verticalAutoscalers[index].deployment]
    // The controller of a pod is its ReplicaSet, or the one owner of numbered pods.
    let isNumbered = owner.numbered != nil
    let counts =
      isNumbered ? [owner.specReplicas] : owner.replicaSets.map { replicaSets[$0].specReplicas }
    var handles: [PodHandle] = []
    var views: [VPAPodView] = []
    for (place, replicaSet) in owner.replicaSets.enumerated() {
      for handle in replicaSets[replicaSet].pods where !pods[handle].isTerminating {
        let pod = pods[handle]
        handles.append(handle)
        views.append(
          VPAPodView(
            containers: containers(of: pod.template).map(VPAPodView.Container.init),
            isPending: pod.stage != .running,
            startMicroseconds: pod.stage == .running ? unixMicroseconds(pod.acknowledgedAt) : nil,
            group: isNumbered ? 0 : place, resize: resizeState(of: handle)))
      }
    }
    return (handles, views, counts)
  }
}

extension VPAPodView.Container {
  /// A container with what its template asks for.
  init(_ container: Container) {
    self.init(
      name: container.name, requests: VPAResources(container.resources.requests),
      limits: VPAResources(container.resources.limits))
  }
}
