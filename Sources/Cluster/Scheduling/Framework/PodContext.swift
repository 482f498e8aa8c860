// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// A template with all that the plugins of one profile worked out about it.
package final class PodContext: Sendable {
  /// What plugins fill in.
  package struct Draft: Sendable {
    /// The template's place in the table.
    package let index: TemplateIndex
    /// The template.
    package let template: PodTemplate
    /// What node selector and required node affinity ask for.
    var nodeRequirement = NodeRequirement()
    /// Wishes about nodes.
    var nodePreferences: [NodePreference] = []
    /// Hard constraints of spreading.
    var spreadFilter = SpreadConstraints()
    /// Soft constraints of spreading.
    var spreadScore = SpreadConstraints()
    /// Required terms of pod affinity, own and foreign.
    var podAffinity = PodAffinityCounters()
    /// Counters of the score of pod affinity, one for each topology key.
    var podAffinityScore: [CounterIndex] = []
    /// Counters of the group of the pod, for GroupLimit.
    var groupLimit = GroupLimitCounters()
    /// The workload whose rooms the pod may take; -1 if it has none.
    var workload: Int32 = NodeRooms.noWorkload
  }

  /// What plugins filled in.
  package let draft: Draft
  /// The version of the other objects when this was made.
  let objectsVersion: Int

  init(_ draft: Draft, objectsVersion: Int) {
    self.draft = draft
    self.objectsVersion = objectsVersion
  }

  /// The template's place in the table.
  package var index: TemplateIndex { draft.index }
  /// The template.
  package var template: PodTemplate { draft.template }
}
