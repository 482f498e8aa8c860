// SPDX-License-Identifier: Apache-2.0

import Manifests

typealias ConfigContentIndex = Int32

/// The ConfigMaps of a cluster with all contents that they had, and what those do to pods.
struct ConfigTable: Sendable {
  /// A ConfigMap, as users know it.
  struct Map: Sendable {
    let namespace: String
    let name: String
    /// Whether a changed content is released in batches of copies.
    var isReleasedInBatches: Bool
    /// The content that it has now; negative while it does not exist.
    var current: ConfigContentIndex = -1
    /// The copies that releases in batches hand out.
    var versions: ConfigMapVersions
  }

  /// One content of a map.
  struct Content: Sendable {
    /// The place of its map.
    let map: Int
    /// The name of the copy that holds it.
    let copy: String
    let entries: [LabelSet.Label]

    /// Whether a text stands in a value, or in `key: value`.
    func contains(_ text: String) -> Bool {
      entries.contains { "\($0.key): \($0.value)".contains(text) }
    }
  }

  /// What the application in a pod uses: a content for each map that its template names.
  struct Usage: Hashable, Sendable {
    let deployment: DeploymentIndex
    /// Contents in the order of the template's references; negative for a map that does not exist.
    let contents: [ConfigContentIndex]
  }

  /// What a usage does to a pod.
  struct Effect: Equatable, Sendable {
    var errorRatio = 0.0
    var isNeverReady = false

    /// Whether pods fail by it.
    var isBad: Bool { errorRatio > 0 || isNeverReady }
  }

  private(set) var maps: [Map] = []
  private(set) var contents: [Content] = []
  private(set) var usages: [Usage] = []
  private(set) var effects: [Effect] = []

  /// The place of a map; nil if there never was one of the name.
  func map(_ name: String, in namespace: String) -> Int? {
    maps.firstIndex { $0.name == name && $0.namespace == namespace }
  }

  /// The content behind a name that a pod refers to: that of a map now, or of one of its copies.
  func content(_ name: String, in namespace: String) -> ConfigContentIndex {
    if let place = map(name, in: namespace) { return maps[place].current }
    let copy = contents.firstIndex {
      $0.copy == name && maps[$0.map].namespace == namespace
    }
    return copy.map { ConfigContentIndex($0) } ?? -1
  }

  /// The place of the map of which a name is the copy, or the name itself.
  func origin(of name: String, in namespace: String) -> Int? {
    if let place = map(name, in: namespace) { return place }
    return contents.first { $0.copy == name && maps[$0.map].namespace == namespace }?.map
  }

  /// Stores what a manifest holds; returns the place of its map and whether its content changed.
  mutating func store(_ manifest: ConfigMap) -> (map: Int, isChanged: Bool) {
    let metadata = manifest.metadata
    let known = map(metadata.name, in: metadata.namespace)
    let place = known ?? maps.count
    if known == nil {
      maps.append(
        Map(
          namespace: metadata.namespace, name: metadata.name,
          isReleasedInBatches: manifest.isReleasedInBatches,
          versions: ConfigMapVersions(name: metadata.name)))
    }
    maps[place].isReleasedInBatches = manifest.isReleasedInBatches
    let entries = manifest.data.labels + manifest.binaryData.labels
    let version = maps[place].versions.submit(entries.map { ($0.key, $0.value) })
    let content: Int
    if let same = contents.firstIndex(where: { $0.map == place && $0.copy == version.name }) {
      content = same
    } else {
      content = contents.count
      contents.append(Content(map: place, copy: version.name, entries: entries))
    }
    let isChanged = maps[place].current != ConfigContentIndex(content)
    maps[place].current = ConfigContentIndex(content)
    return (place, isChanged)
  }

  /// Removes copies beyond those kept that no template names; returns how many went.
  mutating func collectGarbage(of map: Int, inUse: [String]) -> Int {
    let current = maps[map].current
    let kept = current < 0 ? inUse : inUse + [contents[Int(current)].copy]
    return maps[map].versions.collectGarbage(inUse: kept).count
  }

  /// The place of a usage, with its effect if it is new.
  mutating func intern(_ usage: Usage, effect: (Usage) -> Effect) -> Int32 {
    if let known = usages.firstIndex(of: usage) { return Int32(known) }
    usages.append(usage)
    effects.append(effect(usage))
    return Int32(usages.count - 1)
  }

  /// What the usage of a pod does to it; nothing for a pod that uses no map.
  func effect(of usage: Int32) -> Effect { usage < 0 ? Effect() : effects[Int(usage)] }
}
