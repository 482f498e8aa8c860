// SPDX-License-Identifier: Apache-2.0

/// The kinds of recordings that are one file; scheduler cases are folders and need no entry.
public enum RecordedFamilies {
  /// The registry: a new kind is one file and one line.
  public static let all: [any RecordedFamily] = [
    DeploymentFamily(), HPARecordingFamily(), ReplicaSetFamily(), StatefulSetFamily(),
  ]
}
