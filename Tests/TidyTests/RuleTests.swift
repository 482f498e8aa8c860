// SPDX-License-Identifier: Apache-2.0

import Testing

/// Each rule finds what it forbids and lets the rest pass.
struct RuleTests {
  private func lines(
    _ rule: any TidyRule.Type, _ text: String, at path: String = "Sources/Cluster/Pod.swift"
  ) -> [Int] {
    rule.findings(in: SourceFile(path: path, text: text)).map(\.line)
  }

  @Test func `a file of 400 lines passes and one of 401 does not`() {
    #expect(lines(FileLength.self, String(repeating: "let a = 1\n", count: 400)).isEmpty)
    #expect(lines(FileLength.self, String(repeating: "let a = 1\n", count: 401)) == [401])
  }

  @Test func `a function of 70 lines passes and one of 71 does not`() {
    func function(_ count: Int) -> String {
      "\nfunc a(\n  b: Int\n) -> Int {\n" + String(repeating: "  b()\n", count: count - 4) + "}\n"
    }
    #expect(lines(FunctionLength.self, function(70)).isEmpty)
    #expect(lines(FunctionLength.self, function(71)) == [2])
  }

  @Test func `initializers count as functions, requirements and calls do not`() {
    let body = String(repeating: "    step()\n", count: 80)
    #expect(lines(FunctionLength.self, "struct A {\n  init() {\n\(body)  }\n}\n") == [2])
    let protocolText = "protocol A {\n  func b() -> Int\n  func c()\n}\nlet d = {\n\(body)}\n"
    #expect(lines(FunctionLength.self, protocolText).isEmpty)
    #expect(lines(FunctionLength.self, "let a: A = .init(\n\(body))\n").isEmpty)
  }

  @Test func `braces in literals and comments do not move the end of a function`() {
    let body = String(repeating: "  step()\n", count: 60)
    let text = "func a() {\n  b(\"{ \\(c(\"{\")) {\") // {\n  /* { /* { */ */\n\(body)}\n\(body)"
    #expect(lines(FunctionLength.self, text).isEmpty)
  }

  @Test func `a file without its licence line is found`() {
    #expect(lines(Licence.self, "import Testing\n") == [1])
    #expect(lines(Licence.self, Licence.line + "\n").isEmpty)
  }

  @Test(arguments: [
    ("Cluster", "Foundation"), ("Cluster", "MetricStore"), ("EventKernel", "Glibc"),
    ("EventKernel", "Metrics"), ("Metrics", "Foundation"), ("Manifests", "Scenario"),
    ("Scenario", "Cluster"), ("MetricStore", "Manifests"), ("Report", "Cluster"),
    ("Planner", "Report"), ("Report", "ArgumentParser"),
  ])
  func `an import that points up is found`(module: String, imported: String) {
    let path = "Sources/\(module)/A.swift"
    for form in ["", "public ", "@testable ", "@preconcurrency internal "] {
      #expect(lines(Layers.self, "\n\(form)import \(imported)\n", at: path) == [2])
    }
    #expect(lines(Layers.self, "import struct \(imported).Name\n", at: path) == [1])
  }

  @Test func `imports that point down, and imports in comments, pass`() {
    let text = "public import EventKernel\nimport Metrics\n// import Foundation\n"
    #expect(lines(Layers.self, text).isEmpty)
    #expect(lines(Layers.self, "import Foundation\n", at: "Sources/Report/Page.swift").isEmpty)
    #expect(lines(Layers.self, "import Foundation\n", at: "Tests/ClusterTests/A.swift").isEmpty)
  }

  @Test func `a module without a place in the layers is found`() {
    #expect(lines(Layers.self, "let a = 1\n", at: "Sources/Toolbox/A.swift") == [1])
  }

  @Test(arguments: [
    ("EventKernel", "/// The queue of a Pod."), ("EventKernel", "let a = Node()"),
    ("EventKernel", "// as Kubernetes does"), ("Cluster", "// written to SQLite"),
    ("Cluster", "let a = GRDB.self"), ("Metrics", "// drawn as HTML"),
  ])
  func `a word of a layer above is found`(module: String, text: String) {
    #expect(lines(UpwardWords.self, text, at: "Sources/\(module)/A.swift") == [1])
    #expect(lines(UpwardWords.self, text, at: "Sources/springtide/A.swift").isEmpty)
  }

