// SPDX-License-Identifier: Apache-2.0

internal import Foundation
public import Manifests

/// Replays recorded decisions of Kubernetes and compares.
///
/// Folders are told by a `nodes.json`, files by their field `format`. What was recorded is read for
/// the comparison alone.
public struct Verifier: Sendable {
  /// The totals of one kind of recording.
  public struct Row: Sendable, Hashable {
    /// The kind.
    public var family: String
    /// The number of cases.
    public var cases = 0
    /// The number of decisions.
    public var decisions = 0
    /// The number of decisions that differ.
    public var mismatches = 0
    /// The number of cases without recorded outputs.
    public var notRecorded = 0
  }

  /// The kinds that are one file.
  public let families: [any RecordedFamily]
  private let limits = ManifestLimits()
  private static let greatestDepth = 16

  /// Creates a verifier of scheduler cases and some kinds of files.
  public init(families: [any RecordedFamily] = []) {
    self.families = families
  }

  /// Replays all recordings below a folder, in order of their paths.
  ///
  /// `report` is called after each case, as for a progress bar.
  public func replay(
    folder: String, report: (ReplayedCase) -> Void = { _ in }
  ) -> (cases: [ReplayedCase], diagnostics: [Diagnostic]) {
    var cases: [ReplayedCase] = []
    let faults = Diagnostics()
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder),
      isFolder.boolValue
    else {
      faults.report(Diagnostic(at: SourcePlace(file: folder), found: "no such folder"))
      return ([], faults.all)
    }
    visit(folder, path: "", depth: 0, faults) { replayed in
      cases.append(replayed)
      report(replayed)
    }
    return (cases, faults.all)
  }

  /// The totals by kind, in order of their names.
  public static func rows(_ cases: [ReplayedCase]) -> [Row] {
    var rows: [Row] = []
    for one in cases {
      let place = rows.firstIndex { $0.family == one.family } ?? rows.count
      if place == rows.count { rows.append(Row(family: one.family)) }
      rows[place].cases += one.caseCount
      rows[place].decisions += one.decisionCount
      rows[place].mismatches += one.mismatchCount
      rows[place].notRecorded += one.unrecordedCount
    }
    return rows.sorted { $0.family < $1.family }
  }

  /// Writes what this build decides below a folder.
  public static func write(_ cases: [ReplayedCase], to folder: String) throws {
    for output in cases.flatMap(\.outputs) {
      let file = URL(fileURLWithPath: folder).appendingPathComponent(output.path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data((output.content.jsonLines + "\n").utf8).write(to: file)
    }
  }

  private func visit(
    _ folder: String, path: String, depth: Int, _ faults: Diagnostics,
    _ take: (ReplayedCase) -> Void
  ) {
    guard depth < Self.greatestDepth else { return }
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    if names.contains(SchedulerCase.markerFile) {
      let read = { name in names.contains(name) ? bytes("\(folder)/\(name)", faults) : nil }
      take(SchedulerReplay.replay(path: path, folder: folder, read: read))
      return
    }
    for name in names {
      let below = "\(folder)/\(name)"
      let relative = path.isEmpty ? name : "\(path)/\(name)"
      var isFolder: ObjCBool = false
      guard unsafe FileManager.default.fileExists(atPath: below, isDirectory: &isFolder)
      else { continue }
      if isFolder.boolValue {
        visit(below, path: relative, depth: depth + 1, faults, take)
      } else if name.hasSuffix(".json") {
        replay(file: below, path: relative, faults, take)
      }
    }
  }

  private func replay(
    file: String, path: String, _ faults: Diagnostics, _ take: (ReplayedCase) -> Void
  ) {
    guard let bytes = bytes(file, faults),
      let document = DocumentReader.read(bytes, file: file, limits: limits, into: faults).first,
      let format = document["format"]?.string
    else { return }
    guard let family = families.first(where: { $0.reads(format: format) }) else {
      faults.report(
        Diagnostic(
          .warning, at: SourcePlace(file: file), path: "format",
          found: "recordings of format \"\(format)\" are not replayed"))
      return
    }
    take(family.replay(document, file: file, path: path))
  }

  private func bytes(_ file: String, _ faults: Diagnostics) -> [UInt8]? {
    ManifestReader.bytes(ofFile: file, limits: limits, into: faults)
  }
}
