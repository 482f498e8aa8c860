// SPDX-License-Identifier: Apache-2.0

import Manifests
import Testing

private func read(_ text: String, file: String = "t.yaml") -> ([Value], [String]) {
  let diagnostics = Diagnostics()
  let documents = DocumentReader.read(Array(text.utf8), file: file, into: diagnostics)
  return (documents, diagnostics.all.map(\.description))
}

struct DocumentReaderTests {
  @Test(arguments: [
    ("~", "null"), ("null", "null"), ("yes", "true"), ("Off", "false"), ("True", "true"),
    ("12", "12"), ("+12", "12"), ("-0", "0"), ("0x1F", "31"), ("0777", "511"), ("0b11", "3"),
    ("0o17", "15"), ("08", "8"), ("1_000", "1000"), ("1.50", "1.50"), ("1e3", "1000"), (".5", ".5"),
    ("2.0", "2"), ("\"12\"", "\"12\""), ("'yes'", "\"yes\""), ("1.2.3", "\"1.2.3\""),
    ("12:30:45", "\"12:30:45\""), ("2019-02-04", "\"2019-02-04\""), ("1Gi", "\"1Gi\""),
    ("!!str 12", "\"12\""), ("!!int \"12\"", "12"), ("-", "a list"), ("-x", "\"-x\""),
  ])
  func `a scalar of YAML means what it means to kubectl`(text: String, meaning: String) {
    let (documents, faults) = read("a: \(text)\n" == "a: -\n" ? "a:\n- ~\n" : "a: \(text)\n")
    #expect(faults == [])
    #expect(documents.first?["a"]?.summary == meaning)
  }

  @Test func `JSON and YAML give one tree`() {
    let json = """
      {"a": [1, -2.5, true, null, "x\\ty\\u00e9😀\\""], "b": {"c": {}, "d": []}}
      """
    let (fromJSON, first) = read(json, file: "t.json")
    let (fromYAML, second) = read(json, file: "t.yaml")
    #expect(first == [] && second == [])
    #expect(fromJSON == fromYAML)
    #expect(fromJSON.first?["a"]?.items?.last?.string == "x\tyé😀\"")
    let (escapes, _) = read("[\"\\/\\ud83d\\ude00\\ud83dx\"]", file: "t.json")
    #expect(escapes.first?.items?.first?.string == "/😀\u{FFFD}x")
  }

  @Test func `every node has its place`() {
    let (documents, _) = read("a:\n  - é: x\n    b: 2\n---\nc: 3\n")
    let item = documents.first?["a"]?.items?.first
    #expect(item?.mark == Mark(line: 2, column: 5))
    #expect(item?["é"]?.mark == Mark(line: 2, column: 8))
    #expect(item?.entries?.last?.keyMark == Mark(line: 3, column: 5))
    #expect(documents.last?["c"]?.mark == Mark(line: 5, column: 4))
    let (json, _) = read("{\n \"é\": [1,\n 2]}", file: "t.json")
    #expect(json.first?["é"]?.mark == Mark(line: 2, column: 7))
    #expect(json.first?["é"]?.items?.last?.mark == Mark(line: 3, column: 2))
  }

  @Test func `anchors, aliases and merge keys work as in YAML 1_1`() {
    let (documents, faults) = read(
      """
      base: &base {x: 1, y: 2}
      more: &more {y: 3, z: 4}
      one: {<<: *base, y: 9}
      two: {<<: [*base, *more]}
      same: *base
      """)
    #expect(faults == [])
    let root = documents.first
    #expect(root?["one"]?["x"]?.integer == 1)
    #expect(root?["one"]?["y"]?.integer == 9)
    #expect(root?["two"]?["y"]?.integer == 2)
    #expect(root?["two"]?["z"]?.integer == 4)
    #expect(root?["same"] == root?["base"])
  }

  @Test func `documents with nothing in them are nothing`() {
    #expect(read("").0.isEmpty)
    #expect(read("# comment\n---\n# another\n---\n...\n").0.isEmpty)
    #expect(read("", file: "t.json").0.isEmpty)
  }

  @Test func `a byte order mark, carriage returns and a missing last newline do no harm`() {
    #expect(read("\u{FEFF}a: 1\r\nb:\r\n  - 2").0.first?["b"]?.items?.first?.integer == 2)
    #expect(read("\u{FEFF}{\"a\": 1}\r\n", file: "t.json").0.first?["a"]?.integer == 1)
  }

  @Test func `documents before a syntax error are kept`() {
    let (documents, faults) = read("a: 1\n---\nb: [\n")
    #expect(documents.count == 1)
    #expect(faults.count == 1)
  }
}
