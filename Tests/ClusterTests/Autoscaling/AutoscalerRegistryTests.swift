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
    for entry in AutoscalerRegistry.entries {
      let file = folder.appending(path: "\(entry.rule)Tests.swift")
      #expect(FileManager.default.fileExists(atPath: file.path()), "\(entry.rule)")
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
