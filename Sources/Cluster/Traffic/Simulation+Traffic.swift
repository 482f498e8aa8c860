// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// The load: its steps, and the pods that join and leave it.
extension Simulation {
  /// Evaluates the step that begins now for every workload.
  mutating func stepTraffic() {
    let length = trafficStep.seconds
    for place in loads.indices {
      loads[place].step(atSeconds: now.seconds, length: length)
    }
    for objective in objectives.indices {
      let place = objectives[objective].load
      objectives[objective].add(loads[place].lastStep, at: now)
    }
    podSteps += Int64(pods.count)
    let next = now + trafficStep
    if next < endTime { schedule(.trafficStepped, at: next, .traffic) }
  }

  /// Puts a pod where requests reach it: among those that answer, or those that cannot.
  ///
  /// A pod that goes on serving, other than before, may keep the warmth that it has.
  mutating func rejoinLoad(_ handle: PodHandle, keepsWarmth: Bool = false) {
    guard let place = loadPlace(of: handle) else { return }
    let pod = pods[handle]
    if pod.loadGroup == .none, now > .zero { loads[place].noteEndpointChange() }
    let isWarm = keepsWarmth && loads[place].isWarm(pod.loadGroup)
    loads[place].leave(pod.loadGroup, isDead: false)
    if !pod.canAnswer || health[pod.node.position].isSilent {
      pods[handle].loadGroup = loads[place].joinFailing()
      return
    }
    let limit = behaviors[pod.template.position].limitCores
    pods[handle].loadGroup = loads[place].join(
      limitCores: limit, pool: Int(nodes.pool[pod.node]), atSeconds: loadStepStart,
      isWarm: isWarm || pod.startTime < .zero, errorRatio: errorRatio(of: pod))
  }

  /// The beginning of the load step in which this instant lies.
  private var loadStepStart: Double {
    (.zero + trafficStep * (now.sinceStart / trafficStep)).seconds
  }

  mutating func leaveLoad(_ handle: PodHandle) {
    guard pods[handle].loadGroup != .none, let place = loadPlace(of: handle) else { return }
    loads[place].noteEndpointChange()
    loads[place].leave(pods[handle].loadGroup, isDead: false)
    pods[handle].loadGroup = .none
  }

  /// A pod has died; requests go on to it until it is missed.
  mutating func moveToFailing(_ handle: PodHandle) {
    guard pods[handle].loadGroup != .none, let place = loadPlace(of: handle) else { return }
    loads[place].leave(pods[handle].loadGroup, isDead: true)
    pods[handle].loadGroup = loads[place].joinFailing()
  }

  func loadPlace(of handle: PodHandle) -> Int? {
    let deployment = replicaSets[pods[handle].replicaSet].deployment
    guard !deployment.isNone else { return nil }
    let place = loadOfDeployment[deployment.position]
    return place < 0 ? nil : Int(place)
  }
}
