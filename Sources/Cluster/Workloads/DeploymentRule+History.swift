// SPDX-License-Identifier: Apache-2.0

/// Old ReplicaSets: how many are kept, and which one a rollback returns to.
///
/// Follows kubernetes v1.36 pkg/controller/deployment/sync.go, `cleanupDeployment`, rollback.go and
/// util/deployment_util.go, `LastRevision`.
extension DeploymentRule {
  /// The old ReplicaSets to delete, lowest revision first, by their place in order of creation.
  ///
  /// As many as exceed the limit are looked at; one of them that still has pods stays, and no later
  /// one goes in its place.
  static func cleanup(_ view: View) -> [Int] {
    guard let limit = view.revisionHistoryLimit, view.old.count > limit else { return [] }
    let sorted = view.old.sorted { ($0.revision, $0.age) < ($1.revision, $1.age) }
    return sorted.prefix(view.old.count - max(0, limit)).filter {
      $0.statusReplicas == 0 && $0.specReplicas == 0 && !$0.hasUnseenChange
    }.map(\.age)
  }

  /// The ReplicaSet whose template a rollback to a revision takes; nil if there is none.
  ///
  /// Revision 0 stands for the last one before the current, which is the second highest.
  package static func rollbackTarget(of view: DeploymentView, revision: Int) -> Int? {
    let wanted: Int
    if revision == 0 {
      let revisions = view.all.map(\.revision).sorted(by: >)
      guard revisions.count > 1, revisions[1] > 0 else { return nil }
      wanted = revisions[1]
    } else {
      wanted = revision
    }
    return view.all.first { $0.revision == wanted }?.age
  }
}
