// SPDX-License-Identifier: Apache-2.0

import Manifests

/// A pod template of a Deployment with its class in the tables.
struct CompiledTemplate: Sendable {
  let deployment: DeploymentIndex
  let specification: PodTemplateSpec
  let template: TemplateIndex
  /// The template that the workload gives, if an autoscaler changed the resources of this one.
  var base: TemplateIndex?

  /// What the pods cost to delete when pods are chosen; it comes with the template here.
  var deletionCost: Int32 {
    VictimCandidate.cost(
      ofAnnotation:
        specification.metadata.annotations["controller.kubernetes.io/pod-deletion-cost"])
  }
}
