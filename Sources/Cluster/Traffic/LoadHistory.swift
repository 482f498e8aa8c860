// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// How many load steps the histories of a workload reach back.
struct HistoryReach: Equatable, BitwiseCopyable, Sendable {
  /// Steps of the use of CPU.
  var cpu = 2
  /// Steps of the requests that arrived and wait.
  var requests = 2
  /// Steps of the requests that a pod holds, which its memory follows.
  var inFlight = 2
}

/// What a pod of a load group has used and received in all, at the end of each of the last steps.
struct LoadHistory: Sendable {
  /// CPU in seconds.
  var cpu: UsageHistory
  /// Requests that arrived.
  var requests: UsageHistory
  /// Requests that waited, times seconds.
  var waiting: UsageHistory
  /// Requests that were in the pod, times seconds.
  var inFlight: UsageHistory

  init(_ reach: HistoryReach, afterSteps count: Int) {
    cpu = UsageHistory(steps: reach.cpu, afterSteps: count)
    requests = UsageHistory(steps: reach.requests, afterSteps: count)
    waiting = UsageHistory(steps: reach.requests, afterSteps: count)
    inFlight = UsageHistory(steps: reach.inFlight, afterSteps: count)
  }

  /// Mixes in the history of other pods, as the mean over pods.
  mutating func mix(_ other: LoadHistory, share: Double) {
    cpu.mix(other.cpu, share: share)
    requests.mix(other.requests, share: share)
    waiting.mix(other.waiting, share: share)
    inFlight.mix(other.inFlight, share: share)
  }
}

extension LoadGroup {
  /// Adds a step in which a number of requests arrived at each pod; none if nobody serves.
  mutating func remember(requests: Double?, length: Double) {
    history.cpu.append(requests == nil ? 0 : cores * length, length: length)
    history.requests.append(requests ?? 0, length: length)
    history.waiting.append(requests == nil ? 0 : backlogPerPod * length, length: length)
    history.inFlight.append(requests == nil ? 0 : inFlight * length, length: length)
  }
}
