// SPDX-License-Identifier: Apache-2.0

import Foundation
import Manifests
import Scenario
import Testing

@Suite struct LimitTests {
  /// Makes a file of a size without writing its bytes.
  private func grow(_ path: String, to count: UInt64) throws {
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try handle.truncate(atOffset: count)
    try handle.close()
  }

  @Test func `a scenario of 50 MB is refused unread`() throws {
    let folder = try ScenarioFolder()
    try grow(folder.path + "scenario.yaml", to: 50_000_000)
    let result = folder.read()
    #expect(
      folder.faults(result) == [
        "1:1: cannot be read, expected at most 32 MiB, but the file has 50000000 bytes"
      ])
    #expect(result.files.isEmpty)
  }

  @Test func `a manifest and a curve of 50 MB are refused where they are named`() throws {
    let folder = try ScenarioFolder()
    try grow(folder.path + "manifests/feed-v2.yaml", to: 50_000_000)
    try grow(folder.path + "data/peak.csv", to: 50_000_000)
    #expect(
      folder.faults(folder.read()) == [
        "46:14: spec.traffic[0].rate.csv: found \"data/peak.csv\", "
          + "expected at most 16 MiB, but the file has 50000000 bytes",
        "53:31: spec.timeline[0].apply: found \"manifests/feed-v2.yaml\", "
          + "expected at most 32 MiB, but the file has 50000000 bytes",
      ])
  }

  @Test func `lists nested a thousand deep are refused`() throws {
    let folder = try ScenarioFolder()
    try folder.write(String(repeating: "[", count: 1000) + String(repeating: "]", count: 1000))
    let faults = folder.faults(folder.read())
    #expect(faults.count == 1)
    #expect(faults.first?.hasPrefix("1:101: refused: nested") == true)
  }

  @Test func `an alias bomb is refused`() throws {
    let folder = try ScenarioFolder()
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...12 {
      let list = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(list)]\n"
    }
    try folder.write(text)
    let result = folder.read()
    #expect(result.scenario == nil)
    #expect(result.diagnostics.count == 1)
    #expect(result.diagnostics.first?.message.hasPrefix("refused: ") == true)
  }

  @Test func `a scenario that is missing, a folder or a device is refused`() throws {
    let folder = try ScenarioFolder()
    let messages = ["none.yaml", "data", "../../dev/zero"].map {
      folder.read($0).diagnostics.first?.message
    }
    #expect(
      messages == [
        "cannot be read, expected a file that exists", "cannot be read, expected a regular file",
        "cannot be read, expected a regular file",
      ])
  }

  @Test func `two documents, none and a text are refused`() throws {
    let folder = try ScenarioFolder()
    for (text, message) in [
      ("a: 1\n---\nb: 2\n", "found 2 documents, expected one scenario"),
      ("", "found 0 documents, expected one scenario"),
      ("hello", "found \"hello\", expected a mapping with kind: Scenario"),
    ] {
      try folder.write(text)
      #expect(folder.faults(folder.read()) == ["1:1: " + message])
    }
  }

  @Test func `a folder that links to itself is read once through`() throws {
    let folder = try ScenarioFolder()
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "manifests/feed/loop",
      withDestinationPath: folder.path + "manifests/feed")
    let result = folder.read()
    #expect(result.scenario != nil)
    #expect(result.files.count == 5)
  }

  /// Damage to a good scenario may be refused but never stops the program.
  @Test(arguments: 0..<40 as Range<UInt64>)
  func `damaged bytes never crash the reader`(_ seed: UInt64) throws {
    let folder = try ScenarioFolder()
    var bytes = Array(try folder.text().utf8)
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let spice = Array("0-9.{}[]:,&*!|>\"'%@ \n\tesx\u{0}".utf8)
    for _ in 0...next(12) {
      let position = next(bytes.count)
      switch next(3) {
      case 0: bytes[position] = spice[next(spice.count)]
      case 1: bytes.insert(spice[next(spice.count)], at: position)
      default: bytes.removeSubrange(position..<min(bytes.count, position + 1 + next(20)))
      }
    }
    try Data(bytes).write(to: URL(fileURLWithPath: folder.path + "scenario.yaml"))
    let result = folder.read()
    let hasErrors = result.diagnostics.contains { $0.severity == .error }
    #expect((result.scenario == nil) == hasErrors, "seed \(seed)")
  }
}
