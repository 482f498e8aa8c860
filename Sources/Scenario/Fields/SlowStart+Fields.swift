// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

extension TimelineEntry.SlowStart: ScenarioBlock {
  static let blank = TimelineEntry.SlowStart(
    target: .blank, applicationStart: DurationSpread(median: .zero, p99: .zero))

  static let fields: [Field<TimelineEntry.SlowStart>] = [
    Field(
      "target", \.target,
      .workload(kinds: ["Deployment", "StatefulSet", "CloneSet", "StatefulSetPlus"]), .required,
      "The workload."),
    Field(
      "applicationStart", \.applicationStart, .spread(to: .hours(24)), .required,
      "Time from the start of a container until the application can answer a probe, for containers "
        + "that start from now on."),
    Field(
      "image", optional: \.image, .text(atMost: 512), absent: "all pods of the workload",
      "The image of the pods concerned, written as in the manifest."),
    Field(
      "for", optional: \.duration, .duration(.seconds(1)), absent: "until the end of the run",
      "The time after which applications start as usual."),
  ]
}
