// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Foundation
import Manifests

/// Opens the files of one scenario and fingerprints every byte that was read, in order.
final class InputFiles {
  /// The path of the scenario as the user named it.
  let scenarioPath: String
  /// The files so far, in the order read.
  private(set) var files: [InputFile] = []
  private var digest = RollingDigest()

  init(scenarioPath: String) {
    self.scenarioPath = scenarioPath
  }

  /// A fingerprint of roles, sizes and contents, but not of names: a copied folder has the same.
  var hash: String { digest.hex }

  /// The path of a file that the scenario names, relative to the folder of the scenario.
  func resolve(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    guard let slash = scenarioPath.lastIndex(of: "/") else { return path }
    return scenarioPath[...slash] + path
  }

  /// Adds a text that is no file, such as an override.
  func combine(_ text: String) {
    digest.combine(text)
  }

  /// The bytes of a regular file of at most so many bytes.
  ///
  /// The size is looked at first, so that a huge file is refused without being read.
  func read(_ path: String, as role: InputFile.Role, atMost limit: Int) throws(TextFault) -> [UInt8]
  {
    let resolved = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: resolved) else {
      throw TextFault(expected: "a file that exists", hint: siblingHint(of: path))
    }
    guard attributes[.type] as? FileAttributeType == .typeRegular else {
      throw TextFault(expected: "a regular file")
    }
    let size = (attributes[.size] as? NSNumber)?.intValue ?? 0
    guard size <= limit else { throw InputFiles.tooLarge(size, limit) }
    guard let handle = FileHandle(forReadingAtPath: resolved),
      let data = try? handle.read(upToCount: limit + 1) ?? Data()
    else { throw TextFault(expected: "a file that can be read") }
    guard data.count <= limit else { throw InputFiles.tooLarge(data.count, limit) }
    let bytes = [UInt8](data)
    add(bytes, path: path, role: role)
    return bytes
  }

  private static func tooLarge(_ size: Int, _ limit: Int) -> TextFault {
    TextFault(expected: "at most \(limit >> 20) MiB, but the file has \(size) bytes")
  }

  private func add(_ bytes: [UInt8], path: String, role: InputFile.Role) {
    files.append(InputFile(role: role, path: path, byteCount: bytes.count))
    digest.combine(role.rawValue)
    digest.combine(UInt64(bytes.count))
    var word: UInt64 = 0
    for (index, byte) in bytes.enumerated() {
      word = word << 8 | UInt64(byte)
      if index & 7 == 7 {
        digest.combine(word)
        word = 0
      }
    }
    digest.combine(word)
  }

  /// The most names of a folder that are looked through for a similar one.
  private static let mostSiblings = 1000

  private func siblingHint(of path: String) -> String? {
    let url = URL(fileURLWithPath: path)
    let folder = url.deletingLastPathComponent().path
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      return "the folder \(folder) does not exist either"
    }
    return didYouMean(url.lastPathComponent, in: names.sorted().prefix(Self.mostSiblings))
  }
}
