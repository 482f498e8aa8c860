// SPDX-License-Identifier: Apache-2.0

package import Metrics

/// The way of a pod to availability: after it was created, or after it was changed in place.
package struct PodLife: Sendable, Equatable {
  /// The pod as `namespace/name`.
  package var name: String
  /// The revision that it has, or gets.
  package var revision: Int
  /// The node, or nil.
  package var node: String?
  /// Whether it was changed where it was.
  package var isInPlace: Bool
  /// The state of the cluster that the decision was made of; -1 if not known, as all below.
  package var known: Int64
  /// When its controller decided on it.
  package var requested: Int64
  /// When the API server stored it, or the change.
  package var stored: Int64
  /// When the old containers had ended, for a change in place.
  package var exited: Int64 = -1
  /// The stages of the start.
  package var scheduled: Int64 = -1
  package var seen: Int64 = -1
  package var sandboxed: Int64 = -1
  package var pulling: Int64
  package var pulled: Int64
  package var started: Int64
  package var answering: Int64
  package var ready: Int64
  package var available: Int64

  /// The first life of a pod.
  package init(_ pod: PodRecord) {
    let stages = pod.stages
    (name, revision, node, isInPlace) = (pod.name, pod.revision, pod.node, false)
    (known, requested, stored) = (stages.known, stages.requested, stages.created)
    (scheduled, seen, sandboxed) = (stages.scheduled, stages.seen, stages.sandboxed)
    (pulling, pulled, started) = (stages.pulling, stages.pulled, stages.started)
    (answering, ready, available) = (stages.answering, stages.ready, stages.available)
  }

  /// The life of a pod after a change.
  package init(_ update: PodUpdateRecord) {
    let stages = update.stages
    (name, revision, node, isInPlace) = (update.pod, update.revision, update.node, true)
    (known, requested, stored) = (stages.known, stages.requested, stages.updated)
    exited = stages.exited
    (pulling, pulled, started) = (stages.pulling, stages.pulled, stages.started)
    (answering, ready, available) = (stages.answering, stages.ready, stages.available)
  }

  /// The last instant at which something happened to it.
  package var lastInstant: Int64 {
    [
      stored, exited, scheduled, seen, sandboxed, pulling, pulled, started,
      isWaitingForAnswer ? started : answering, ready, available,
    ].max() ?? stored
  }

  private var isWaitingForAnswer: Bool { answering < 0 }

  /// Tells a path backwards from availability to the decision on this life.
  ///
  /// What waited for a node is told apart by `waiting`: the scheduler, room, or a new node.
  package func prepend(
    to path: inout CriticalPath, waiting: (PodLife) -> [(cause: PathCause, from: Int64)]
  ) {
    if available >= 0, ready >= 0 { path.prepend(.minReady, from: ready, pod: name) }
    prependToReady(to: &path, waiting: waiting)
  }

  /// Tells a path backwards from readiness to the decision on this life.
  package func prependToReady(
    to path: inout CriticalPath, waiting: (PodLife) -> [(cause: PathCause, from: Int64)]
  ) {
    func step(_ cause: PathCause, _ from: Int64) {
      if from >= 0 { path.prepend(cause, from: from, pod: name) }
    }
    if ready >= 0 { step(.probe, answering >= 0 ? min(answering, ready) : started) }
    step(.warmUp, started)
    step(.start, pulled)
    // The wait behind other images of the node counts as pulling.
    if pulling >= 0 { step(.pull, isInPlace ? exited : sandboxed >= 0 ? sandboxed : pulling) }
    if isInPlace {
      step(.start, exited)
      step(.shutdown, stored)
    } else {
      step(.start, scheduled)
      for wait in waiting(self) { step(wait.cause, wait.from) }
      step(.scheduling, stored)
    }
    step(.clientRate, requested)
  }
}
