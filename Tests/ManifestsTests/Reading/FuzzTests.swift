// SPDX-License-Identifier: Apache-2.0

import Manifests
import Testing

/// Damages texts at random: the reader must answer every time, and always within the text.
struct FuzzTests {
  @Test(arguments: [UInt64(101), 102, 103, 104])
  func `a damaged manifest is read or reported and never crashes`(seed: UInt64) {
    var random = TestGenerator(seed: seed)
    let pieces = [
      "[", "]", "{", "}", ":", "- ", "&a ", "*a", "<<: ", "\n", "\t", "\"", "|", "?",
      "9e9", "-1", "~", "!!int ", "\u{0}", "é", "%", "#", ",", "1e400", "\\u12",
    ]
    for round in 0..<400 {
      let sample = kindSamples[Int(random.next(below: UInt64(kindSamples.count)))].text
      var bytes = Array(sample.utf8)
      for _ in 0...random.next(below: 4) {
        let position = Int(random.next(below: UInt64(bytes.count)))
        switch random.next(below: 4) {
        case 0: bytes.remove(at: position)
        case 1: bytes[position] = UInt8(truncatingIfNeeded: random.next())
        case 2: bytes.removeSubrange(position..<min(bytes.count, position + 20))
        default:
          let piece = pieces[Int(random.next(below: UInt64(pieces.count)))]
          bytes.insert(contentsOf: Array(piece.utf8), at: position)
        }
        if bytes.isEmpty { bytes = [0x20] }
      }
      let file = random.next(below: 2) == 0 ? "f.yaml" : "f.json"
      let set = ManifestReader.read(bytes: bytes, file: file)
      let lineCount = bytes.count { $0 == 0x0A || $0 == 0x0D } + 2
      for diagnostic in set.diagnostics {
        #expect(
          (1...lineCount).contains(diagnostic.line) && diagnostic.column >= 1,
          "seed \(seed) round \(round): \(diagnostic)")
      }
      // A comment alone is nothing, and nothing is to be said of it.
      let startsComment = bytes.contains(UInt8(ascii: "#"))
      let outcome = set.items.count + set.skipped.count + set.diagnostics.count
      #expect(
        outcome > 0 || bytes.count < 40 || startsComment,
        "seed \(seed) round \(round): \(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test(arguments: [UInt64(201), 202])
  func `JSON that is written from a random tree is read back the same`(seed: UInt64) {
    var random = TestGenerator(seed: seed)
    for round in 0..<200 {
      var text = ""
      let expected = tree(depth: 0, &random, &text)
      for file in ["f.json", "f.yaml"] {
        let diagnostics = Diagnostics()
        let read = DocumentReader.read(Array("[\(text)]".utf8), file: file, into: diagnostics)
        #expect(diagnostics.all == [], "seed \(seed) round \(round): \(text)")
        #expect(read.first?.items == [expected], "seed \(seed) round \(round): \(text)")
      }
    }
  }

  /// A random tree, and its text.
  private func tree(depth: Int, _ random: inout TestGenerator, _ text: inout String) -> Value {
    let mark = Mark(line: 1, column: 1)
    let choice = random.next(below: depth < 4 ? 7 : 4)
    switch choice {
    case 0:
      text += "null"
      return Value(.null, at: mark)
    case 1:
      text += "true"
      return Value(.bool(true), at: mark)
    case 2:
      let number = "\(Int64(bitPattern: random.next()) >> 20)"
      text += number
      return Value(.number(number), at: mark)
    case 3:
      let string = ["", "a b", "é😀", "x:y", "1", "true"][Int(random.next(below: 6))]
      text += "\"\(string)\""
      return Value(.string(string), at: mark)
    case 4, 5:
      text += "["
      var items: [Value] = []
      for index in 0..<random.next(below: 4) {
        if index > 0 { text += ", " }
        items.append(tree(depth: depth + 1, &random, &text))
      }
      text += "]"
      return Value(.sequence(items), at: mark)
    default:
      text += "{"
      var entries: [Value.Entry] = []
      for index in 0..<random.next(below: 25) {
        if index > 0 { text += ", " }
        text += "\"k\(index)\": "
        let value = tree(depth: depth + 2, &random, &text)
        entries.append(Value.Entry(key: "k\(index)", keyMark: mark, value: value))
      }
      text += "}"
      return Value(.mapping(entries), at: mark)
    }
  }
}
