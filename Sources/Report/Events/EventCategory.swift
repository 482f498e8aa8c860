// SPDX-License-Identifier: Apache-2.0

package import Metrics

/// The lanes of the event timeline, the most important first.
package enum EventCategory: Int, Sendable, CaseIterable {
  case objective, timeline, node, cron, scaleUp, scaleDown, rollout, scheduling, warning

  /// The name of the lane.
  package var title: String {
    switch self {
    case .objective: "objective missed"
    case .timeline: "timeline, bursts"
    case .node: "nodes"
    case .cron: "scheduled scaling"
    case .scaleUp: "scaled up"
    case .scaleDown: "scaled down"
    case .rollout: "rollout"
    case .scheduling: "scheduling"
    case .warning: "other warnings"
    }
  }

  /// The colour of the lane's marks.
  package var slot: Palette.Slot {
    switch self {
    case .objective: .vermillion
    case .timeline: .purple
    case .node: .ink
    case .cron: .orange
    case .scaleUp: .green
    case .scaleDown: .blue
    case .rollout: .sky
    case .scheduling: .brown
    case .warning: .orange
    }
  }

  /// The outline of a mark around the origin, so that colour is not the only difference.
  package var outline: String {
    switch self {
    case .objective: "M-4-4H4V4H-4Z"
    case .timeline: "M0-5L5 0L0 5L-5 0Z"
    case .node: "M-4-4L4 4M4-4L-4 4"
    case .cron: "M-4 0A4 4 0 1 0 4 0A4 4 0 1 0-4 0M0-3V0H2.5"
    case .scaleUp: "M-4 4L0-4L4 4Z"
    case .scaleDown: "M-4-4L0 4L4-4Z"
    case .rollout: "M-3-4L4 0L-3 4Z"
    case .scheduling: "M-4 0A4 4 0 1 0 4 0A4 4 0 1 0-4 0Z"
    case .warning: "M0-5V1.5M0 4V4.5"
    }
  }

  /// The lane of an event, or nil for everyday events that a timeline would drown in.
  ///
  /// Told by kind and reason; a warning of a reason that is not known has a lane too.
  package init?(_ event: EventRecord) {
    let reason = event.reason.lowercased()
    func says(_ words: String...) -> Bool { words.contains { reason.contains($0) } }
    if says("objective") {
      self = .objective
    } else if says("burst", "timeline") || ["Timeline", "Scenario", "Traffic"].contains(event.kind)
    {
      self = .timeline
    } else if says("cron") || event.kind.hasPrefix("Cron") && event.kind != "CronJob" {
      self = .cron
    } else if says("rescale", "scalingreplicaset", "scaledup", "scaleddown", "scaled") {
      self = Self.falls(event.message) ? .scaleDown : .scaleUp
    } else if event.kind == "Node",
      event.isWarning || says("ready", "fail", "remov", "drain", "schedulable")
    {
      self = .node
    } else if says("rollout", "progress", "revision", "template", "newreplicaset", "batch") {
      self = .rollout
    } else if says("failedscheduling", "preempt", "evict") {
      self = .scheduling
    } else if event.isWarning {
      self = .warning
    } else {
      return nil
    }
  }

  /// Whether a sentence of the Deployment controller or of an autoscaler tells of fewer replicas.
  private static func falls(_ message: String) -> Bool {
    let words = message.lowercased()
    return words.contains("scaled down") || words.contains("below target")
      || words.contains("scale down")
  }
}
