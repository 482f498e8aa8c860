// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Metrics
import Scenario

/// Writing down what happened, and handing it over.
extension Simulation {
  mutating func record(
    _ reason: RecordedReason, _ subject: RecordedSubject, _ first: Int64 = 0, _ second: Int64 = 0
  ) {
    rollingDigest.combine(UInt64(reason.rawValue) << 56 ^ subject.word)
    rollingDigest.combine(first)
    rollingDigest.combine(second)
    recorder.entries.append(
      Recorder.Entry(time: now, reason: reason, subject: subject, first: first, second: second))
    // Of whatever kind the workload is, its rollout has only this end.
    if reason == .rolloutCompleted, case .deployment(let index) = subject {
      endBatch(of: index, .completed)
    }
  }

  /// Records why a pod found no node, and returns whether that is another reason than before.
  mutating func noteUnschedulable(_ handle: PodHandle, _ message: String) -> Bool {
    let text = recorder.intern(message)
    let pod = pods[handle]
    guard pod.failureText != Int32(text) else { return false }
    pods[handle].failureText = Int32(text)
    record(.failedScheduling, .pod(pod.replicaSet, ordinal: pod.ordinal), text)
    return true
  }

  /// Records that a pod has to leave a node for another one.
  mutating func recordPreempted(
    _ pod: PodState, by preemptor: RecordedSubject, on node: NodeIndex
  ) {
    record(
      .preempted, .pod(pod.replicaSet, ordinal: pod.ordinal), Int64(bitPattern: preemptor.word),
      Int64(node.rawValue))
  }

  /// Records for each workload how many of its pods still wait, and for what.
  mutating func recordPendingPods() {
    for index in deployments.indices {
      var reasons: [(text: Int64, count: Int64)] = []
      for replicaSet in deployments[index].replicaSets {
        for handle in replicaSets[replicaSet].pods where pods[handle].stage == .pending {
          let text = pendingReason(of: handle)
          if let place = reasons.firstIndex(where: { $0.text == text }) {
            reasons[place].count += 1
          } else {
            reasons.append((text, 1))
          }
        }
      }
      for reason in reasons {
        record(.podsPending, .deployment(index), reason.count, reason.text)
      }
    }
  }

  /// Records for each workload how far a failing configuration came.
  mutating func recordMisconfiguredPods() {
    for index in deployments.indices where deployments[index].misconfigured.total > 0 {
      let count = deployments[index].misconfigured
      record(.podsMisconfigured, .deployment(index), Int64(count.total), Int64(count.most))
    }
  }

  private mutating func pendingReason(of handle: PodHandle) -> Int64 {
    let template = pods[handle].template
    if schedulingQueue.place(of: handle) == .gated {
      return recorder.intern("Scheduling is blocked due to non-empty scheduling gates")
    }
    if profile(of: template) == nil {
      return recorder.intern(
        "there is no scheduler \"\(nodes.templates[template].schedulerName)\"")
    }
    let known = pods[handle].failureText
    return known >= 0 ? Int64(known) : recorder.intern("the scheduler has not tried them yet")
  }

  mutating func recordLife(of handle: PodHandle) {
    let pod = pods[handle]
    for instant in [
      pod.stages.created, pod.stages.scheduled, pod.stages.started, pod.stages.ready,
      pod.stages.terminating, pod.stages.deleted,
    ] {
      rollingDigest.combine(instant)
    }
    closeUpdate(of: handle)
    recorder.lives.append(pod)
  }

  /// Hands over what was recorded since the last call.
  public mutating func drain() -> RunBatch {
    var batch = RunBatch()
    batch.chunks = sampler.takeFullChunks()
    batch.events = recorder.entries.map { rendered($0) }
    batch.pods = recorder.lives.map { rendered($0) }
    batch.podUpdates = recorder.endedUpdates.map { rendered($0) }
    swap(&batch.decisions, &recorder.decisions)
    swap(&batch.batches, &recorder.batches)
    swap(&batch.batchStatuses, &recorder.batchStatuses)
    recorder.endedUpdates.removeAll(keepingCapacity: true)
    recorder.entries.removeAll(keepingCapacity: true)
    recorder.lives.removeAll(keepingCapacity: true)
    return batch
  }

