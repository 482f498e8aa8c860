// SPDX-License-Identifier: Apache-2.0

import Manifests

/// A ConfigMap that a pod template names.
struct ConfigReference: Hashable, Sendable {
  /// The name of the map, or of a copy of it.
  let name: String
  /// Whether it is mounted, so that changes reach running pods; environment variables stay.
  let isMounted: Bool

  /// The ConfigMaps of a template, each once: volumes first, then variables.
  static func all(in specification: PodSpec) -> [ConfigReference] {
    var found: [ConfigReference] = []
    for volume in specification.volumes {
      guard case .configMap(let name) = volume.source else { continue }
      if !found.contains(where: { $0.name == name }) {
        found.append(ConfigReference(name: name, isMounted: true))
      }
    }
    for container in specification.initContainers + specification.containers {
      for name in container.environmentConfigMaps where !found.contains(where: { $0.name == name })
      {
        found.append(ConfigReference(name: name, isMounted: false))
      }
    }
    return found
  }
}
