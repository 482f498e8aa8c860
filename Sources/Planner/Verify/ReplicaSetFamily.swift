// SPDX-License-Identifier: Apache-2.0

import Cluster
public import Manifests

/// Recordings of the order in which ReplicaSets delete pods.
public struct ReplicaSetFamily: RecordedFamily {
  /// The name in the table.
  public let name = "replicaset"

  /// Creates the family.
  public init() {}

  /// Whether the files of a format belong to this kind.
  public func reads(format: String) -> Bool { format == ReplicaSetVictims.format }

  /// Decides about all cases of a file and compares with what was recorded.
  public func replay(_ document: Value, file: String, path: String) -> ReplayedCase {
    WorkloadReplay<ReplicaSetVictims>(normalise: ReplicaSetFamily.normalise)
      .replay(document, family: name, file: file, path: path)
  }

  /// One decision is one whole order, in which equal pods may come in any order.
  ///
  /// So the pods of a group are sorted by name: in the groups themselves, and in the list of the
  /// deleted pods wherever the members of a group stand side by side.
  private static func normalise(_ key: String, _ value: Value, _ actual: Value) -> Value {
    guard let items = value.items else { return value }
    if key == "deletionOrder" {
      let groups = items.map { group in
        RecordedOutput.list(sorted(group.items ?? []))
      }
      return RecordedOutput.list([RecordedOutput.list(groups)])
    }
    var groups: [String: Int] = [:]
    for (place, group) in (actual["deletionOrder"]?.items ?? []).enumerated() {
      for name in group.items ?? [] { groups[name.string ?? ""] = place }
    }
    let group = { (item: Value) in groups[item.string ?? ""] }
    var result: [Value] = []
    var run: [Value] = []
    for item in items {
      if let last = run.last, group(last) != group(item) {
        result += sorted(run)
        run = []
      }
      run.append(item)
    }
    return RecordedOutput.list([RecordedOutput.list(result + sorted(run))])
  }

  private static func sorted(_ items: [Value]) -> [Value] {
    items.sorted { ($0.string ?? "") < ($1.string ?? "") }
  }
}
