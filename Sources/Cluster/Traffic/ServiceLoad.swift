// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Scenario

/// The load of one workload: its rate, the pods that share it and what became of the requests.
struct ServiceLoad: Sendable {
  /// The rates, which add up; empty without traffic.
  private var curves: [RateCurve]
  /// The cost of a request, nil if the workload serves none.
  private let request: RequestCost?
  private let warmUpFactor: Double
  private let warmUpSeconds: Double
  private let idleCores: Double
  /// The bounds in seconds for which slow requests are counted.
  private let latencyBounds: [Double]
  /// The steps that are remembered.
  private let reach: HistoryReach
  /// All requests that arrived so far, for the metrics pipeline.
  private(set) var arrived: UsageHistory
  /// Steps since the start of the run, and their length in seconds.
  private var stepCount = 0
  private(set) var stepLength = 1.0

  private(set) var groups: [LoadGroup] = []
  /// The place of each group by its identity; merged groups point to the place they went to.
  private(set) var placeOfGroup: [Int] = []
  /// Pods that receive requests and answer none.
  private(set) var failingCount = 0
  /// Endpoints of pods that are gone, which proxies still send requests to.
  private(set) var abandonedCount = 0
  /// How often a pod became an endpoint or stopped being one.
  private(set) var endpointChangeCount = 0
  /// The time for which a load balancer gathers changes of addresses; nil if there is none.
  let reloadInterval: SimulationDuration?
  /// Whether changes of addresses wait to be taken over.
  var isReloadDue = false
  /// How often the load balancer took changes over.
  private(set) var reloadCount = 0
  /// What happened since the last reset, for the series.
  private(set) var interval = LoadTotals()
  /// What happened since the start of the run; the latencies are complete at each sample.
  private(set) var total = LoadTotals()
  /// The last step alone, for the objectives.
  private(set) var lastStep = StepResult()
  /// Requests that were lost with their pods since the last step.
  private var lostSinceStep = 0.0

  /// Seconds for which single pods that answer did not do so, to be told by the next step.
  private var interruptedPodSeconds = 0.0

  /// Requests of one step.
  struct StepResult: Sendable {
    var demand = 0.0
    var failed = 0.0
    /// Requests slower than each bound, in the order of the bounds.
    var slow: [Double] = []
  }

  init(
    curves: [RateCurve], behavior: BehaviorBlock?, latencyBounds: [Double],
    reach: HistoryReach = HistoryReach(cpu: 64)
  ) {
    self.curves = curves
    request = behavior?.request.map(RequestCost.init)
    warmUpFactor = behavior?.startup.warmUpFactor ?? 1
    warmUpSeconds = behavior?.startup.warmUpTime.seconds ?? 0
    idleCores = behavior?.idleCPUCores ?? 0
    reloadInterval = behavior?.loadBalancer?.reloadInterval
    self.latencyBounds = latencyBounds
    self.reach = reach
    arrived = UsageHistory(steps: reach.requests, afterSteps: 0)
    lastStep.slow = latencyBounds.map { _ in 0 }
  }

  /// Seconds that a request stays in a pod that has no queue; zero without requests.
  var requestSeconds: Double { request.map { $0.cpuSeconds + $0.waitSeconds } ?? 0 }

  /// Whether requests arrive at this workload.
  var hasTraffic: Bool { !curves.isEmpty }

  /// Endpoints whose requests nobody answers.
  private var unansweredCount: Int { failingCount + abandonedCount }

  /// Pods that receive requests, and pods that are gone and not yet forgotten.
  var endpointCount: Int { groups.reduce(unansweredCount) { $0 + $1.podCount } }

  /// Requests that wait in all pods.
  var queued: Double {
    groups.reduce(0) { $0 + Double($1.podCount) * $1.backlogPerPod }
  }

  /// CPU that the pods used in the last step, in cores.
  var cores: Double { groups.reduce(0) { $0 + Double($1.podCount) * $1.cores } }

