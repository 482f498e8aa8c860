// SPDX-License-Identifier: Apache-2.0

import EventKernel
package import Manifests

/// A StatefulSet in a closed loop: format `statefulset-trajectory/1`.
package struct StatefulSetTrajectory: RecordedWorkloadCase {
  package static let format = "statefulset-trajectory/1"
  package static let outputKeys = ["actions", "states"]

  /// What happens to the StatefulSet or its pods from outside.
  enum Change: Sendable {
    case replicas(Int)
    case templateVersion(String)
    case partition(Int)
    case podsFail([Int])
    case podsDeletedByHand([Int])
    case podsBecomeUnready([Int])
    case podsBecomeReadyAgain([Int])
  }

  /// Changes at one instant.
  struct Event: Sendable {
    var time: SimulationTime
    var changes: [Change]
  }

  /// The spec as far as recordings have it.
  struct Spec: Sendable {
    var replicas = 1
    var firstOrdinal = 0
    var policy = StatefulSet.PodManagementPolicy.orderedReady
    var strategy = StatefulSet.UpdateStrategyType.rollingUpdate
    var partition = 0
    var maxUnavailable: IntOrString?
    var minReady = SimulationDuration.zero
    var templateVersion = ""

    init(reading reader: ObjectReader?) {
      guard let reader else { return }
      replicas = reader.recordedCount("replicas") ?? replicas
      firstOrdinal = reader.count("startOrdinal").map { Int($0) } ?? 0
      policy =
        reader.oneOf("podManagementPolicy", as: StatefulSet.PodManagementPolicy.self) ?? policy
      strategy =
        reader.oneOf("updateStrategy", as: StatefulSet.UpdateStrategyType.self) ?? strategy
      partition = reader.count("partition").map { Int($0) } ?? 0
      maxUnavailable = reader.recordedAmount("maxUnavailable")
      minReady = reader.recordedSeconds("minReadySeconds") ?? .zero
      templateVersion = reader.requiredString("templateVersion")
    }
  }

  let spec: Spec
  /// The gate MaxUnavailableStatefulSet.
  let honoursMaxUnavailable: Bool
  let delays: ReadyDelays
  let termination: SimulationDuration
  let startsEmpty: Bool
  /// In order of time.
  let events: [Event]
  let horizon: SimulationTime

  package init(reading reader: ObjectReader) {
    spec = Spec(reading: reader.requiredObject("statefulSet"))
    honoursMaxUnavailable =
      reader.object("featureGates")?.bool("MaxUnavailableStatefulSet") ?? false
    delays = ReadyDelays(reading: reader.object("podReadyAfterSeconds"))
    termination = reader.recordedSeconds("terminationSeconds") ?? .zero
    startsEmpty = reader.bool("startsEmpty") ?? false
    horizon = .zero + (reader.recordedSeconds("horizonSeconds") ?? .zero)
    let read = reader.list("events") { reader in
      Event(
        time: .zero + (reader.recordedSeconds("t") ?? .zero),
        changes: StatefulSetTrajectory.changes(reading: reader))
    }
    events = read.enumerated().sorted {
      ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
    }.map(\.element)
  }

  private static func changes(reading reader: ObjectReader) -> [Change] {
    var changes: [Change] = []
    if let replicas = reader.recordedCount("setReplicas") { changes.append(.replicas(replicas)) }
    if let version = reader.string("setTemplateVersion") {
      changes.append(.templateVersion(version))
    }
    if let partition = reader.count("setPartition") { changes.append(.partition(Int(partition))) }
    let pods = { (key: String) -> [Int]? in
      reader.has(key) ? reader.integers(key, in: 0 ... .max).map { Int($0) } : nil
    }
    if let ordinals = pods("podsFail") { changes.append(.podsFail(ordinals)) }
    if let ordinals = pods("podsDeletedByHand") { changes.append(.podsDeletedByHand(ordinals)) }
    if let ordinals = pods("podsBecomeUnready") { changes.append(.podsBecomeUnready(ordinals)) }
    if let ordinals = pods("podsBecomeReadyAgain") {
      changes.append(.podsBecomeReadyAgain(ordinals))
    }
    return changes
  }

  package func outputs(looks: Int) -> [(key: String, value: Value)]? {
    var world = StatefulSetWorld(self, looks: looks)
    guard world.run() else { return nil }
    return [
      ("actions", RecordedOutput.list(world.actions)),
      ("states", RecordedOutput.list(world.states)),
    ]
  }
}
