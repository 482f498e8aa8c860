// SPDX-License-Identifier: Apache-2.0

package import Manifests

/// What the controller of OpenKruise's StatefulSet knows of one set when it decides.
package struct AdvancedStatefulSetView: Sendable {
  /// What is wanted.
  package var spec: AdvancedStatefulSet.Spec
  /// The revision that the status names as current; nil before the first sync.
  package var currentRevision: Int?
  /// The revision of the template.
  package var updateRevision: Int
  /// Revisions from which pods can be brought to the update revision in place, ascending.
  package var inPlaceRevisions: [Int] = []
  /// The pods that exist, in any order, each ordinal once.
  package var pods: [Pod]

  /// Creates a view of a set.
  package init(
    spec: AdvancedStatefulSet.Spec, currentRevision: Int?, updateRevision: Int, pods: [Pod] = []
  ) {
    self.spec = spec
    self.currentRevision = currentRevision
    self.updateRevision = updateRevision
    self.pods = pods
  }

  /// What the controller knows of one pod.
  package struct Pod: Sendable {
    /// What it has in common with pods of a native StatefulSet.
    package var base: StatefulSetView.Pod
    /// Its labels.
    package var labels: LabelSet = [:]
    /// Whether its label asks for its deletion.
    package var isSpecifiedDelete = false
    /// What its lifecycle label says.
    package var lifecycle = CloneSetView.Lifecycle.normal
    /// Where it is in a change in place.
    package var progress = InPlaceRefresh.Progress()

    /// Creates a pod that is neither running nor terminating.
    package init(ordinal: Int, revision: Int) {
      base = StatefulSetView.Pod(ordinal: ordinal, revision: revision)
    }
  }
}
