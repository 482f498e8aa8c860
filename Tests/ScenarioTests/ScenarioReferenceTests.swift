// SPDX-License-Identifier: Apache-2.0

import Foundation
import Manifests
import Scenario
import Testing

@Suite struct ScenarioReferenceTests {
  /// The folder `docs` of the repository, whichever package runs the test.
  private static let docs = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("docs")

  private func isFresh(_ name: String, _ text: String) throws -> Bool {
    let file = Self.docs.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try FileManager.default.createDirectory(at: Self.docs, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    return try String(contentsOf: file, encoding: .utf8) == text
  }

  @Test func `the reference page is fresh`() throws {
    #expect(
      try isFresh("scenario-reference.md", ScenarioReference.markdown()),
      "docs/scenario-reference.md is stale: UPDATE_GOLDEN=1 swift test")
  }

  @Test func `the schema is fresh`() throws {
    #expect(
      try isFresh("scenario.schema.json", ScenarioReference.jsonSchema()),
      "docs/scenario.schema.json is stale: UPDATE_GOLDEN=1 swift test")
  }

  /// The cells of all rows of tables of fields.
  private var rows: [[String]] {
    var result: [[String]] = []
    var isField = false
    for line in ScenarioReference.markdown().split(separator: "\n") {
      if line.hasPrefix("| key |") {
        isField = true
      } else if !line.hasPrefix("|") {
        isField = false
      }
      let cells = line.replacing("\\|", with: "/").split(
        separator: "|", omittingEmptySubsequences: false)
      guard isField, !line.hasPrefix("| key"), !line.hasPrefix("|--") else { continue }
      result.append(cells.dropFirst().dropLast().map { $0.trimmingCharacters(in: .whitespaces) })
    }
    return result
  }

  @Test func `every default has a source with a grade`() {
    let grades = ["code", "derived", "weak", "assumed", "convention"]
    #expect(rows.count > 80)
    for row in rows where row.count == 5 && row[2].hasPrefix("`") {
      let parts = row[3].split(separator: ": ", maxSplits: 1)
      #expect(parts.count == 2 && grades.contains(String(parts[0])), "\(row)")
      #expect(row[2] != "``", "\(row)")
    }
    for row in rows { #expect(row.count == 5 && row[4].hasSuffix("."), "\(row)") }
  }

  @Test func `defaults of Kubernetes name its file and version`() {
    let code = rows.filter { $0[3].hasPrefix("code: ") }
    #expect(code.count >= 12)
    for row in code {
      #expect(
        [
          "kubernetes v1.36 ", "metrics-server ", "kubernetes/autoscaler f7bb0c3 ",
          "openkruise/kruise ", "kubernetes-sigs/", "prometheus-operator ",
        ].contains { row[3].contains($0) }, "\(row)")
    }
    let qps = code.filter { $0[0] == "`qps`" }.map { $0[2] }
    #expect(qps == ["`20`", "`50`", "`30`"])
    let burst = code.filter { $0[0] == "`burst`" }.map { $0[2] }
    #expect(burst == ["`30`", "`100`", "`50`"])
  }

  @Test func `the example of the page is a scenario`() throws {
    let page = ScenarioReference.markdown()
    let blocks = page.components(separatedBy: "```yaml\n").dropFirst()
      .compactMap { $0.components(separatedBy: "\n```").first }
    #expect(blocks.count == 1)
    let folder = try ScenarioFolder()
    for block in blocks {
      try folder.write(block)
      let result = folder.read()
      #expect(folder.faults(result).isEmpty)
      #expect(result.scenario?.timeline.count == 2)
    }
  }

  private func schema() throws -> [String: Any] {
    let data = Data(ScenarioReference.jsonSchema().utf8)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test func `every object of the schema says what other keys may be`() throws {
    var objects = 0
    func visit(_ value: Any) {
      if let list = value as? [Any] { for item in list { visit(item) } }
      guard let object = value as? [String: Any] else { return }
      if object["properties"] is [String: Any] {
        objects += 1
        #expect(object["additionalProperties"] != nil)
      }
      for key in object.keys.sorted() { object[key].map(visit) }
    }
    visit(try schema())
    #expect(objects > 25)
  }

  @Test func `a default that is written down changes nothing`() throws {
    let folder = try ScenarioFolder()
    let plain = try #require(folder.read("minimal.yaml").scenario)
    let cluster = try #require(
      dig(try schema(), ["spec", "clusters"])["items"] as? [String: Any])
    var count = 0
    for block in ["controlPlane", "kubelet", "registry"] {
      let fields = try #require(dig(cluster, [block])["properties"] as? [String: [String: Any]])
      for (key, field) in fields.sorted(by: { $0.key < $1.key }) {
        guard let value = field["default"] else { continue }
        count += 1
        let flag = (field["type"] as? [String])?.first == "boolean"
        let text = flag ? ((value as? Bool) == true ? "true" : "false") : "\(value)"
        let set = "spec.clusters[0].\(block).\(key)=\(text)"
        let scenario = folder.read("minimal.yaml", set: [set]).scenario
        #expect(scenario?.cluster.controlPlane == plain.cluster.controlPlane, "\(set)")
        #expect(scenario?.cluster.kubelet == plain.cluster.kubelet, "\(set)")
        #expect(scenario?.cluster.registry == plain.cluster.registry, "\(set)")
      }
    }
    #expect(count >= 16)
  }

  private func dig(_ schema: [String: Any], _ keys: [String]) -> [String: Any] {
    keys.reduce(schema) { inner, key in
      (inner["properties"] as? [String: Any])?[key] as? [String: Any] ?? [:]
    }
  }
}
