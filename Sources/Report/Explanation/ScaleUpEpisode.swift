// SPDX-License-Identifier: Apache-2.0

import Metrics

/// A rise of a workload's replicas, in one step or several, and where its minutes went.
package struct ScaleUpEpisode: Sendable, Equatable {
  /// The workload as `Kind/namespace/name`.
  package var target: String
  /// Who decided, each once, in order of their first decision.
  package var autoscalers: [String]
  /// The first decision.
  package var decidedMicroseconds: Int64
  /// The number of decisions that raised the count.
  package var stepCount: Int
  /// The replicas before the first and after the last of them.
  package var before: Int64
  package var after: Int64
  /// The pod that was ready last, or the first that never was; nil if none was made.
  package var slowest: PodLife?
  /// What the time went into, from what the metrics first told to the last pod's readiness.
  package var path: CriticalPath
  /// Whether a pod was still not ready when the run ended.
  package var isUnfinished = false

  /// The length in microseconds.
  package var length: Int64 { path.steps.reduce(0) { $0 + $1.length } }
}

extension RunHistory {
  /// Two rises belong together if the second is decided at most this long after the first is over.
  private static let longestPause: Int64 = 60_000_000

  /// The rises of replicas, in order of their first decision.
  package func scaleUps() -> [ScaleUpEpisode] {
    var targets: [String] = []
    var rises: [String: [ScalingDecisionRecord]] = [:]
    for decision in decisions where decision.quantity == "replicas" {
      guard decision.after > decision.before else { continue }
      if rises[decision.target] == nil { targets.append(decision.target) }
      rises[decision.target, default: []].append(decision)
    }
    return targets.flatMap { episodes(of: $0, rises[$0] ?? []) }
      .sorted { ($0.decidedMicroseconds, $0.target) < ($1.decidedMicroseconds, $1.target) }
  }

  private func episodes(
    of target: String, _ rises: [ScalingDecisionRecord]
  ) -> [ScaleUpEpisode] {
    let lives = pods.filter { $0.workload == target && $0.stages.requested >= 0 }
      .map { PodLife($0) }.sorted { ($0.stored, $0.name) < ($1.stored, $1.name) }
    var next = 0
    var episodes: [ScaleUpEpisode] = []
    var group: [(decision: ScalingDecisionRecord, lives: ArraySlice<PodLife>)] = []
    var end = Int64.min
    for (place, rise) in rises.enumerated() {
      if !group.isEmpty, rise.timeMicroseconds > end + Self.longestPause {
        episodes.append(episode(of: target, group))
        group = []
      }
      // A pod that was asked for before the decision belongs to something else.
      while next < lives.count, lives[next].requested < rise.timeMicroseconds { next += 1 }
      let limit = place + 1 < rises.count ? rises[place + 1].timeMicroseconds : endMicroseconds
      let wanted = min(lives.count, next + Int(rise.after - rise.before))
      var last = next
      while last < wanted, lives[last].requested <= limit { last += 1 }
      group.append((rise, lives[next..<last]))
      end = max(end, rise.timeMicroseconds)
      for life in lives[next..<last] { end = max(end, life.ready >= 0 ? life.ready : end) }
      next = last
    }
    if !group.isEmpty { episodes.append(episode(of: target, group)) }
    return episodes
  }

  private func episode(
    of target: String,
    _ group: [(decision: ScalingDecisionRecord, lives: ArraySlice<PodLife>)]
  ) -> ScaleUpEpisode {
    let first = group[0].decision
    var episode = ScaleUpEpisode(
      target: target, autoscalers: [], decidedMicroseconds: first.timeMicroseconds,
      stepCount: group.count, before: first.before, after: group[group.count - 1].decision.after,
      path: CriticalPath(endingAt: first.timeMicroseconds))
    for (decision, _) in group where !episode.autoscalers.contains(decision.autoscaler) {
      episode.autoscalers.append(decision.autoscaler)
    }
    var decision = first
    for (rise, lives) in group {
      for life in lives where Self.isSlower(life, than: episode.slowest) {
        (episode.slowest, decision) = (life, rise)
      }
    }
    if let slowest = episode.slowest {
      episode.isUnfinished = slowest.ready < 0
      episode.path = CriticalPath(endingAt: slowest.ready >= 0 ? slowest.ready : endMicroseconds)
      if slowest.ready < 0, slowest.scheduled >= 0 {
        episode.path.prepend(.unfinished, from: slowest.lastInstant, pod: slowest.name)
      }
      slowest.prependToReady(to: &episode.path, waiting: waits)
      RequestSpans(group.flatMap(\.lives), [])
        .prepend(to: &episode.path, from: decision.timeMicroseconds)
    }
    let onset = Self.onset(of: first)
    Self.prepend(decision, to: &episode.path)
    episode.path.prepend(.earlierSteps, from: onset)
    episode.path = episode.path.finished(from: onset)
    return episode
  }

  /// Tells what a decision had waited for, backwards.
  private static func prepend(_ decision: ScalingDecisionRecord, to path: inout CriticalPath) {
    guard let delays = decision.inputs?.delays else { return }
    var instant = decision.timeMicroseconds
    for (cause, length) in [
      (PathCause.stabilization, delays.stabilization), (.sync, delays.syncWait),
      (.metricAge, delays.metricAge + delays.window / 2),
    ] where length > 0 {
      instant -= length
      path.prepend(cause, from: instant)
    }
  }

  /// The instant of which the metrics told that led to a decision.
  private static func onset(of decision: ScalingDecisionRecord) -> Int64 {
    var path = CriticalPath(endingAt: decision.timeMicroseconds)
    prepend(decision, to: &path)
    return path.begin
  }

  /// Whether a pod was ready later than another; one that never was is slowest, the first of them.
  private static func isSlower(_ life: PodLife, than other: PodLife?) -> Bool {
    guard let other else { return true }
    if other.ready < 0 { return false }
    return life.ready < 0 || life.ready > other.ready
  }
}
