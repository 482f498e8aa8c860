// SPDX-License-Identifier: Apache-2.0

import Cluster
public import Manifests

/// Recordings of the Deployment controller: roll-outs, single syncs and limits.
public struct DeploymentFamily: RecordedFamily {
  /// The name in the table.
  public let name = "deployment"

  /// Creates the family.
  public init() {}

  /// Whether the files of a format belong to this kind.
  public func reads(format: String) -> Bool {
    [DeploymentTrajectory.format, DeploymentOneSync.format, DeploymentFenceposts.format]
      .contains(format)
  }

  /// Decides about all cases of a file and compares with what was recorded.
  public func replay(_ document: Value, file: String, path: String) -> ReplayedCase {
    switch document["format"]?.string {
    case DeploymentTrajectory.format:
      WorkloadReplay<DeploymentTrajectory>()
        .replay(document, family: name, file: file, path: path)
    case DeploymentOneSync.format:
      WorkloadReplay<DeploymentOneSync>()
        .replay(document, family: name, file: file, path: path)
    default: replayFenceposts(document, file: file, path: path)
    }
  }

  // MARK: Fence posts

  private func replayFenceposts(_ document: Value, file: String, path: String) -> ReplayedCase {
    var result = ReplayedCase(family: name, path: path)
    result.caseCount = 0
    let diagnostics = Diagnostics()
    let reader = ObjectReader(document, file: file, diagnostics: diagnostics)
    let columns = reader.strings("columns")
    let place = { (column: String) in columns.firstIndex(of: column) }
    let outputPlaces = DeploymentFenceposts.outputColumns.compactMap(place)
    guard let replicas = place("replicas"), let surge = place("maxSurge"),
      let unavailable = place("maxUnavailable"),
      outputPlaces.count == DeploymentFenceposts.outputColumns.count
    else {
      reader.error("columns", found: "a column is missing")
      result.diagnostics = diagnostics.all
      return result
    }
    let rows = (reader.items("rows") ?? []).map { row -> Value in
      result.caseCount += 1
      let cells = row.items ?? []
      let inputs = [replicas, surge, unavailable]
      guard inputs.allSatisfy(cells.indices.contains),
        let outputs = DeploymentFenceposts.outputs(
          replicas: cells[replicas], maxSurge: cells[surge], maxUnavailable: cells[unavailable])
      else {
        reader.error(at: row, found: "found a row without counts or percentages")
        return row
      }
      let written = fill(row, outputPlaces, outputs, width: columns.count)
      compare(row, written, outputPlaces, &result)
      return written
    }
    result.diagnostics = diagnostics.all
    result.outputs = [
      ReplayedCase.Output(
        path: path, content: document.replacing([("rows", RecordedOutput.list(rows))]))
    ]
    return result
  }

  private func fill(_ row: Value, _ places: [Int], _ outputs: [Int], width: Int) -> Value {
    var cells = row.items ?? []
    while cells.count < width { cells.append(RecordedOutput.null) }
    for (place, output) in zip(places, outputs) { cells[place] = RecordedOutput.number(output) }
    return RecordedOutput.list(cells)
  }

  private func compare(
    _ recorded: Value, _ actual: Value, _ places: [Int], _ result: inout ReplayedCase
  ) {
    result.decisionCount += 1
    let cells = recorded.items ?? []
    let known = places.filter { cells.indices.contains($0) && !cells[$0].isNull }
    if known.isEmpty { result.unrecordedCount += 1 }
    let pick = { (row: Value) in
      RecordedOutput.list(known.map { row.items?[$0] ?? RecordedOutput.null })
    }
    result.compare(
      "row \(result.caseCount)", recorded: pick(recorded), actual: pick(actual))
  }
}
