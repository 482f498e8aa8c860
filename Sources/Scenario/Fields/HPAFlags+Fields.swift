// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

extension ControlPlaneBlock.HPAFlags: ScenarioBlock {
  static let blank = ControlPlaneBlock.HPAFlags()
  private static let defaults: Presence = .kubernetes(
    "pkg/controller/podautoscaler/config/v1alpha1/defaults.go")

  static let fields: [Field<ControlPlaneBlock.HPAFlags>] = [
    Field(
      "tolerance", \.tolerance, .number(0...10), defaults,
      "The relative distance from the target that is left alone in both directions."),
    Field(
      "downscaleStabilization", \.downscaleStabilization, .duration(to: .hours(24)), defaults,
      "How long a recommendation holds back scaling down, unless the object says otherwise."),
    Field(
      "cpuInitializationPeriod", \.cpuInitializationPeriod, .duration(to: .hours(24)), defaults,
      "How long after its start the CPU sample of a pod counts only once the pod is ready."),
    Field(
      "initialReadinessDelay", \.initialReadinessDelay, .duration(to: .hours(24)), defaults,
      "How long after its start a change of readiness is taken for the initial one."),
  ]
}
