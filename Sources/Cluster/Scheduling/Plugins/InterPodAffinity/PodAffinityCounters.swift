// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// What the filter of pod affinity keeps about a template.
struct PodAffinityCounters: Sendable {
  /// A topology key with the counter of the pods that matter on it.
  struct Part: Sendable {
    let key: TopologyKeyIndex
    let counter: CounterIndex
  }

  /// The pods that match all required affinity terms, by the key of each term.
  var affinity: ContiguousArray<Part> = []
  /// Whether the pod matches its own required affinity terms.
  var matchesItself = false
  /// The pods that match each required anti-affinity term.
  var antiAffinity: ContiguousArray<Part> = []
  /// The pods whose required anti-affinity terms match this pod, by key.
  var foreign: ContiguousArray<Part> = []

  var isEmpty: Bool { affinity.isEmpty && antiAffinity.isEmpty && foreign.isEmpty }
}
