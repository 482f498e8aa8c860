// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// Names a load group for as long as a run lasts, also after it has merged into another.
struct LoadGroupID: Equatable, BitwiseCopyable, Sendable {
  let rawValue: Int32

  /// Serves nothing.
  static let none = LoadGroupID(rawValue: -1)
  /// Receives requests and answers none: its node is dead or its application has not started.
  static let failing = LoadGroupID(rawValue: -2)
}

/// Pods of one workload in equal state: same limit, same pool, same warm-up, same backlog.
///
/// The cost of a load step grows with the number of groups, not of pods or requests.
struct LoadGroup: Sendable {
  let id: LoadGroupID
  /// CPU that one pod may use.
  let limitCores: Double
  /// The pool of the nodes of these pods.
  let pool: Int
  /// When the pods joined, in seconds; they warm up from then on.
  let joinedAtSeconds: Double
  /// Whether the warm-up is over, so that pods of any age belong here.
  let isWarm: Bool
  /// The share of requests that these pods answer with errors.
  var errorRatio = 0.0
  var podCount = 0
  /// Requests that wait in each pod.
  var backlogPerPod = 0.0
  /// What each pod has used and received, for the metrics pipelines.
  var history = LoadHistory(HistoryReach(), afterSteps: 0)
  /// CPU that each pod used in the last step, in cores.
  var cores = 0.0
  /// Requests in each pod on average over the last step.
  var inFlight = 0.0

  /// What one step brings to one pod of the group.
  struct Outcome: Equatable, Sendable {
    var served = 0.0
    /// Requests given up because the queue ahead of them was longer than the timeout.
    var overflowed = 0.0
    var cpuSeconds = 0.0
    var backlog = 0.0
    var model: QueueModel
  }

  /// One step of one pod.
  ///
  /// The backlog is a fluid: what arrives beyond the capacity waits, and what would wait longer
  /// than the timeout is given up. Requests that find a free capacity queue as `QueueModel` says.
  ///
  /// - Parameters:
  ///   - arrivalsPerSecond: requests that arrive at the pod.
  ///   - costFactor: the extra cost of warm-up, 1 when warm.
  ///   - step: the length of the step in seconds.
  ///   - request: what a request costs.
  /// - Returns: what became of the requests, and how long those took that were worked on.
  func step(
    arrivalsPerSecond: Double, costFactor: Double, step: Double, request: RequestCost
  ) -> Outcome {
    let cpuSeconds = request.cpuSeconds * costFactor
    // One request runs on one core at most; a limit below a core slows it down.
    let onCPU = cpuSeconds / min(1, limitCores)
    let byCPU = limitCores / cpuSeconds
    let byThreads = Double(request.concurrency) / (onCPU + request.waitSeconds)
    let capacity = min(byCPU, byThreads)
    let servers = byCPU <= byThreads ? max(1, Int(limitCores)) : request.concurrency

    let offered = backlogPerPod + arrivalsPerSecond * step
    let worked = min(offered, capacity * step)
    let left = offered - worked
    let backlog = min(left, capacity * request.timeoutSeconds)
    let model = QueueModel(
      servers: servers,
      serviceSeconds: byCPU <= byThreads ? onCPU : onCPU + request.waitSeconds,
      capacityPerSecond: capacity,
      serviceSpread: request.cpuSpread, arrivalSpread: request.arrivalSpread,
      arrivalsPerSecond: arrivalsPerSecond,
      fixedSeconds: (byCPU <= byThreads ? request.waitSeconds : 0) + backlogPerPod / capacity)
    return Outcome(
      served: worked, overflowed: left - backlog, cpuSeconds: worked * cpuSeconds,
      backlog: backlog, model: model)
  }
}