  /// CPU that the pods on the nodes of a pool used in the last step, in cores.
  func cores(inPool pool: Int) -> Double {
    groups.reduce(0) { $0 + ($1.pool == pool ? Double($1.podCount) * $1.cores : 0) }
  }

  /// Adds a pod that answers requests and returns its group.
  mutating func join(
    limitCores: Double, pool: Int, atSeconds: Double, isWarm: Bool, errorRatio: Double = 0
  ) -> LoadGroupID {
    let warm = isWarm || warmUpFactor <= 1 || warmUpSeconds <= 0
    let place = groups.firstIndex {
      $0.limitCores == limitCores && $0.pool == pool && $0.isWarm == warm
        && (warm || $0.joinedAtSeconds == atSeconds) && $0.errorRatio == errorRatio
    }
    guard let place else {
      let id = LoadGroupID(rawValue: Int32(placeOfGroup.count))
      placeOfGroup.append(groups.count)
      groups.append(
        LoadGroup(
          id: id, limitCores: limitCores, pool: pool, joinedAtSeconds: atSeconds, isWarm: warm,
          errorRatio: errorRatio, podCount: 1,
          history: LoadHistory(reach, afterSteps: stepCount)))
      return id
    }
    // The newcomer has no backlog; the mean of the group keeps the sum of waiting requests.
    let count = Double(groups[place].podCount)
    groups[place].backlogPerPod *= count / (count + 1)
    groups[place].podCount += 1
    return groups[place].id
  }

  /// Whether the pods of a group have warmed up.
  func isWarm(_ id: LoadGroupID) -> Bool {
    id.rawValue >= 0 && groups[placeOfGroup[Int(id.rawValue)]].isWarm
  }

  /// Adds a pod that receives requests and answers none.
  mutating func joinFailing() -> LoadGroupID {
    failingCount += 1
    return .failing
  }

  /// Takes a pod out; what waits in it is answered before it ends, or fails if it just died.
  mutating func leave(_ id: LoadGroupID, isDead: Bool) {
    if id == .none { return }
    if id == .failing {
      failingCount -= 1
      return
    }
    let place = placeOfGroup[Int(id.rawValue)]
    let backlog = groups[place].backlogPerPod
    groups[place].podCount -= 1
    precondition(groups[place].podCount >= 0, "a pod left a load group that it was not in")
    let rest = LoadTotals.Step(served: isDead ? 0 : backlog, failed: isDead ? backlog : 0)
    interval.add(rest)
    total.add(rest)
    lostSinceStep += rest.failed
    if groups[place].podCount == 0 { groups[place].backlogPerPod = 0 }
  }

  /// Gives one pod of a group another limit; it keeps its age, its backlog and its past.
  mutating func resize(_ id: LoadGroupID, limitCores: Double) -> LoadGroupID {
    let source = placeOfGroup[Int(id.rawValue)]
    let group = groups[source]
    guard group.limitCores != limitCores else { return id }
    var target = groups.firstIndex {
      $0.limitCores == limitCores && $0.pool == group.pool && $0.isWarm == group.isWarm
        && $0.errorRatio == group.errorRatio
        && (group.isWarm || $0.joinedAtSeconds == group.joinedAtSeconds)
    }
    if target == nil {
      target = groups.count
      placeOfGroup.append(groups.count)
      groups.append(
        LoadGroup(
          id: LoadGroupID(rawValue: Int32(placeOfGroup.count - 1)), limitCores: limitCores,
          pool: group.pool, joinedAtSeconds: group.joinedAtSeconds, isWarm: group.isWarm,
          errorRatio: group.errorRatio, history: group.history))
    }
    guard let target else { return id }
    let share = 1 / Double(groups[target].podCount + 1)
    groups[target].backlogPerPod =
      groups[target].backlogPerPod * (1 - share) + group.backlogPerPod * share
    groups[target].history.mix(group.history, share: share)
    groups[target].podCount += 1
    groups[source].podCount -= 1
    if groups[source].podCount == 0 { groups[source].backlogPerPod = 0 }
    return groups[target].id
  }

