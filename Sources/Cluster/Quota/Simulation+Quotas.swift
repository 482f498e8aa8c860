// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics

/// ResourceQuotas: the API server refuses what exceeds them, controllers try again.
///
/// Admission counts a pod at its creation (kubernetes v1.36
/// staging/src/k8s.io/apiserver/pkg/admission/plugin/resourcequota/controller.go, CheckRequest); what
/// pods give back is counted by the quota controller, which recounts a namespace when a pod ended or
/// went (pkg/controller/resourcequota/resource_quota_controller.go and resource_quota_monitor.go).
extension Simulation {
  // MARK: Admission

  /// Whether the quotas let a pod in, which is then counted; else the sync fails.
  mutating func admits(
    _ group: ReplicaSetIndex, ordinal: UInt32, in handle: SyncHandle
  ) -> Bool {
    guard !quotas.isEmpty else { return true }
    let usage = quotaUsage(of: replicaSets[group].template)
    let namespace = replicaSets[group].namespace
    let matching = quotas.indices.filter {
      isInForce($0, in: namespace) && quotas[$0].matches(usage)
    }
    for place in matching {
      let hard = quotas[place].manifest.hard
      let refusal =
        usage.unnamed(in: hard).map {
          "failed quota: \(quotas[place].manifest.metadata.name): must specify \($0)"
        } ?? quotas[place].refusal(of: usage.amounts)
      guard let refusal else { continue }
      let name = podName(of: group, ordinal: ordinal)
      refuse("pods \"\(name)\" is forbidden: \(refusal)", group, ordinal, in: handle)
      return false
    }
    for place in matching { count(usage.amounts, in: place) }
    return true
  }

  /// Whether the quotas let a Job of a CronJob in.
  mutating func admitsJob(
    of index: DeploymentIndex, named name: String, in handle: SyncHandle
  ) -> Bool {
    guard !quotas.isEmpty else { return true }
    var asked = ResourceList()
    asked["count/jobs.batch"] = Quantity(1)
    let matching = quotas.indices.filter {
      isInForce($0, in: deployments[index].namespace) && quotas[$0].manifest.scopes.isEmpty
    }
    for place in matching {
      guard let refusal = quotas[place].refusal(of: asked) else { continue }
      fail(
        .deployment(index),
        "Error creating job: jobs.batch \"\(name)\" is forbidden: \(refusal)", in: handle)
      return false
    }
    for place in matching { count(asked, in: place) }
    return true
  }

  private func isInForce(_ place: Int, in namespace: String) -> Bool {
    quotas[place].exists && quotas[place].manifest.metadata.namespace == namespace
  }

  private mutating func count(_ amounts: ResourceList, in place: Int) {
    for item in amounts.items where quotas[place].manifest.hard[item.name] != nil {
      quotas[place].used[item.name] = (quotas[place].used[item.name] ?? .zero) + item.quantity
    }
  }

  // MARK: Refusals

  /// Lets a sync fail that could not create a pod; the event is one of the pod's owner.
  private mutating func refuse(
    _ refusal: String, _ group: ReplicaSetIndex, _ ordinal: UInt32, in handle: SyncHandle
  ) {
    let owner = replicaSets[group].deployment
    if syncs[handle].controller == .statefulSet {
      let name = podName(of: group, ordinal: ordinal)
      fail(
        .deployment(owner),
        "create Pod \(name) in StatefulSet \(deployments[owner].name) failed error: \(refusal)",
        in: handle)
    } else if replicaSets[group].job >= 0 {
      fail(.job(Int(replicaSets[group].job)), "Error creating: \(refusal)", in: handle)
    } else {
      fail(.replicaSet(group), "Error creating: \(refusal)", in: handle)
    }
  }

  /// The requests that were not sent are dropped, and the key is tried again with back-off.
  private mutating func fail(
    _ subject: RecordedSubject, _ message: String, in handle: SyncHandle
  ) {
    syncs[handle].abandon()
    // Of the requests that go at once, all are refused, and the log says so once.
    guard !syncs[handle].hasFailed else { return }
    syncs[handle].hasFailed = true
    record(.failedCreate, subject, recorder.intern(message))
    reportPod(in: handle)
  }

  /// At the end of a sync: tries again after a refusal, or forgets those before it.
  mutating func endFailures(of sync: SyncState) {
    guard sync.hasFailed else {
      failedSyncs.forget(sync.controller, sync.key)
      return
    }
    retry(
      sync.controller, sync.key, failures: failedSyncs.fail(sync.controller, sync.key))
  }

  // MARK: Recount

  /// Tells the quota controller that a pod gave back what it took.
  mutating func noteFreedQuota(of group: ReplicaSetIndex) {
    guard !quotas.isEmpty else { return }
    for place in quotas.indices where isInForce(place, in: replicaSets[group].namespace) {
      notify(.resourceQuota, UInt32(place))
    }
  }

  /// The requests of a recount: the status is written if it changes.
  func planQuota(_ place: Int) -> [SyncState.Call] {
    quotas[place].exists && recounted(place) != quotas[place].used ? [.publishQuota] : []
  }

  mutating func recountQuota(_ place: Int) { quotas[place].used = recounted(place) }

  /// Counts all quotas when the run begins.
  mutating func recountQuotas() {
    fillQuotaUsages()
    for place in quotas.indices { quotas[place].used = recounted(place) }
  }

  /// What the pods and Jobs of the namespace use now.
  ///
  /// Cost: linear in the ReplicaSets and Jobs.
  private func recounted(_ place: Int) -> ResourceList {
    let quota = quotas[place]
    let namespace = quota.manifest.metadata.namespace
    var used = ResourceList()
    for item in quota.manifest.hard.items { used[item.name] = .zero }
    for index in replicaSets.indices where replicaSets[index].namespace == namespace {
      let state = replicaSets[index]
      let count = state.pods.count - state.finishedCount
      let template = state.template.position
      guard count > 0, template < quotaUsages.count, quota.matches(quotaUsages[template]) else {
        continue
      }
      for item in quotaUsages[template].amounts.items where used[item.name] != nil {
        let sum = item.quantity.multiplied(by: Int64(count)) ?? .zero
        used[item.name] = (used[item.name] ?? .zero) + sum
      }
    }
    if used["count/jobs.batch"] != nil {
      let count = jobs.count { !$0.isDeleted && deployments[$0.owner].namespace == namespace }
      used["count/jobs.batch"] = Quantity(Int64(count))
    }
    return used
  }

  /// What quotas count of a pod of a template; worked out once for each.
  private mutating func quotaUsage(of template: TemplateIndex) -> PodQuotaUsage {
    fillQuotaUsages()
    return quotaUsages[template.position]
  }

  private mutating func fillQuotaUsages() {
    while quotaUsages.count < compiledTemplates.count {
      let next = compiledTemplates[quotaUsages.count]
      quotaUsages.append(PodQuotaUsage(next.specification.spec))
    }
  }

  /// Adds a quota or changes the one of that name.
  mutating func set(_ manifest: ResourceQuota, exists: Bool) {
    fillQuotaUsages()
    let known = quotas.firstIndex {
      $0.manifest.metadata.name == manifest.metadata.name
        && $0.manifest.metadata.namespace == manifest.metadata.namespace
    }
    guard let known else {
      quotas.append(QuotaState(manifest: manifest, exists: exists))
      return
    }
    guard exists else { return }
    quotas[known] = QuotaState(manifest: manifest, exists: true)
    quotas[known].used = recounted(known)
  }
}
