// SPDX-License-Identifier: Apache-2.0

import Manifests

/// One change of the size of a ReplicaSet as a recording tells it.
struct RecordedScaling: Sendable {
  var version: String
  var from: Int
  var to: Int
  var isCreated = false
  var isDeleted = false

  /// The change in the structure of a recording.
  var output: Value {
    var entries: [(key: String, value: Value)] = [
      ("replicaSet", RecordedOutput.text(version)), ("from", RecordedOutput.number(from)),
      ("to", RecordedOutput.number(to)),
    ]
    if isCreated { entries.append(("created", RecordedOutput.flag(true))) }
    if isDeleted { entries.append(("deleted", RecordedOutput.flag(true))) }
    return RecordedOutput.object(entries)
  }
}
