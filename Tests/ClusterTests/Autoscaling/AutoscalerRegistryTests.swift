// SPDX-License-Identifier: Apache-2.0

import Cluster
import Foundation
import Testing

@Suite struct AutoscalerRegistryTests {
  @Test func `every kind is listed once`() {
    let keys = AutoscalerRegistry.entries.flatMap { entry in
      entry.apiGroups.map { "\($0)/\(entry.kind)" }
    }
    #expect(Set(keys).count == keys.count)
    #expect(keys.count >= 3)
  }

  @Test func `every rule has a test file of its name`() {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let names = FileManager.default.enumerator(atPath: folder.path())?.allObjects ?? []
    let files = names.compactMap { ($0 as? String)?.split(separator: "/").last.map(String.init) }
    for entry in AutoscalerRegistry.entries {
      #expect(files.contains("\(entry.rule)Tests.swift"), "\(entry.rule)")
    }
  }

  @Test func `an autoscaler is found by its kind and group, not by one of them`() {
    let alibaba = AutoscalerRegistry.entry(
      kind: "CronHorizontalPodAutoscaler", apiGroup: "autoscaling.alibabacloud.com")
    #expect(alibaba?.rule == "CronHorizontalPodAutoscalerRule")
    #expect(AutoscalerRegistry.entry(kind: "CronHPA", apiGroup: "autoscaling") == nil)
  }

  @Test func `a summary is one short sentence`() {
    for entry in AutoscalerRegistry.entries {
      #expect(entry.summary.hasSuffix("."))
      #expect(entry.summary.count < 100)
    }
  }
}
