// SPDX-License-Identifier: Apache-2.0

import Cluster
import Manifests

/// Replays folders of recorded scheduler decisions.
struct SchedulerReplay {
  static let family = "scheduler"

  /// Decides about the pods of a folder and compares with its `expected.json`, if there is one.
  static func replay(path: String, folder: String, read: (String) -> [UInt8]?) -> ReplayedCase {
    var result = ReplayedCase(family: family, path: path)
    let scheduling = SchedulerCase(folder: folder, read: read)
    result.diagnostics = scheduling.diagnostics
    let faults = Diagnostics()
    let recorded = read("expected.json").flatMap {
      DocumentReader.read($0, file: "\(folder)/expected.json", into: faults).first
    }
    result.diagnostics += faults.all
    if result.diagnostics.contains(where: { $0.severity == .error }) { return result }
    let detail =
      recorded?["detail"]?.string.flatMap { OneShotScheduling.Detail(rawValue: $0) }
      ?? scheduling.usualDetail
    let actual = scheduling.output(detail: detail)
    let outputPath = path.isEmpty ? "expected.json" : "\(path)/expected.json"
    result.outputs = [.init(path: outputPath, content: actual)]
    let decisions = actual["pods"]?.items ?? []
    result.decisionCount = decisions.count
    guard let expectations = recorded?["pods"]?.items else {
      result.unrecordedCount = 1
      return result
    }
    for place in 0..<max(decisions.count, expectations.count) {
      let own = place < decisions.count ? decisions[place] : .nothing
      let other = place < expectations.count ? expectations[place] : .nothing
      let name = other["name"]?.string ?? own["name"]?.string ?? "\(place)"
      result.compare(name, recorded: other, actual: own)
    }
    return result
  }
}
