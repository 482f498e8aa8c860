// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// What the resource metrics API says of one pod.
struct UsageSample: BitwiseCopyable, Sendable, Equatable {
  /// The mean over the window in millicores; meaningless if not present.
  var cpuMillis: Int32 = -1
  /// The working set at the end of the window in bytes; meaningless if not present.
  var memoryBytes: Int64 = 0
  /// The end of the window: when the kubelet took its last sample.
  var timestamp = SimulationTime.zero
  /// The time between the two samples that the mean is of.
  var window = SimulationDuration.zero

  /// Whether metrics-server has two samples of the pod.
  var isPresent: Bool { cpuMillis >= 0 }
}
