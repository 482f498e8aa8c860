// SPDX-License-Identifier: Apache-2.0

import Manifests

/// Finds objects that are given twice.
struct ObjectNames {
  private var places: [String: SourcePlace] = [:]
  private let faults: Diagnostics

  init(_ faults: Diagnostics) { self.faults = faults }

  /// Reports an object whose kind, namespace and name were there before.
  mutating func check(_ item: ManifestSet.Item) {
    let metadata = item.object.metadata
    if metadata.name.isEmpty { return }
    // A Deployment is the same object in all versions of its group.
    let group = item.apiVersion.split(separator: "/").dropLast().joined()
    let key = "\(group)/\(item.kind)/\(metadata.namespace)/\(metadata.name)"
    guard let first = places.updateValue(item.place, forKey: key) else { return }
    places[key] = first
    let name =
      metadata.namespace.isEmpty ? metadata.name : "\(metadata.namespace)/\(metadata.name)"
    faults.report(
      Diagnostic(
        at: item.place, path: "metadata.name", found: "\(item.kind) \(name) is given twice",
        hint: "it is first given at \(first)"))
  }
}
