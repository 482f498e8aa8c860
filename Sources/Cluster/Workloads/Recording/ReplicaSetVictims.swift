// SPDX-License-Identifier: Apache-2.0

package import Manifests

/// The order in which a ReplicaSet deletes its pods: format `replicaset-victims/1`.
package struct ReplicaSetVictims: RecordedWorkloadCase {
  package static let format = "replicaset-victims/1"
  package static let outputKeys = ["deleted", "deletionOrder"]

  /// An active pod of another ReplicaSet or of this one, by its node.
  private struct Pod: Sendable {
    var name: String
    var uid: String
    var node: String
    var candidate: VictimCandidate
  }

  private var pods: [Pod] = []
  private let podsToDelete: Int

  package init(reading reader: ObjectReader) {
    podsToDelete = reader.recordedCount("podsToDelete") ?? 0
    let others = reader.list("otherPodsOfTheSameOwner") { reader -> String? in
      let hasEnded = ["Succeeded", "Failed"].contains(reader.string("phase") ?? "")
      return hasEnded || reader.bool("terminating") == true ? nil : reader.string("node") ?? ""
    }
    pods = reader.list("pods") { ReplicaSetVictims.pod(reading: $0) }
    countNodes(others)
    rankUIDs()
  }

  private static func pod(reading reader: ObjectReader) -> Pod {
    let node = reader.string("node") ?? ""
    let phases = ["Pending", "Unknown", "Running"]
    var candidate = VictimCandidate(
      position: 0, isAssigned: !node.isEmpty,
      phaseRank: UInt8(phases.firstIndex(of: reader.string("phase") ?? "Running") ?? 0),
      isReady: reader.bool("ready") ?? false, podsOnNode: 0,
      readyNanoseconds: nanoseconds("readyForSeconds", reader),
      ageNanoseconds: nanoseconds("createdSecondsAgo", reader), uid: 0)
    candidate.deletionCost = VictimCandidate.cost(
      ofAnnotation: reader.string("deletionCostAnnotation"))
    candidate.restarts = reader.integers("containerRestarts", in: 0 ... .max).max() ?? 0
    candidate.initRestarts =
      reader.integers("restartableInitContainerRestarts", in: 0 ... .max).max() ?? 0
    return Pod(
      name: reader.requiredString("name"), uid: reader.string("uid") ?? "", node: node,
      candidate: candidate)
  }

  private static func nanoseconds(_ key: String, _ reader: ObjectReader) -> Int64 {
    let most = ReadyDelays.mostSeconds
    let seconds = reader.double(key, in: -most...most) ?? 0
    return Int64((seconds * 1e9).rounded(.toNearestOrAwayFromZero))
  }

  private mutating func countNodes(_ others: [String]) {
    var counts: [String: Int32] = [:]
    for node in others + pods.map(\.node) where !node.isEmpty { counts[node, default: 0] += 1 }
    for position in pods.indices {
      pods[position].candidate.position = position
      pods[position].candidate.podsOnNode = counts[pods[position].node] ?? 0
    }
  }

  /// Replaces UIDs by numbers of the same order; texts compare byte by byte.
  private mutating func rankUIDs() {
    let sorted = pods.map { Array($0.uid.utf8) }.enumerated().sorted {
      $0.element.lexicographicallyPrecedes($1.element)
        || ($0.element == $1.element && $0.offset < $1.offset)
    }
    for (rank, entry) in sorted.enumerated() {
      pods[entry.offset].candidate.uid = UInt64(rank)
    }
  }

  package func outputs(looks: Int) -> [(key: String, value: Value)]? {
    let candidates = pods.map(\.candidate)
    let order = candidates.sorted(by: ReplicaSetRule.goesBefore)
    var groups: [[VictimCandidate]] = []
    for candidate in order {
      if let last = groups.last?.last, ReplicaSetRule.compare(last, candidate) == 0 {
        groups[groups.count - 1].append(candidate)
      } else {
        groups.append([candidate])
      }
    }
    let name = { (position: Int) in RecordedOutput.text(pods[position].name) }
    let deleted = ReplicaSetRule.victims(among: candidates, count: podsToDelete)
    return [
      ("deleted", RecordedOutput.list(deleted.map(name))),
      (
        "deletionOrder",
        RecordedOutput.list(
          groups.map { RecordedOutput.list($0.map { name($0.position) }) })
      ),
    ]
  }
}
