// SPDX-License-Identifier: Apache-2.0

import Manifests

/// Reads the manifests that a scenario names, so that each byte is part of its fingerprint.
enum ScenarioManifests {
  /// Reads a file, or all `.yaml`, `.yml` and `.json` files below a folder in order of paths.
  static func read(_ path: String, inputs: InputFiles) throws(TextFault) -> ManifestSet {
    let resolved = inputs.resolve(path)
    let limits = ManifestLimits()
    guard let listed = ManifestFiles.files(below: resolved) else {
      return try readFile(resolved, inputs, limits)
    }
    guard !listed.isEmpty else {
      throw TextFault(expected: "a folder with .yaml, .yml or .json files")
    }
    guard listed.count <= limits.files else {
      throw TextFault(expected: "a folder with at most \(limits.files) manifests")
    }
    var set = ManifestSet()
    for file in listed {
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
}
