// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// The copies of a ConfigMap that a release in batches hands out, one for each content.
///
/// A change of a native ConfigMap reaches all pods that mount it. Here each content gets a copy named
/// after its hash, and a release moves pods from copy to copy, batch by batch, without restarts.
/// Equal contents share a copy, and only the last ten are kept.
package struct ConfigMapVersions: Sendable {
  /// Copies that are kept.
  package static let keptCount = 10

  /// One copy.
  package struct Version: Hashable, Sendable {
    /// The name of the copy: that of the ConfigMap and the hash of its content.
    package let name: String
    /// Its place in the history, growing with each submission.
    package fileprivate(set) var number: Int
  }

  /// The name that users know.
  package let name: String
  /// The copies that exist, the latest submitted last.
  package private(set) var versions: [Version] = []
  private var lastNumber = 0

  /// Creates the history of a ConfigMap without content.
  package init(name: String) {
    self.name = name
  }

  /// The copy of a content; a new one only if no copy holds it.
  package mutating func submit(_ data: [(key: String, value: String)]) -> Version {
    lastNumber += 1
    let copy = "\(name)-\(Self.hash(of: data))"
    let known = versions.firstIndex { $0.name == copy }
    var version = known.map { versions.remove(at: $0) } ?? Version(name: copy, number: lastNumber)
    version.number = lastNumber
    versions.append(version)
    return version
  }

  /// Removes copies beyond those kept, the oldest first, and returns them.
  ///
  /// A copy that pods still mount stays, however old.
  package mutating func collectGarbage(inUse: [String]) -> [Version] {
    let surplus = versions.count - Self.keptCount
    guard surplus > 0 else { return [] }
    let removed = versions.prefix(surplus).filter { !inUse.contains($0.name) }
    versions.removeAll { removed.contains($0) }
    return Array(removed)
  }

  /// The hash of a content: ten letters and digits, the same for any order of the keys.
  private static func hash(of data: [(key: String, value: String)]) -> String {
    var digest = RollingDigest()
    for entry in data.sorted(by: { $0.key < $1.key }) {
      digest.combine(entry.key)
      digest.combine(entry.value)
    }
    return PodName.hash(digest.value)
  }
}
