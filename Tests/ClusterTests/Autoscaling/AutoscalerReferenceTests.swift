// SPDX-License-Identifier: Apache-2.0

import Cluster
import Foundation
import Testing

struct AutoscalerReferenceTests {
  private static let page = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("docs/autoscalers.md")

  @Test func `the page of the autoscalers is fresh`() throws {
    let text = AutoscalerReference.markdown()
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try Data(text.utf8).write(to: Self.page)
    }
    #expect(
      try String(contentsOf: Self.page, encoding: .utf8) == text,
      "docs/autoscalers.md is stale: UPDATE_GOLDEN=1 swift test")
  }

  @Test func `every autoscaler, metric and trigger is on it, each name once`() {
    let text = AutoscalerReference.markdown()
    for entry in AutoscalerRegistry.entries { #expect(text.contains("| `\(entry.kind)` |")) }
    let names = CustomMetric.all.flatMap(\.names)
    #expect(Set(names).count == names.count)
    for name in names { #expect(text.contains("`\(name)`")) }
    for metric in CustomMetric.all { #expect(metric.summary.hasSuffix(".")) }
    #expect(Set(ScalerKind.all.map(\.type)).count == ScalerKind.all.count)
    for kind in ScalerKind.all {
      #expect(text.contains("| `\(kind.type)` | `\(kind.targetKey)` |"))
    }
  }
}
