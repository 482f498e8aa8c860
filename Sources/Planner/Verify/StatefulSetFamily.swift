// SPDX-License-Identifier: Apache-2.0

import Cluster
public import Manifests

/// Recordings of the StatefulSet controller.
public struct StatefulSetFamily: RecordedFamily {
  /// The name in the table.
  public let name = "statefulset"

  /// Creates the family.
  public init() {}

  /// Whether the files of a format belong to this kind.
  public func reads(format: String) -> Bool { format == StatefulSetTrajectory.format }

  /// Decides about all cases of a file and compares with what was recorded.
  public func replay(_ document: Value, file: String, path: String) -> ReplayedCase {
    WorkloadReplay<StatefulSetTrajectory>()
      .replay(document, family: name, file: file, path: path)
  }
}
