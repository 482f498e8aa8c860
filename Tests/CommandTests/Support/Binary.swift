// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The built command, as a file to run.
enum Binary {
  /// The root of the checkout, found from the place of this file.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The command that was built together with these tests; it lies beside them.
  static let tested = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("springtide")

  /// The release build, if it is there and no source is newer; an old one would test the past.
  static let release: URL? = {
    let binary = root.appendingPathComponent(".build/release/springtide").resolvingSymlinksInPath()
    guard let built = changed(binary) else { return nil }
    let sources = root.appendingPathComponent("Sources").resolvingSymlinksInPath()
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: sources.path)) ?? []
    let files = paths.map { sources.appendingPathComponent($0) }
    let isStale = files.contains { $0.pathExtension == "swift" && (changed($0) ?? built) > built }
    return isStale ? nil : binary
  }()

  /// The faster of the two.
  static let fastest = release ?? tested

  private static func changed(_ url: URL) -> Date? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
    return attributes?[.modificationDate] as? Date
  }
}