  /// Counts the endpoint of a pod that is gone until it is forgotten.
  mutating func abandon() { abandonedCount += 1 }

  /// The proxies have learned that a pod is gone.
  mutating func forgetAbandoned() {
    abandonedCount -= 1
    endpointChangeCount += 1
  }

  /// Notes that a pod which answers requests does not do so for a time shorter than steps show.
  mutating func interrupt(_ id: LoadGroupID, seconds: Double) {
    if id.rawValue >= 0 { interruptedPodSeconds += seconds }
  }

  /// The load balancer takes over all changes of addresses since the last time.
  mutating func reload() {
    isReloadDue = false
    reloadCount += 1
  }

  /// Counts a change that the proxies and load balancers had to take over.
  mutating func noteEndpointChange() { endpointChangeCount += 1 }

  /// The mean CPU of a pod of a group in a window, in millicores rounded up.
  ///
  /// A pod that joined within the window has used nothing before.
  func usedMillis(
    _ id: LoadGroupID, fromSeconds start: Double, toSeconds end: Double, joinedAt joined: Double
  ) -> Int32 {
    guard id.rawValue >= 0, end > start, joined < end else { return 0 }
    let place = placeOfGroup[Int(id.rawValue)]
    let before = groups[place].history.cpu.total(
      atSeconds: max(start, joined), stepLength: stepLength)
    let after = groups[place].history.cpu.total(atSeconds: end, stepLength: stepLength)
    // A nanocore is the unit of the metrics API; the last bits of the totals lie below it.
    let nanocores = ((after - before) / (end - start) * 1e9).rounded()
    return Int32(clamping: Int64((nanocores / 1e6).rounded(.up)))
  }

  /// Begins a new interval of the series.
  mutating func resetInterval() {
    total.latency.add(interval.latency)
    interval.reset()
  }
}

extension ServiceLoad {
  /// Evaluates one step that begins at an instant.
  mutating func step(atSeconds start: Double, length: Double) {
    lastStep.failed = 0
    for bound in lastStep.slow.indices { lastStep.slow[bound] = 0 }
    stepCount += 1
    stepLength = length
    var rate = 0.0
    for place in curves.indices { rate += curves[place].value(at: start + length / 2) }
    lastStep.demand = rate * length
    let endpoints = endpointCount
    let perPod = endpoints == 0 ? 0 : rate / Double(endpoints)
    arrived.append(lastStep.demand, length: length)
    var cpuSeconds = 0.0
    var served = 0.0
    if endpoints == 0 {
      lastStep.failed = lastStep.demand
    } else {
      let podSeconds = Double(endpoints - unansweredCount) * length
      let missed = min(interruptedPodSeconds, podSeconds)
      interruptedPodSeconds -= missed
      lastStep.failed = perPod * length * Double(unansweredCount) + perPod * missed
      let answered = podSeconds > 0 ? 1 - missed / podSeconds : 1
      for place in groups.indices where groups[place].podCount > 0 {
        serve(
          place, perPod: perPod * answered, at: start, length: length, &served, &cpuSeconds)
      }
    }
    for place in groups.indices {
      let isServing = endpoints > 0 && groups[place].podCount > 0
      groups[place].remember(requests: isServing ? perPod * length : nil, length: length)
    }
    if endpoints > 0 { mergeWarmGroups(atSeconds: start + length) }
    let step = LoadTotals.Step(
      seconds: length, demand: lastStep.demand, served: served, failed: lastStep.failed,
      cpuSeconds: cpuSeconds)
    interval.add(step)
    total.add(step)
    // The totals hold these already; the objectives learn of them here.
    lastStep.failed += lostSinceStep
    lostSinceStep = 0
  }

