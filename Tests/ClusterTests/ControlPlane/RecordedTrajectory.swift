// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Series recorded from a real control plane, read from the fixtures.
struct RecordedTrajectory: Decodable {
  /// Active and ready pods of the old template, those that end, the same of the new one.
  let podSeries: [[Double]]?
  let deploymentStatus: [[Double]]?
  let perNode: [RecordedNode]?

  struct RecordedNode: Decodable {
    let ready: Double
    let noSchedule: Double
    let noExecute: Double
    let readyAgain: Double
    let taintsGone: Double
    let deleted: [Double]

    private enum CodingKeys: String, CodingKey {
      case ready = "ready_condition_unknown_s"
      case noSchedule = "taint_noschedule_s"
      case noExecute = "taint_noexecute_s"
      case readyAgain = "ready_again_s"
      case taintsGone = "taints_clear_s"
      case deleted = "pods_deleted_first_last_s"
    }
  }

  private enum CodingKeys: String, CodingKey {
    case podSeries = "pod_series"
    case deploymentStatus = "deployment_status"
    case perNode = "per_node"
  }

  static func read(_ name: String) throws -> RecordedTrajectory {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fixtures/control-plane")
    let data = try Data(contentsOf: folder.appending(path: "\(name).json"))
    return try JSONDecoder().decode(RecordedTrajectory.self, from: data)
  }
}
