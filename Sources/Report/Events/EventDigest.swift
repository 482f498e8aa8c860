// SPDX-License-Identifier: Apache-2.0

package import Metrics

/// The events of a run that a timeline shows, grouped, with a count of those left out.
package struct EventDigest: Sendable {
  /// The groups in order of time.
  package private(set) var groups: [EventGroup] = []
  /// The number of events that no lane shows.
  package private(set) var everyday = 0

  /// What two events share when they are told as one.
  private struct Key: Hashable {
    var category: EventCategory
    var kind: String
    var about: String
    var reason: String

    /// Nodes that fail together are one event of the cluster.
    ///
    /// An autoscaler's decision and the
    /// Deployment's step that carries it out are one event of the workload.
    init(_ event: EventRecord, _ category: EventCategory, owner: String?) {
      let isScaling = category == .scaleUp || category == .scaleDown
      self.category = category
      kind = isScaling && owner != nil ? "" : event.kind
      reason = isScaling && owner != nil ? "" : event.reason
      about = event.kind == "Node" ? "" : owner ?? event.object
    }
  }

  /// Groups events, given in order of time, that are at most `windowMicroseconds` apart.
  ///
  /// `workload` finds the workload, as `namespace/name`, that an event is about.
  package init(
    _ events: [EventRecord], windowMicroseconds: Int64,
    workload: (EventRecord) -> String?
  ) {
    var open: [Key: Int] = [:]
    for event in events {
      guard let category = EventCategory(event) else {
        everyday += 1
        continue
      }
      let owner = workload(event)
      let key = Key(event, category, owner: owner)
      if let index = open[key],
        event.timeMicroseconds - groups[index].lastMicroseconds <= windowMicroseconds
      {
        groups[index].add(event)
      } else {
        open[key] = groups.count
        groups.append(EventGroup(event, category, workload: owner))
      }
    }
  }

  /// Adds the missed objectives that no event told of, each from its first to its last miss.
  package mutating func add(_ objectives: [ObjectiveRecord]) {
    let told = Set(groups.filter { $0.category == .objective }.compactMap(\.workload))
    for objective in objectives where !objective.isMet && objective.firstMissMicroseconds >= 0 {
      let workload = WorkloadName.withoutKind(objective.target)
      guard !told.contains(workload) else { continue }
      groups.append(EventGroup(objective, workload: workload))
    }
    groups.sort {
      ($0.firstMicroseconds, $0.category.rawValue) < ($1.firstMicroseconds, $1.category.rawValue)
    }
  }

  /// At most `count` groups in order of time, and how many are left out.
  ///
  /// The first lanes win; within a lane the groups with most events, then the earliest.
  package func foremost(_ count: Int) -> (kept: [EventGroup], leftOut: Int) {
    guard groups.count > count else { return (groups, 0) }
    let ranked = groups.indices.sorted {
      (rank(groups[$0]), -groups[$0].count, $0) < (rank(groups[$1]), -groups[$1].count, $1)
    }
    let kept = ranked.prefix(count).sorted().map { groups[$0] }
    return (kept, groups.count - count)
  }

  /// Scaling up and down are equally important.
  private func rank(_ group: EventGroup) -> Int {
    let category = group.category == .scaleDown ? EventCategory.scaleUp : group.category
    return category.rawValue
  }
}

extension EventGroup {
  fileprivate init(_ event: EventRecord, _ category: EventCategory, workload: String?) {
    self.init(
      category: category, isWarning: event.isWarning, kind: event.kind, objects: [event.object],
      workload: workload, reason: event.reason, message: event.message,
      lastMessage: event.message, count: 1,
      firstMicroseconds: event.timeMicroseconds, lastMicroseconds: event.timeMicroseconds)
  }

  fileprivate init(_ objective: ObjectiveRecord, workload: String) {
    let message =
      "\(objective.objective): broken in \(objective.windowsMissed) of "
      + "\(objective.windows) windows between the first and the last miss."
    let kind = objective.target.split(separator: "/").first.map(String.init) ?? ""
    self.init(
      category: .objective, isWarning: true, kind: kind, objects: [workload],
      workload: workload, reason: "ObjectiveMissed",
      message: message, lastMessage: message,
      count: objective.windowsMissed, firstMicroseconds: objective.firstMissMicroseconds,
      lastMicroseconds: max(objective.firstMissMicroseconds, objective.lastMissMicroseconds))
  }

  fileprivate mutating func add(_ event: EventRecord) {
    count += 1
    lastMessage = event.message
    isWarning = isWarning || event.isWarning
    lastMicroseconds = max(lastMicroseconds, event.timeMicroseconds)
    if objects.count < Self.namesKept, !objects.contains(event.object) {
      objects.append(event.object)
    }
  }
}