  private mutating func serve(
    _ place: Int, perPod: Double, at start: Double, length: Double, _ served: inout Double,
    _ cpuSeconds: inout Double
  ) {
    let pods = Double(groups[place].podCount)
    guard let request else {
      groups[place].cores = idleCores
      cpuSeconds += pods * idleCores * length
      return
    }
    let outcome = groups[place].step(
      arrivalsPerSecond: perPod, costFactor: warmUpCost(groups[place], at: start), step: length,
      request: request)
    let hasBacklog = groups[place].backlogPerPod > 0 || outcome.backlog > 0
    groups[place].backlogPerPod = outcome.backlog
    let podCPU = min(outcome.cpuSeconds + idleCores * length, groups[place].limitCores * length)
    groups[place].cores = podCPU / length
    groups[place].inFlight = outcome.served / length * outcome.model.meanSeconds
    cpuSeconds += pods * podCPU

    // With a backlog the wait is the backlog itself, which never grows beyond the timeout: what is
    // worked on has not been given up, and what would wait longer has overflowed.
    let late = hasBacklog ? 0 : outcome.served * outcome.model.tail(request.timeoutSeconds)
    let errors = (outcome.served - late) * groups[place].errorRatio
    served += pods * (outcome.served - late - errors)
    lastStep.failed += pods * (late + outcome.overflowed + errors)
    for (bound, seconds) in latencyBounds.enumerated() where seconds < request.timeoutSeconds {
      lastStep.slow[bound] +=
        pods * (outcome.served * outcome.model.tail(seconds) + outcome.overflowed)
    }
    interval.latency.add(
      pods * outcome.served, following: outcome.model, timeout: request.timeoutSeconds)
    interval.latency.addTimedOut(pods * outcome.overflowed, timeout: request.timeoutSeconds)
  }

  /// How much more a request costs a pod that still warms up.
  private func warmUpCost(_ group: LoadGroup, at second: Double) -> Double {
    guard !group.isWarm else { return 1 }
    let age = max(0, second - group.joinedAtSeconds)
    return 1 + (warmUpFactor - 1) * PortableMath.exp(-age / warmUpSeconds)
  }

  /// Moves groups whose extra cost is below a part in two thousand to the warm group.
  private mutating func mergeWarmGroups(atSeconds now: Double) {
    var place = 0
    while place < groups.count {
      let group = groups[place]
      let isDone = !group.isWarm && now - group.joinedAtSeconds > 8 * warmUpSeconds
      guard isDone || (!group.isWarm && group.podCount == 0) else {
        place += 1
        continue
      }
      merge(place)
    }
  }

  private mutating func merge(_ place: Int) {
    let group = groups[place]
    var target = groups.firstIndex {
      $0.isWarm && $0.limitCores == group.limitCores && $0.pool == group.pool
        && $0.errorRatio == group.errorRatio
    }
    if target == nil {
      target = groups.count
      let id = LoadGroupID(rawValue: Int32(placeOfGroup.count))
      placeOfGroup.append(groups.count)
      groups.append(
        LoadGroup(
          id: id, limitCores: group.limitCores, pool: group.pool, joinedAtSeconds: 0,
          isWarm: true, errorRatio: group.errorRatio, history: group.history))
    }
    guard let target else { return }
    let together = Double(groups[target].podCount + group.podCount)
    if together > 0 {
      let mine = Double(group.podCount) / together
      let theirs = 1 - mine
      groups[target].backlogPerPod =
        groups[target].backlogPerPod * theirs + group.backlogPerPod * mine
      groups[target].history.mix(group.history, share: mine)
    }
    groups[target].podCount += group.podCount
    groups.remove(at: place)
    let destination = target > place ? target - 1 : target
    for id in placeOfGroup.indices {
      if placeOfGroup[id] == place {
        placeOfGroup[id] = destination
      } else if placeOfGroup[id] > place {
        placeOfGroup[id] -= 1
      }
    }
  }
}
