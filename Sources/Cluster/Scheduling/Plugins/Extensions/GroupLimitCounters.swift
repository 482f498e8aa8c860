// SPDX-License-Identifier: Apache-2.0

/// What GroupLimit counts for the pods of a template.
struct GroupLimitCounters: Sendable {
  /// Members of the group with the limited role; nil if the pod has not that role.
  var limited: CountedTopology?
  /// Members of the pod's own shard; nil if shards are not kept apart or the pod has none.
  var shard: CountedTopology?
  /// The size of the group, as the pod says; 0 if it does not.
  var size: Int64 = 0

  var isEmpty: Bool { limited == nil && shard == nil }
}
