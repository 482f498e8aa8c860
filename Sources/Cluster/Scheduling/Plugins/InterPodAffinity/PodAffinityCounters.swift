// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// What the filter of pod affinity keeps about a template.
struct PodAffinityCounters: Sendable {
  /// The pods that match all required affinity terms, by the key of each term.
  var affinity: ContiguousArray<CountedTopology> = []
  /// Whether the pod matches its own required affinity terms.
  var matchesItself = false
  /// The pods that match each required anti-affinity term.
  var antiAffinity: ContiguousArray<CountedTopology> = []
  /// The pods whose required anti-affinity terms match this pod, by key.
  var foreign: ContiguousArray<CountedTopology> = []

  var isEmpty: Bool { affinity.isEmpty && antiAffinity.isEmpty && foreign.isEmpty }
}
