// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// What StatefulSets and StatefulSetPluses have in common: their pods, status and manifests.
extension Simulation {
  /// The controller that learns of a change, and its key.
  ///
  /// Verbs tell of changes as if every pod belonged to a ReplicaSet of a Deployment.
  func responsible(
    _ controller: ControllerKind, _ key: UInt32
  ) -> (controller: ControllerKind, key: UInt32) {
    guard hasNumberedWorkloads else { return (controller, key) }
    let owner: DeploymentIndex
    switch controller {
    case .deployment: owner = DeploymentIndex(rawValue: key)
    case .replicaSet:
      let group = replicaSets[ReplicaSetIndex(rawValue: key)]
      if group.job >= 0 { return (.job, UInt32(group.job)) }
      owner = group.deployment
    default: return (controller, key)
    }
    guard !owner.isNone, deployments[owner].kind != .deployment else { return (controller, key) }
    if deployments[owner].kind == .job, let place = deployments[owner].cron?.jobs.first {
      return (.job, UInt32(place))
    }
    return (deployments[owner].kind.controller, owner.rawValue)
  }

  // MARK: Pods

  /// The list of the pods of one revision, new if there was none.
  mutating func group(of index: DeploymentIndex, revision: Int) -> ReplicaSetIndex {
    let template = TemplateIndex(revision)
    if let known = deployments[index].replicaSets.first(where: {
      replicaSets[$0].template == template
    }) {
      return known
    }
    let owner = deployments[index]
    let group = replicaSets.append(
      ReplicaSetState(
        name: "\(owner.name)-\(templateHashes[revision])", namespace: owner.namespace,
        deployment: index, template: template, number: owner.createdReplicaSets, createdAt: now,
        specReplicas: 0, revision: owner.createdReplicaSets + 1))
    deployments[index].createdReplicaSets += 1
    deployments[index].replicaSets.append(group)
    return group
  }

  /// The handles of all pods of a workload, in the order of the lists of its revisions.
  func numberedPods(of index: DeploymentIndex) -> [PodHandle] {
    deployments[index].replicaSets.flatMap { replicaSets[$0].pods }
  }

  /// The name of a pod: with its number, or with the generated end that pods of ReplicaSets have.
  func podName(of group: ReplicaSetIndex, ordinal: UInt32) -> String {
    let owner = replicaSets[group].deployment
    if !owner.isNone, deployments[owner].numbered != nil {
      return "\(deployments[owner].name)-\(ordinal)"
    }
    if !owner.isNone, deployments[owner].daemon != nil {
      return "\(deployments[owner].name)-\(PodName.suffix(ordinal))"
    }
    if replicaSets[group].job >= 0, let index = completionIndex(of: group, ordinal: ordinal) {
      return "\(replicaSets[group].name)-\(index)-\(PodName.suffix(ordinal))"
    }
    return "\(replicaSets[group].name)-\(PodName.suffix(ordinal))"
  }

  /// Lets a workload begin: with its pods running, or with nothing but its object.
  mutating func startNumbered(_ index: DeploymentIndex, isRunning: Bool) {
    guard isRunning, let numbered = deployments[index].numbered else {
      notify(.deployment, index.rawValue)
      return
    }
    let group = group(of: index, revision: deployments[index].template.position)
    for place in 0..<deployments[index].specReplicas {
      startRunningPod(of: group, ordinal: UInt32(numbered.firstOrdinal + place))
    }
    let status = StatefulSetRule.counted(statefulSetView(of: index))
    deployments[index].numbered?.status = status
    deployments[index].eventBudget = EventBudget(
      after: deployments[index].specReplicas, at: .zero - .hours(1))
    mirrorStatus(of: index)
  }

  // MARK: Status

  /// Writes the status, unless somebody has written the object since the sync read it: then the
  /// request is refused and goes out again with the newer version (kubernetes v1.36
  /// pkg/controller/statefulset/stateful_set_status_updater.go, RetryOnConflict).
  mutating func publishNumberedStatus(of index: DeploymentIndex, in handle: SyncHandle) {
    guard let numbered = deployments[index].numbered else { return }
    let generation = deployments[index].generation
    guard numbered.readGeneration == generation else {
      deployments[index].numbered?.readGeneration = generation
      syncs[handle].calls.append(.publishNumbered)
      return
    }
    deployments[index].numbered?.status = numbered.nextStatus
    if let release = numbered.release {
      deployments[index].numbered?.release?.batch = release.nextBatch
      recordBatchStatus(of: index, from: release.batch, to: release.nextBatch)
      noteStatusSync(of: index, in: handle)
    }
    mirrorStatus(of: index)
    notify(.deployment, index.rawValue)
    guard let start = deployments[index].rolloutStartedAt, isReleased(index) else { return }
    deployments[index].rolloutStartedAt = nil
    deployments[index].lastRolloutDuration = now - start
    record(.rolloutCompleted, .deployment(index), (now - start).microseconds)
    releaseRooms(of: index)
  }

  /// Whether the published status shows all pods of the newest template available.
  private func isReleased(_ index: DeploymentIndex) -> Bool {
    guard let numbered = deployments[index].numbered else { return false }
    if let release = numbered.release, release.batch.generalStatus != .completed { return false }
    let (status, wanted) = (numbered.status, deployments[index].specReplicas)
    return status.updateRevision == deployments[index].template.position
      && status.updated >= wanted && status.available >= wanted && status.replicas == wanted
  }

  /// Copies the counts to where autoscalers read those of any workload.
  private mutating func mirrorStatus(of index: DeploymentIndex) {
    guard let status = deployments[index].numbered?.status else { return }
    deployments[index].status.replicas = status.replicas
  }

  // MARK: Manifests

  /// Applies a manifest of another kind than those that the timeline applies itself.
  mutating func applyNumbered(_ object: KubernetesObject) {
    switch object {
    case .daemonSet(let manifest): return apply(manifest)
    case .job(let manifest): return apply(manifest)
    case .cronJob(let manifest): return apply(manifest)
    case .resourceQuota(let manifest): return set(manifest, exists: true)
    default: break
    }
    guard let reference = WorkloadKind.reference(to: object), reference.kind != "Deployment",
      let index = deployment(reference)
    else { return }
    let isNew = !deployments[index].exists
    deployments[index].exists = true
    let replicas: Int32
    let template: PodTemplateSpec
    switch object {
    case .statefulSet(let manifest):
      deployments[index].update(manifest)
      (replicas, template) = (manifest.spec.replicas, manifest.spec.template)
    case .statefulSetPlus(let manifest):
      deployments[index].update(manifest)
      (replicas, template) = (manifest.spec.replicas, manifest.spec.template)
      obeyOrder(in: manifest, of: index)
    default: return
    }
    if isNew || !isAutoscaled(index) {
      recordOrder("apply", of: index, from: deployments[index].specReplicas, to: Int(replicas))
      scaleDeployment(index, to: Int(replicas))
    }
    setTemplate(of: index, to: compile(namingCopies(template, of: index), of: index))
    notify(.deployment, index.rawValue)
  }
}
