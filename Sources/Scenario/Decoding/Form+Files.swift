// SPDX-License-Identifier: Apache-2.0

import Manifests

extension Form where Result == String {
  /// A path relative to the folder of the scenario.
  static func path(to what: String) -> Form {
    let shape = ScalarShape(name: "path", bounds: "of \(what)", notation: .string)
    return .scalar(shape, text: { $0 }) { text throws(TextFault) in
      guard !text.isEmpty, text.utf8.count <= 4096, !text.utf8.contains(0) else {
        throw TextFault(expected: shape.expectation)
      }
      return text
    }
  }
}

extension Form where Result == ManifestSet {
  /// The manifests of one file or folder.
  static var manifest: Form {
    let path = Form<String>.path(to: "a manifest or a folder of manifests")
    return Form(
      shape: path.shape,
      read: { value, reading in
        guard let path = path.read(value, reading) else {
          reading.missingManifests += 1
          return nil
        }
        do throws(TextFault) {
          let set = try ScenarioManifests.read(path, inputs: reading.inputs)
          reading.diagnostics.report(set.diagnostics)
          reading.manifests.append(set)
          return set
        } catch {
          reading.missingManifests += 1
          reading.report(value, expected: error.expected, hint: error.hint)
          return nil
        }
      },
      text: { "\($0.items.count) objects" })
  }

  /// The manifests of several files or folders, in order.
  static var manifests: Form {
    let list = Form<[ManifestSet]>.list(of: .manifest, count: 0...1000)
    return Form(
      shape: list.shape,
      read: { value, reading in
        guard let sets = list.read(value, reading) else { return nil }
        var whole = ManifestSet()
        for set in sets { whole.append(set) }
        return whole
      },
      text: { $0.items.isEmpty ? "[]" : "\($0.items.count) objects" })
  }
}
