// SPDX-License-Identifier: Apache-2.0

import Foundation
import Manifests
import Planner
import Testing

/// Recordings of HorizontalPodAutoscaler reconciles behind `springtide verify`.
@Suite struct HPARecordingFamilyTests {
  /// The smallest recording: one metric that cannot be read.
  private func file(expect: String) -> String {
    """
    {"format":"hpa-series/1","cases":[{"name":"one","hpaSpec":{"scaleTargetRef":{"kind":"Deployment",
    "name":"web"},"maxReplicas":3},"steps":[{"t":0,"scaleSpecReplicas":2,"scaleStatusReplicas":2
    \(expect)}]}]}
    """
  }

  private func replay(_ text: String) throws -> ReplayedCase {
    let values = DocumentReader.read(Array(text.utf8), file: "a.json", into: Diagnostics())
    return HPARecordingFamily().replay(
      try #require(values.first), file: "a.json", path: "hpa/a.json")
  }

  @Test func `its format is told from others`() {
    #expect(HPARecordingFamily().reads(format: "hpa-series/1"))
    #expect(!HPARecordingFamily().reads(format: "hpa-series/2"))
  }

  @Test func `a wrong output is one decision that differs, with its field`() throws {
    let right = try replay(file(expect: ""))
    #expect(right.unrecordedCount == 1)
    #expect(right.decisionCount == 1)
    #expect(right.mismatchCount == 0)
    #expect(right.outputs.map(\.path) == ["hpa/a.json"])
    let cases = right.outputs.first?.content["cases"]
    let expect = try #require(cases?.items?.first?["steps"]?.items?.first?["expect"])
    let again = try replay(file(expect: ",\"expect\":\(expect.json)"))
    #expect(again.unrecordedCount == 0)
    #expect(again.mismatchCount == 0)
    let lie = expect.json.replacing("FailedGetResourceMetric", with: "FailedGetPodsMetric")
    let wrong = try replay(file(expect: ",\"expect\":\(lie)"))
    #expect(wrong.mismatchCount == 1)
    #expect(wrong.mismatches.map(\.field) == ["conditions.ScalingActive"])
    #expect(wrong.mismatches.first?.decision == "one, step 0")
  }

  @Test func `a fault of the input is told`() throws {
    let broken = try replay("{\"format\":\"hpa-series/1\",\"cases\":[{\"name\":\"one\"}]}")
    #expect(!broken.diagnostics.isEmpty)
  }
}