  @Test(arguments: [
    "Date()", "Date.now", "ContinuousClock.now", "SuspendingClock()", "Int.random(in: 0..<3)",
    "SystemRandomNumberGenerator()", "items.shuffled()", "items.randomElement()", "time(nil)",
    "clock_gettime(a, b)", "UUID()", "ProcessInfo.processInfo", "rand()", "name.hashValue",
    "Hasher()",
  ])
  func `a clock or a system random number below the planner is found`(call: String) {
    #expect(lines(WallClock.self, "\nlet a = \(call)\n") == [2])
    #expect(lines(WallClock.self, "let a = \"\\(\(call))\"\n") == [1])
    #expect(lines(WallClock.self, "let a = \(call)\n", at: "Sources/Planner/A.swift").isEmpty)
    #expect(lines(WallClock.self, "// let a = \(call)\n").isEmpty)
    #expect(lines(WallClock.self, "let a = #\"\(call)\"#\n").isEmpty)
  }

  @Test(arguments: [
    "var a: [Int: String] = [:]\nfor b in a { c(b) }",
    "var a: Set<Int> = []\nfor b in self.a where b > 1 { c(b) }",
    "let a = [Int: [Int]]()\na.forEach { c($0) }",
    "let a = Set(b)\nlet d = a.map { $0 }",
    "let a: Dictionary<Int, Int>\nfor b in a.values { c(b) }",
    "let a: [String: Int]\nlet d = Array(a.values)",
    "let a: [String: Int]\nfor key in self.a.keys { c(key) }",
  ])
  func `walking a dictionary or a set is found`(text: String) {
    #expect(lines(UnorderedIteration.self, text) == [2])
    #expect(lines(UnorderedIteration.self, text, at: "Sources/Report/A.swift").isEmpty)
  }

  @Test(arguments: [
    "var a: [Int: String] = [:]\nlet b = a[3]",
    "var a: [Int: String] = [:]\nfor b in a.keys.sorted() { c(b) }",
    "var a: [Int] = []\nfor b in a { c(b) }",
    "func a(b: [Int]) {}\nfor value in chunk.values { c(value) }",
    "let a = Set(b)\nif a.contains(3) { c() }",
    "var a: [(key: Int, value: Int)] = []\nfor b in a { c(b) }",
    "let a = reader.keys.map { $0 }",
  ])
  func `looking up and walking in order pass`(text: String) {
    #expect(lines(UnorderedIteration.self, text).isEmpty)
  }

  @Test(arguments: [
    "var time: Double", "func a(delay: Double)", "let startTime: Float = 0", "let a: TimeInterval",
    "var now : Double",
  ])
  func `floating time in the kernel is found`(text: String) {
    #expect(lines(FloatingTime.self, text, at: "Sources/EventKernel/A.swift") == [1])
    #expect(lines(FloatingTime.self, text).isEmpty)
  }

  @Test func `a floating number that is no time passes`() {
    let text = "func exponential(mean: Double) -> SimulationDuration"
    #expect(lines(FloatingTime.self, text, at: "Sources/EventKernel/A.swift").isEmpty)
  }

  @Test(arguments: LooseEnds.words)
  func `work left open is found`(word: String) {
    #expect(lines(LooseEnds.self, "\n// \(word): later\n") == [2])
    #expect(lines(LooseEnds.self, "let \(word.lowercased())s = 1\n").isEmpty)
  }

  @Test(arguments: HomePaths.prefixes)
  func `a path of one machine is found`(prefix: String) {
    #expect(lines(HomePaths.self, "\nsee \(prefix)me/file\n") == [2])
    #expect(lines(HomePaths.self, "https://example.org\(prefix)page\n").isEmpty)
  }

  @Test func `a file must be named after what it declares`() {
    #expect(lines(FileName.self, "struct Node {}\n") == [1])
    #expect(lines(FileName.self, "struct Pods {}\n// struct Pod {}\n") == [1])
    #expect(lines(FileName.self, "extension Spec.Pod {}\n").isEmpty)
    #expect(lines(FileName.self, "func pod() {}\n").isEmpty)
    let aspect = "Sources/Cluster/Pod+Phase.swift"
    #expect(lines(FileName.self, "extension Pod {}\n", at: aspect).isEmpty)
    #expect(lines(FileName.self, "extension Node {}\n", at: aspect) == [1])
  }

  @Test(arguments: ["PodHelpers", "PodManager", "StringUtils", "Utilities"])
  func `a name that says nothing is found`(name: String) {
    let path = "Sources/Cluster/\(name).swift"
    #expect(lines(FileName.self, "enum \(name) {}\n", at: path) == [1])
  }
}
