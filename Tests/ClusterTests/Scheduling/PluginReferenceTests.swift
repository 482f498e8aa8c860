// SPDX-License-Identifier: Apache-2.0

import Cluster
import Foundation
import Manifests
import Testing

struct PluginReferenceTests {
  private static let page = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("docs/scheduler-plugins.md")

  @Test func `the page of the plugins is fresh`() throws {
    let text = PluginReference.markdown()
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try Data(text.utf8).write(to: Self.page)
    }
    #expect(
      try String(contentsOf: Self.page, encoding: .utf8) == text,
      "docs/scheduler-plugins.md is stale: UPDATE_GOLDEN=1 swift test")
  }

  @Test func `every plugin and every argument is on it`() {
    let text = PluginReference.markdown()
    for entry in PluginRegistry.entries {
      #expect(text.contains(entry.isDefault ? "| `\(entry.name)` |" : "\n### \(entry.name)\n"))
      for field in entry.description?.fields ?? [] {
        #expect(text.contains("| `\(field.name)` | \(field.type) |"), "\(entry.name)")
        #expect(field.summary.hasSuffix("."), "\(entry.name) \(field.name)")
      }
    }
  }

  @Test func `every example can be read as it stands`() {
    for entry in PluginRegistry.entries {
      guard let plugin = entry.description else { continue }
      let text = "pluginConfig:\n" + plugin.example + "\n"
      let faults = Diagnostics()
      let documents = DocumentReader.read(Array(text.utf8), file: "example", into: faults)
      let arguments = PluginArguments(
        reading: ObjectReader(documents[0], file: "example", diagnostics: faults))
      #expect(faults.all.isEmpty, "\(entry.name): \(faults.all.map(\.message))")
      #expect(plugin.fields.isEmpty || arguments.configured[entry.name] != nil, "\(entry.name)")
    }
  }
}
