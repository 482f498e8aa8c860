// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Metrics

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
  }

  mutating func recordUnschedulable(_ handle: PodHandle, _ failure: FitFailure) {
    let pod = pods[handle]
    record(
      .failedScheduling, .pod(pod.replicaSet, ordinal: pod.ordinal),
      recorder.intern(failure.message))
  }

  mutating func recordLife(of handle: PodHandle) {
    let pod = pods[handle]
    for instant in [
      pod.stages.created, pod.stages.scheduled, pod.stages.started, pod.stages.ready,
      pod.stages.terminating, pod.stages.deleted,
    ] {
      rollingDigest.combine(instant)
    }
    recorder.lives.append(pod)
  }

  /// Hands over what was recorded since the last call.
  public mutating func drain() -> RunBatch {
    var batch = RunBatch()
    batch.chunks = sampler.takeFullChunks()
    batch.events = recorder.entries.map { rendered($0) }
    batch.pods = recorder.lives.map { rendered($0) }
    recorder.entries.removeAll(keepingCapacity: true)
    recorder.lives.removeAll(keepingCapacity: true)
    return batch
  }

  private func rendered(_ entry: Recorder.Entry) -> EventRecord {
    let object = rendered(entry.subject)
    let text: String
    switch (entry.reason, entry.subject) {
    case (.failedScheduling, _): text = recorder.texts[Int(entry.first)]
    case (.scaledReplicaSet, .replicaSet(let index)): text = replicaSets[index].name
    default: text = ""
    }
    return EventRecord(
      timeMicroseconds: entry.time.microseconds, isWarning: entry.reason.isWarning,
      kind: object.kind, object: object.name, reason: entry.reason.word,
      message: entry.reason.message(entry.first, entry.second, text: text))
  }

  private func rendered(_ subject: RecordedSubject) -> (kind: String, name: String) {
    switch subject {
    case .deployment(let index):
      ("Deployment", "\(deployments[index].namespace)/\(deployments[index].name)")
    case .replicaSet(let index):
      // The Deployment controller writes its events to the Deployment.
      rendered(.deployment(replicaSets[index].deployment))
    case .pod(let index, let ordinal):
      (
        "Pod",
        "\(replicaSets[index].namespace)/\(replicaSets[index].name)-\(PodName.suffix(ordinal))"
      )
    case .node(let index): ("Node", nodes.names[index])
    case .pool(let index): ("NodePool", pools[index])
    case .autoscaler(let index):
      (
        "HorizontalPodAutoscaler", "\(autoscalers[index].namespace)/\(autoscalers[index].name)"
      )
    case .cronAutoscaler(let index):
      (
        "CronHorizontalPodAutoscaler",
        "\(cronAutoscalers[index].namespace)/\(cronAutoscalers[index].name)"
      )
    }
  }

  private func rendered(_ pod: PodState) -> PodRecord {
    let replicaSet = replicaSets[pod.replicaSet]
    let deployment = replicaSet.deployment
    let workload =
      deployment.isNone
      ? "ReplicaSet/\(replicaSet.namespace)/\(replicaSet.name)"
      : "Deployment/\(replicaSet.namespace)/\(deployments[deployment].name)"
    return PodRecord(
      name: "\(replicaSet.namespace)/\(replicaSet.name)-\(PodName.suffix(pod.ordinal))",
      workload: workload, revision: replicaSet.revision,
      node: pod.node.isNone ? nil : nodes.names[pod.node], stages: pod.stages)
  }
}
