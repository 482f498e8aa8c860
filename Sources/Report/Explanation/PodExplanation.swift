// SPDX-License-Identifier: Apache-2.0

package import Metrics

/// The life of one pod: what it waited for, why it had no node, who ended it.
package struct PodExplanation: Sendable, Equatable {
  /// The pod.
  package var pod: PodRecord
  /// Its waits from the decision to create it to availability, or to where it stopped.
  package var path: CriticalPath
  /// The changes of the pod where it was, each with its waits.
  package var updates: [Update]
  /// What happened to it and to its node, in order of time.
  package var events: [EventRecord]

  /// One change in place.
  package struct Update: Sendable, Equatable {
    /// The change.
    package var record: PodUpdateRecord
    /// Its waits.
    package var path: CriticalPath
  }

  /// The wait for the end, from the request to the removal of the object; nil if it never ended.
  package var shutdownMicroseconds: Int64? {
    guard pod.stages.terminating >= 0, pod.stages.deleted >= 0 else { return nil }
    return pod.stages.deleted - pod.stages.terminating
  }
}

extension RunHistory {
  /// The lives of the pods of a name, `namespace/name`, in order of their creation.
  ///
  /// The events are those of the run about pods of that name and about nodes.
  package func explainPods(named name: String, events: [EventRecord]) -> [PodExplanation] {
    pods.filter { $0.name == name }.sorted { $0.stages.created < $1.stages.created }
      .map { explain($0, events: events) }
  }

  private func explain(_ pod: PodRecord, events: [EventRecord]) -> PodExplanation {
    let end = pod.stages.deleted >= 0 ? pod.stages.deleted : endMicroseconds
    let changes = updates.filter {
      $0.pod == pod.name && pod.stages.created <= $0.stages.updated && $0.stages.updated <= end
    }
    return PodExplanation(
      pod: pod, path: path(of: PodLife(pod), until: pod.stages.terminating),
      updates: changes.map {
        PodExplanation.Update(
          record: $0, path: path(of: PodLife($0), until: pod.stages.terminating))
      },
      events: events.filter {
        guard pod.stages.created <= $0.timeMicroseconds, $0.timeMicroseconds <= end else {
          return false
        }
        if $0.kind == "Pod" { return $0.object == pod.name }
        return $0.kind == "Node" && $0.object == pod.node
      })
  }

  private func path(of life: PodLife, until ended: Int64) -> CriticalPath {
    let stop = ended >= 0 ? ended : endMicroseconds
    let isDone = life.available >= 0 || life.ready >= 0
    var path = CriticalPath(
      endingAt: isDone ? life.lastInstant : max(stop, life.lastInstant))
    if !isDone, life.scheduled >= 0 || life.isInPlace {
      path.prepend(.unfinished, from: life.lastInstant, pod: life.name)
    }
    life.prepend(to: &path, waiting: waits)
    return path.finished(from: .min)
  }
}
