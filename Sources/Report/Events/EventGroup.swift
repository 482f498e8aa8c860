// SPDX-License-Identifier: Apache-2.0

import Metrics

/// Events of one kind that follow each other closely, told once.
package struct EventGroup: Sendable, Equatable {
  /// The lane.
  package var category: EventCategory
  /// Whether one of them is a warning.
  package var isWarning: Bool
  /// The kind of the objects.
  package var kind: String
  /// The names of the first objects, at most `namesKept`, without repetition.
  package var objects: [String]
  /// The workload, as `namespace/name`, that the events are about; nil for the whole cluster.
  package var workload: String?
  /// The reason that all share.
  package var reason: String
  /// The sentence of the first event.
  package var message: String
  /// The sentence of the last event.
  package var lastMessage: String
  /// The number of events.
  package var count: Int
  /// The instant of the first event.
  package var firstMicroseconds: Int64
  /// The instant of the last event.
  package var lastMicroseconds: Int64

  /// As many names as a row of the table has room for.
  static let namesKept = 3

  /// The objects as one text.
  package var objectText: String {
    let names = objects.joined(separator: ", ")
    let prefix = kind.isEmpty ? "" : kind + " "
    return count > objects.count && objects.count == Self.namesKept
      ? prefix + names + ", …" : prefix + names
  }

  /// The first sentence and, if it differs, the last.
  package var messages: String {
    message == lastMessage ? message : message + " … " + lastMessage
  }

  /// One sentence with the wall-clock time.
  package func sentence(_ clock: WallClock) -> String {
    let from = clock.timeOfDay(firstMicroseconds, seconds: true)
    let to = clock.timeOfDay(lastMicroseconds, seconds: true)
    let times = from == to ? from : from + "–" + to
    let several = count > 1 ? " (\(count)×)" : ""
    return "\(times) \(objectText): \(reason)\(several). \(messages)"
  }
}
