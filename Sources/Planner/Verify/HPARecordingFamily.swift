// SPDX-License-Identifier: Apache-2.0

import Cluster
public import Manifests

/// Recordings of HorizontalPodAutoscaler reconciles, of format `hpa-series/1`.
public struct HPARecordingFamily: RecordedFamily {
  /// The name in the table.
  public let name = "hpa"

  /// Creates the family.
  public init() {}

  /// Whether the files of a format belong to this kind.
  public func reads(format: String) -> Bool { format == HPARecording.format }

  /// Decides about all steps of a file and compares with what was recorded.
  public func replay(_ document: Value, file: String, path: String) -> ReplayedCase {
    var result = ReplayedCase(family: name, path: path)
    let diagnostics = Diagnostics()
    let recording = HPARecording(
      reading: ObjectReader(document, file: file, diagnostics: diagnostics))
    result.diagnostics = diagnostics.all
    result.caseCount = recording.cases.count
    let actual = recording.withActualOutputs
    result.outputs = [ReplayedCase.Output(path: path, content: actual)]
    let pairs = zip(HPARecordingFamily.cases(document), HPARecordingFamily.cases(actual))
    for (recordedCase, actualCase) in pairs {
      let name = recordedCase["name"]?.string ?? "case"
      let steps = zip(
        HPARecordingFamily.steps(recordedCase), HPARecordingFamily.steps(actualCase))
      var hasRecorded = false
      for (index, (recordedStep, actualStep)) in steps.enumerated() {
        result.decisionCount += 1
        guard let recorded = recordedStep["expect"], !recorded.isNull,
          let actual = actualStep["expect"]
        else { continue }
        hasRecorded = true
        result.compare("\(name), step \(index)", recorded: recorded, actual: actual)
      }
      if !hasRecorded { result.unrecordedCount += 1 }
    }
    return result
  }

  private static func cases(_ file: Value) -> [Value] { file["cases"]?.items ?? [] }

  private static func steps(_ one: Value) -> [Value] { one["steps"]?.items ?? [] }
}
