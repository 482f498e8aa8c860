// SPDX-License-Identifier: Apache-2.0

import Foundation
import Manifests

/// Reads the manifests that a scenario names, so that each byte is part of its fingerprint.
enum ManifestFiles {
  /// Folders nested deeper than this are not followed, which also ends long chains.
  private static let greatestDepth = 32
  private static let extensions = ["yaml", "yml", "json"]

  /// Reads a file, or all `.yaml`, `.yml` and `.json` files below a folder in order of paths.
  static func read(_ path: String, inputs: InputFiles) throws(TextFault) -> ManifestSet {
    let resolved = inputs.resolve(path)
    let limits = ManifestLimits()
    var visited: Set<String> = []
    guard let listed = files(below: resolved, depth: 0, visited: &visited) else {
      return try readFile(resolved, inputs, limits)
    }
    guard !listed.isEmpty else {
      throw TextFault(expected: "a folder with .yaml, .yml or .json files")
    }
    guard listed.count <= limits.files else {
      throw TextFault(expected: "a folder with at most \(limits.files) manifests")
    }
    var set = ManifestSet()
    for file in listed.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      set.append(try readFile(file, inputs, limits))
    }
    return set
  }

  private static func readFile(
    _ file: String, _ inputs: InputFiles, _ limits: ManifestLimits
  ) throws(TextFault) -> ManifestSet {
    let bytes = try inputs.read(file, as: .manifest, atMost: limits.fileBytes)
    return ManifestReader.read(bytes: bytes, file: file, limits: limits)
  }

  /// The manifests below a folder; nil if the path is no folder.
  ///
  /// Each real folder is entered once, however many links lead to it.
  private static func files(
    below path: String, depth: Int, visited: inout Set<String>
  ) -> [String]? {
    let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let type = (try? FileManager.default.attributesOfItem(atPath: real))?[.type]
    guard type as? FileAttributeType == .typeDirectory else { return nil }
    guard depth < greatestDepth, visited.insert(real).inserted else { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    var result: [String] = []
    for name in names.sorted() {
      let child = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
      let ending = URL(fileURLWithPath: name).pathExtension.lowercased()
      if let below = files(below: child, depth: depth + 1, visited: &visited) {
        result += below
      } else if extensions.contains(ending) {
        result.append(child)
      }
    }
    return result
  }
}
