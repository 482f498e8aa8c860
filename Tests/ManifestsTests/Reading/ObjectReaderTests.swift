// SPDX-License-Identifier: Apache-2.0

import Manifests
import Testing

private func reader(_ text: String, _ diagnostics: Diagnostics) throws -> ObjectReader {
  let document = DocumentReader.read(Array(text.utf8), file: "t.yaml", into: diagnostics).first
  return ObjectReader(try #require(document), file: "t.yaml", diagnostics: diagnostics)
}

private enum Mode: String, CaseIterable { case fast, slow }

struct ObjectReaderTests {
  @Test func `fields of the right type are read without a word`() throws {
    let diagnostics = Diagnostics()
    let reader = try reader(
      """
      name: pool
      count: 3
      ratio: 0.5
      on: true
      mode: slow
      size: 1.5Gi
      none: ~
      names: [a, b]
      numbers: [1, 2]
      items: [{n: 1}, {n: 2}]
      labels: {x: "1"}
      """, diagnostics)
    #expect(reader.requiredString("name") == "pool")
    #expect(reader.int64("count", in: 0...10) == 3)
    #expect(reader.double("ratio", in: 0...1) == 0.5)
    #expect(reader.bool("on") == true)
    #expect(reader.oneOf("mode", as: Mode.self) == .slow)
    #expect(reader.amount("size")?.value == 1_610_612_736)
    #expect(!reader.has("none") && reader.string("none") == nil)
    #expect(reader.strings("names") == ["a", "b"])
    #expect(reader.integers("numbers", in: 0...5) == [1, 2])
    #expect(reader.list("items") { $0.count("n") } == [1, 2])
    #expect(reader.labels("labels") == ["x": "1"])
    #expect(reader.string("absent") == nil)
    #expect(diagnostics.all == [])
  }

  @Test func `unknown keys are reported with the nearest known one`() throws {
    let diagnostics = Diagnostics()
    let reader = try reader("sede: 1\nzzz: 2\nspec: {}\n", diagnostics)
    reader.unknownKeys(allowed: ["seed", "spec"])
    #expect(
      diagnostics.all.map(\.description) == [
        "t.yaml:1:1: error: sede: unknown field\n    hint: did you mean \"seed\"?",
        "t.yaml:2:1: error: zzz: unknown field\n    hint: known fields are seed, spec",
      ])
  }

  @Test func `faults of every type are collected and not thrown`() throws {
    let diagnostics = Diagnostics()
    let reader = try reader(
      "a: [1]\nb: x\nc: 7\nd: [x, 2]\ne: {f: 1}\ng: nan\nh: 11\ni: [9]\n", diagnostics)
    #expect(reader.string("a") == nil)
    #expect(reader.int64("b") == nil)
    #expect(reader.oneOf("c", ["x"]) == nil)
    #expect(reader.strings("d") == ["x"])
    #expect(reader.list("e") { $0.string("f") } == [])
    #expect(reader.double("g") == nil)
    #expect(reader.int64("h", in: 1...10) == nil)
    #expect(reader.integers("i", in: 0...8) == [])
    #expect(reader.requiredObject("z") == nil)
    reader.warning("a", found: "not simulated")
    #expect(
      diagnostics.all.map(\.message) == [
        "a: found a list, expected a text", "b: found \"x\", expected a whole number",
        "c: found 7, expected a text", "d[1]: found 2, expected a text",
        "e: found a mapping, expected a list", "g: found \"nan\", expected a number",
        "h: found 11, expected a whole number from 1 to 10",
        "i[0]: found 9, expected a whole number from 0 to 8",
        "z: required field is missing", "a: not simulated",
      ])
    #expect(diagnostics.errorCount == 9)
  }

  @Test func `paths with dots and slashes stay readable`() {
    let path = FieldPath.root.appending("labels").appending("a.b/c")
    #expect(path.description == "labels[a.b/c]")
    #expect(FieldPath.root.appending("a").appending(2).appending("b").description == "a[2].b")
  }

  @Test func `a long text from a file is cut in messages`() throws {
    let diagnostics = Diagnostics()
    let reader = try reader("a: \(String(repeating: "x", count: 5_000))\n", diagnostics)
    _ = reader.bool("a")
    #expect(diagnostics.all.first.map { $0.message.count < 120 } == true)
  }
}
