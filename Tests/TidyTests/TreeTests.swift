// SPDX-License-Identifier: Apache-2.0

import Testing

/// The whole repository against each rule.
struct TreeTests {
  static let rules: [any TidyRule.Type] = [
    FileLength.self, FunctionLength.self, Licence.self, Layers.self, UpwardWords.self,
    WallClock.self, UnorderedIteration.self, FloatingTime.self, LooseEnds.self, FileName.self,
  ]

  @Test(arguments: rules.indices)
  func `the sources keep every rule`(index: Int) {
    let findings = Repository.swiftFiles.flatMap { Self.rules[index].findings(in: $0) }
    #expect(findings.isEmpty, "\(listing(findings))")
  }

  @Test func `no shipped text names the folders of one machine`() {
    let findings = Repository.textFiles.flatMap(HomePaths.findings(in:))
    #expect(findings.isEmpty, "\(listing(findings))")
  }

  @Test func `every layer has sources, and its test target has tests`() {
    for module in Layers.allowed.keys.sorted() {
      let sources = Repository.swiftFiles.filter { $0.module == module }
      #expect(!sources.isEmpty, "no source under Sources/\(module)")
      let tests = module == "springtide" ? "CommandTests" : "\(module)Tests"
      let hasTests = Repository.swiftFiles.contains {
        $0.path.hasPrefix("Tests/\(tests)/") && $0.code.contains("@Test")
      }
      // Metrics holds plain records; the store and the report test them.
      #expect(hasTests || module == "Metrics", "no test under Tests/\(tests)")
    }
  }

  @Test func `every target of the layers is in the package`() throws {
    let package = try #require(Repository.packageText)
    for module in Layers.allowed.keys.sorted() {
      let isThere = package.contains("name: \"\(module)\"")
      #expect(isThere, "\(module) is not in Package.swift")
    }
  }

  private func listing(_ findings: [Finding]) -> String {
    "\(findings.count) findings:\n" + findings.map(\.description).joined(separator: "\n")
  }
}