  private func rendered(_ entry: Recorder.Entry) -> EventRecord {
    let object = rendered(entry.subject)
    let text: String
    switch (entry.reason, entry.subject) {
    case (.failedScheduling, _), (.failedCreate, _): text = recorder.texts[Int(entry.first)]
    case (.podsPending, _): text = recorder.texts[Int(entry.second)]
    case (.preempted, _): text = preemption(entry)
    case (.claimCreated, _): text = recorder.texts[Int(entry.first)]
    case (.rescaled, _), (.recommended, _): text = recorder.texts[Int(entry.second)]
    case (.scaledReplicaSet, .replicaSet(let index)): text = replicaSets[index].name
    case (.jobCreated, _): text = jobs[Int(entry.first)].name
    default: text = ""
    }
    return EventRecord(
      timeMicroseconds: entry.time.microseconds, isWarning: entry.reason.isWarning,
      kind: object.kind, object: object.name, reason: entry.reason.word,
      message: entry.reason.message(entry.first, entry.second, text: text))
  }

  /// Which pod takes whose room.
  private func preemption(_ entry: Recorder.Entry) -> String {
    let word = UInt64(bitPattern: entry.first)
    let preemptor = RecordedSubject.pod(
      ReplicaSetIndex(rawValue: UInt32(word >> 32)), ordinal: UInt32(truncatingIfNeeded: word))
    let node = NodeIndex(rawValue: UInt32(truncatingIfNeeded: entry.second))
    return "\(rendered(preemptor).name) on node \(nodes.names[node])"
  }

  private func rendered(_ subject: RecordedSubject) -> (kind: String, name: String) {
    switch subject {
    case .deployment(let index):
      (deployments[index].kind.name, "\(deployments[index].namespace)/\(deployments[index].name)")
    case .replicaSet(let index):
      // The Deployment controller writes its events to the Deployment.
      rendered(.deployment(replicaSets[index].deployment))
    case .pod(let index, let ordinal):
      ("Pod", "\(replicaSets[index].namespace)/\(podName(of: index, ordinal: ordinal))")
    case .node(let index): ("Node", nodes.names[index])
    case .job(let place):
      ("Job", "\(replicaSets[jobs[place].group].namespace)/\(jobs[place].name)")
    case .controlPlane: ("ControlPlane", "controllers and scheduler")
    case .pool(let index): ("NodePool", pools[index])
    case .poolAutoscaler(let index):
      ("PoolAutoscaler", "\(poolAutoscalers[index].namespace)/\(poolAutoscalers[index].name)")
    case .scaledObject(let index):
      ("ScaledObject", "\(scaledObjects[index].namespace)/\(scaledObjects[index].name)")
    case .autoscaler(let index):
      (
        "HorizontalPodAutoscaler", "\(autoscalers[index].namespace)/\(autoscalers[index].name)"
      )
    case .verticalAutoscaler(let index):
      (
        "VerticalPodAutoscaler",
        "\(verticalAutoscalers[index].namespace)/\(verticalAutoscalers[index].name)"
      )
    case .configMap(let place):
      ("ConfigMap", "\(configs.maps[place].namespace)/\(configs.maps[place].name)")
    case .cronHPA(let index):
      ("CronHPA", "\(cronHPAs[index].namespace)/\(cronHPAs[index].name)")
    case .cronAutoscaler(let index):
      (
        "CronHorizontalPodAutoscaler",
        "\(cronAutoscalers[index].namespace)/\(cronAutoscalers[index].name)"
      )
    }
  }

  private func rendered(_ pod: PodState) -> PodRecord {
    var record = PodRecord(
      name: fullName(of: pod.replicaSet, ordinal: pod.ordinal),
      workload: workload(of: pod.replicaSet), revision: replicaSets[pod.replicaSet].revision,
      node: pod.node.isNone ? nil : nodes.names[pod.node], stages: pod.stages)
    // It was planned when the containers started; the pod or the run may have ended before.
    if record.stages.answering > now.microseconds
      || pod.stages.deleted >= 0
        && record.stages.answering > pod.stages.deleted
    {
      record.stages.answering = -1
    }
    record.ending = pod.isTerminating ? pod.ending : nil
    return record
  }

  private func rendered(_ update: Recorder.Update) -> PodUpdateRecord {
    PodUpdateRecord(
      pod: fullName(of: update.replicaSet, ordinal: update.ordinal),
      workload: workload(of: update.replicaSet),
      revision: replicaSets[update.replicaSet].revision,
      node: update.node.isNone ? nil : nodes.names[update.node], stages: update.stages)
  }

  private func fullName(of group: ReplicaSetIndex, ordinal: UInt32) -> String {
    "\(replicaSets[group].namespace)/\(podName(of: group, ordinal: ordinal))"
  }

  /// The workload that owns the pods of a group; the group itself if nobody does.
  private func workload(of group: ReplicaSetIndex) -> String {
    let state = replicaSets[group]
    guard !state.deployment.isNone else { return "ReplicaSet/\(state.namespace)/\(state.name)" }
    return deployments[state.deployment].reference.description
  }
}
