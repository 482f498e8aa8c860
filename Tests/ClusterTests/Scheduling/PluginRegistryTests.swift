// SPDX-License-Identifier: Apache-2.0

import Cluster
import Foundation
import Testing

struct PluginRegistryTests {
  @Test func `every plugin has a test file of its name`() {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Plugins")
    for entry in PluginRegistry.entries {
      let place = entry.isDefault ? "" : "Extensions/"
      let file = folder.appendingPathComponent("\(place)\(entry.name)Tests.swift")
      #expect(FileManager.default.fileExists(atPath: file.path), "\(entry.name)")
    }
  }

  @Test func `names are unique and plugins carry the name under which they are registered`() {
    let names = PluginRegistry.entries.map(\.name)
    #expect(Set(names).count == names.count)
    for entry in PluginRegistry.entries {
      let plugin = entry.make(PluginArguments())
      #expect((plugin.filter?.name ?? entry.name) == entry.name)
      #expect((plugin.score?.name ?? entry.name) == entry.name)
      #expect(entry.summary.hasSuffix("."))
    }
  }
}
