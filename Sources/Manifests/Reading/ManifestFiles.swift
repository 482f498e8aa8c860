// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Finds the files that may hold manifests.
public enum ManifestFiles {
  private static let extensions = ["yaml", "yml", "json"]
  /// Folders nested deeper than this are not followed, which also ends long chains of links.
  private static let greatestDepth = 32

  /// Whether a path, links followed, is a folder; nil when there is nothing.
  public static func isFolder(_ path: String) -> Bool? {
    var isFolder: ObjCBool = false
    let exists = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    return exists ? isFolder.boolValue : nil
  }

  /// All `.yaml`, `.yml` and `.json` files below a folder in byte order of paths; nil if it is none.
  ///
  /// Each real folder is entered once, however many links lead to it. A link with such an ending
  /// that leads nowhere is listed too, so that reading it tells of it.
  public static func files(below folder: String) -> [String]? {
    guard isFolder(folder) == true else { return nil }
    var visited: Set<String> = []
    return files(below: folder, depth: 0, &visited)
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func files(
    below folder: String, depth: Int, _ visited: inout Set<String>
  ) -> [String] {
    let real = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
    guard depth < greatestDepth, visited.insert(real).inserted else { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var found: [String] = []
    for name in names.sorted() {
      let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      if isFolder(path) == true {
        found += files(below: path, depth: depth + 1, &visited)
      } else if extensions.contains(URL(fileURLWithPath: name).pathExtension.lowercased()) {
        found.append(path)
      }
    }
    return found
  }
}
