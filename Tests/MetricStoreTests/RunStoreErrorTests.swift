// SPDX-License-Identifier: Apache-2.0

import Foundation
import MetricStore
import Metrics
import Testing

struct RunStoreErrorTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  @Test func `a file that is no database is refused and left alone`() throws {
    let text = Data("apiVersion: v1, and nothing that a database would start with\n".utf8)
    try text.write(to: URL(fileURLWithPath: folder.file()))
    let path = folder.file()
    #expect(throws: RunStoreError.notADatabase(path: path)) { try RunStore(path: path) }
    #expect(throws: RunStoreError.notADatabase(path: path)) { try RunStore(readingFrom: path) }
    #expect(try folder.bytes("runs.sqlite") == text)
  }

  @Test func `a database of another program is refused and left alone`() throws {
    let path = folder.file()
    try RunStore(path: path).execute("PRAGMA application_id = 7; PRAGMA journal_mode = DELETE")
    let before = try folder.bytes("runs.sqlite")
    #expect(throws: RunStoreError.notARunStore(path: path)) { try RunStore(path: path) }
    #expect(throws: RunStoreError.notARunStore(path: path)) { try RunStore(readingFrom: path) }
    #expect(try folder.bytes("runs.sqlite") == before)
  }

  @Test func `a newer format is refused with both versions`() throws {
    let path = folder.file()
    try RunStore(path: path).execute("PRAGMA user_version = 99")
    let error = RunStoreError.newerFormat(
      path: path, found: 99, known: RunStore.formatVersion)
    #expect(throws: error) { try RunStore(path: path) }
    #expect(throws: error) { try RunStore(readingFrom: path) }
    #expect("\(error)".contains("format 99"))
  }

  @Test func `a missing file is not made by reading`() throws {
    let path = folder.file()
    #expect(throws: RunStoreError.notFound(path: path)) { try RunStore(readingFrom: path) }
    #expect(!FileManager.default.fileExists(atPath: path))
    try Data().write(to: URL(fileURLWithPath: path))
    #expect(throws: RunStoreError.notARunStore(path: path)) { try RunStore(readingFrom: path) }
    // An empty file becomes a store when one writes.
    #expect(try RunStore(path: path).reader.runs().isEmpty)
  }

  @Test func `a missing folder and a folder in place of a file are named`() throws {
    let missing = "\(folder.path)/no/runs.sqlite"
    let error = #expect(throws: RunStoreError.self) { try RunStore(path: missing) }
    #expect(error.map(String.init(describing:))?.contains("folder \(folder.path)/no") == true)
    let other = #expect(throws: RunStoreError.self) { try RunStore(path: folder.path) }
    #expect(other.map(String.init(describing:))?.contains("this is a folder") == true)
    #expect(throws: RunStoreError.self) { try RunStore(readingFrom: folder.path) }
  }

  @Test func `a file that another holds is reported as locked`() throws {
    let path = folder.file()
    let holder = try RunStore(path: path)
    let other = try RunStore(path: path, busyTimeoutSeconds: 0.01)
    try holder.rollBack("DELETE FROM run") {
      #expect(throws: RunStoreError.locked(path: path)) {
        try SampleRun().write(to: other)
      }
      // Readers are not in the way of the writer, nor it in theirs.
      let seen = try RunStore(readingFrom: path).reader.runs()
      #expect(seen.isEmpty)
    }
    try SampleRun().write(to: other)
    #expect(try holder.reader.runs().count == 1)
  }

  @Test func `a full disk is reported, and what was stored before stays`() throws {
    let path = folder.file()
    let store = try RunStore(path: path)
    let run = SampleRun()
    let id = try run.write(to: store)
    try store.execute("PRAGMA max_page_count = 40")
    let writer = RunWriter(store)
    let second = try writer.begin(run.header, startedAtUnixSeconds: 1)
    #expect(throws: RunStoreError.diskFull(path: path)) {
      for _ in 0..<10_000 { try writer.append(pods: run.pods) }
    }
    #expect(try store.reader.run(second).status == .incomplete)
    #expect(try store.reader.pods(of: id) == run.pods)
    #expect(try store.integrityFaults().isEmpty)
  }

  @Test func `a store open for reading cannot be written`() throws {
    let path = folder.file()
    try SampleRun().write(to: RunStore(path: path))
    let store = try RunStore(readingFrom: path)
    #expect {
      try SampleRun().write(to: store)
    } throws: { error in
      guard case RunStoreError.noPermission = error else { return false }
      return true
    }
  }

  /// A link to nowhere in the place of the `-shm` file keeps SQLite from making one, as a folder
  /// without permission to write would; it does so for every user, the superuser too.
  @Test func `a file is readable where no file can be made beside it`() throws {
    let path = folder.file("50% of #1?.sqlite")
    let run = SampleRun()
    try run.write(to: RunStore(path: path))
    try FileManager.default.createSymbolicLink(
      atPath: path + "-shm", withDestinationPath: "/nowhere/at/all")
    let before = try folder.bytes("50% of #1?.sqlite")
    #expect(try RunStore(readingFrom: path).reader.pods(of: 1) == run.pods)
    #expect(try folder.bytes("50% of #1?.sqlite") == before)
  }

  @Test func `a log that cannot be folded in is an error, not old data`() throws {
    let store = try RunStore(path: folder.file())
    try SampleRun().write(to: store)
    try folder.copy("runs.sqlite", to: "copy.sqlite")
    try #require(FileManager.default.fileExists(atPath: folder.file("copy.sqlite-wal")))
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("copy.sqlite-shm"), withDestinationPath: "/nowhere/at/all")
    #expect(throws: RunStoreError.self) {
      try RunStore(readingFrom: folder.file("copy.sqlite"))
    }
  }

  @Test(.enabled(if: geteuid() != 0, "the superuser may read and write everything"))
  func `missing permissions are named`() throws {
    let path = folder.file()
    try SampleRun().write(to: RunStore(path: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder.path)
    defer {
      try? FileManager.default.setAttributes(
        [.posixPermissions: 0o700], ofItemAtPath: folder.path)
    }
    #expect(try RunStore(readingFrom: path).reader.runs().count == 1)
    #expect(throws: RunStoreError.self) { try RunStore(path: folder.file("new.sqlite")) }
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
    #expect(throws: RunStoreError.noPermission(path: path, detail: "the file may not be read")) {
      try RunStore(readingFrom: path)
    }
  }

  @Test func `every message is one line for people`() {
    let errors: [RunStoreError] = [
      .notFound(path: "p"), .notADatabase(path: "p"), .notARunStore(path: "p"),
      .newerFormat(path: "p", found: 2, known: 1), .locked(path: "p"),
      .noPermission(path: "p", detail: "d"), .diskFull(path: "p"),
      .damaged(path: "p", detail: "d"), .noSuchRun(reference: "r", known: []),
      .noSuchRun(reference: "r", known: ["s"]), .noSuchSeries(run: 1, series: 2),
      .refused(detail: "d"), .query(detail: "d"), .failed(path: "p", detail: "d"),
    ]
    let messages = errors.map(\.description)
    #expect(Set(messages).count == errors.count)
    for message in messages {
      #expect(!message.isEmpty && !message.contains("\n") && !message.contains("RunStoreError"))
    }
  }
}
