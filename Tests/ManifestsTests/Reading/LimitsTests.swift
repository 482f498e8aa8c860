// SPDX-License-Identifier: Apache-2.0

import Foundation
import Manifests
import Testing

/// A folder that is gone when the test is over.
private func withFolder(_ body: (URL) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("springtide-manifests-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder)
}

private func messages(_ text: String, file: String = "t.yaml") -> [String] {
  ManifestReader.read(text: text, file: file).diagnostics.map(\.message)
}

struct LimitsTests {
  @Test func `a file of 50 MB is refused by its size alone`() throws {
    try withFolder { folder in
      let file = folder.appendingPathComponent("big.yaml")
      #expect(FileManager.default.createFile(atPath: file.path, contents: nil))
      let handle = try FileHandle(forWritingTo: file)
      try handle.truncate(atOffset: 50_000_000)
      try handle.close()
      let set = ManifestReader.read(path: folder.path)
      #expect(set.diagnostics.map(\.message) == ["refused: 50 MB file, limit is 32 MiB"])
      #expect(set.items.isEmpty)
    }
  }

  @Test(arguments: ["[", "- ", "{a: ", "? ", "[{a: "])
  func `ten thousand nested lists or mappings are refused with the bound`(_ opening: String) {
    let text = String(repeating: opening, count: 10_000)
    #expect(messages(text) == ["refused: nested too deep, the limit is 100 levels"])
    if opening == "[" {
      #expect(
        messages(text, file: "t.json") == ["refused: nested too deep, the limit is 100 levels"])
    }
  }

  @Test func `nesting up to the limit is read`() {
    let diagnostics = Diagnostics()
    let text = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
    for file in ["t.yaml", "t.json"] {
      #expect(DocumentReader.read(Array(text.utf8), file: file, into: diagnostics).count == 1)
    }
    #expect(diagnostics.all == [])
  }

  @Test func `an alias bomb is refused with the bound, also among the keys`() {
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<30 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      bomb += "a\(level): &a\(level) [\(aliases)]\n"
    }
    let expected = "refused: aliases stand for too many nodes, the limit is 1000000"
    #expect(messages(bomb) == [expected])
    let keys = "? [" + Array(repeating: "*a4", count: 10).joined(separator: ", ") + "]\n: 1\n"
    let head = bomb.split(separator: "\n").prefix(5).joined(separator: "\n")
    #expect(messages("\(head)\n\(keys)") == [expected])
  }

  @Test func `an alias inside its own anchor is refused`() {
    #expect(messages("a: &a [*a]\n").first?.contains("found the alias *a") == true)
  }

  @Test func `more documents and values than the limits are refused`() {
    var limits = ManifestLimits()
    limits.documents = 2
    limits.nodes = 50
    let diagnostics = Diagnostics()
    let documents = DocumentReader.read(
      Array("--- 1\n--- 2\n--- 3\n".utf8), file: "t.yaml", limits: limits, into: diagnostics)
    #expect(documents.count == 2)
    let list = "[" + Array(repeating: "1", count: 60).joined(separator: ",") + "]"
    for file in ["t.yaml", "t.json"] {
      _ = DocumentReader.read(Array(list.utf8), file: file, limits: limits, into: diagnostics)
    }
    #expect(
      diagnostics.all.map(\.message) == [
        "refused: more than 2 documents, the limit", "refused: more than 50 values, the limit",
        "refused: more than 50 values, the limit",
      ])
  }

  @Test func `faults beyond the limit are counted and not kept`() {
    let diagnostics = Diagnostics(limit: 2)
    for line in 1...5 {
      diagnostics.report(Diagnostic(at: SourcePlace(file: "f", line: line), found: "x"))
    }
    #expect(diagnostics.all.count == 2)
    #expect(diagnostics.errorCount == 5)
    #expect(diagnostics.droppedCount == 3)
  }

  @Test func `a file with too many faults tells their number`() {
    var limits = ManifestLimits()
    limits.diagnostics = 3
    let set = ManifestReader.read(text: "[{}, {}, {}]", file: "t.yaml", limits: limits)
    #expect(set.refusedCount == 3)
    #expect(set.diagnostics.count == 4)
    #expect(set.diagnostics.last?.message == "3 more faults are not shown")
  }

  @Test func `folders are read in order of paths and loops of links end`() throws {
    try withFolder { folder in
      let sub = folder.appendingPathComponent("b")
      try FileManager.default.createDirectory(at: sub, withIntermediateDirectories: true)
      for (name, path) in [("z", "a.yaml"), ("y", "b/c.yml"), ("x", "c.json"), ("no", "d.txt")] {
        let text =
          "{\"apiVersion\": \"v1\", \"kind\": \"Namespace\", \"metadata\": {\"name\": \"\(name)\"}}"
        try Data(text.utf8).write(to: folder.appendingPathComponent(path))
      }
      try FileManager.default.createSymbolicLink(
        atPath: sub.appendingPathComponent("up").path, withDestinationPath: "..")
      let set = ManifestReader.read(path: folder.path)
      #expect(set.diagnostics == [])
      #expect(set.namespaces.map(\.metadata.name) == ["z", "y", "x"])
      #expect(set.items.map(\.place.line) == [1, 1, 1])
    }
  }

  @Test func `a link that leads nowhere is reported, not passed over`() throws {
    try withFolder { folder in
      try FileManager.default.createSymbolicLink(
        atPath: folder.appendingPathComponent("lost.yaml").path, withDestinationPath: "gone.yaml")
      try FileManager.default.createSymbolicLink(
        atPath: folder.appendingPathComponent("lost.txt").path, withDestinationPath: "gone.txt")
      #expect(ManifestFiles.files(below: folder.path) == ["\(folder.path)/lost.yaml"])
      let set = ManifestReader.read(path: folder.path)
      #expect(set.diagnostics.map(\.message) == ["the file cannot be read"])
      #expect(set.diagnostics.first?.file == "\(folder.path)/lost.yaml")
    }
  }

  @Test func `files are listed by their endings, and a file is no folder`() throws {
    try withFolder { folder in
      for name in ["b.yml", "a.JSON", "c.csv", "d.md"] {
        try Data().write(to: folder.appendingPathComponent(name))
      }
      let path = folder.path
      #expect(ManifestFiles.files(below: path) == ["\(path)/a.JSON", "\(path)/b.yml"])
      #expect(ManifestFiles.files(below: "\(path)/b.yml") == nil)
      #expect(ManifestFiles.files(below: "\(path)/none") == nil)
    }
  }

  @Test func `a path that is not there is reported`() {
    let set = ManifestReader.read(paths: ["/nonexistent/x.yaml"])
    #expect(
      set.diagnostics.map(\.description) == [
        "/nonexistent/x.yaml:1:1: error: no such file or folder"
      ])
  }

  @Test func `bytes that are not UTF-8 are refused with their place`() {
    let set = ManifestReader.read(bytes: Array("a: b\nc: ".utf8) + [0xE9, 0x0A], file: "l.yaml")
    #expect(
      set.diagnostics.first?.description.hasPrefix(
        "l.yaml:2:4: error: found bytes that are not UTF-8") == true)
  }
}
