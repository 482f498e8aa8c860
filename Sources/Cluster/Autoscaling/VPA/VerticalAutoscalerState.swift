// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// A VerticalPodAutoscaler of the run with what its recommender remembers.
struct VerticalAutoscalerState: Sendable {
  /// What is known of all containers with one name.
  struct ContainerMemory: Sendable {
    let name: String
    var aggregate = VPAAggregate()
  }

  let name: String
  let namespace: String
  let deployment: DeploymentIndex
  /// Whether the object exists yet; one that a later manifest brings does not.
  var exists: Bool
  var mode = VPAUpdateMode.recreate
  var policies: [VPAContainerPolicy] = []
  var updater = VPAUpdater()
  /// The containers of the target, in the order of its template at the start; series are of these.
  let containerNames: [String]
  var memories: [ContainerMemory] = []
  /// The recent use of the containers of each pod, for its memory peaks.
  var histories: [PodHandle: [VPAContainerHistory]] = [:]
  var recommendations: [VPAContainerRecommendation] = []
  /// The variants of templates that the recommendations lead to; looked up, never listed.
  var admitted: [TemplateIndex: TemplateIndex] = [:]

  init(
    _ manifest: VerticalPodAutoscaler, deployment: DeploymentIndex, containerNames: [String],
    exists: Bool
  ) {
    name = manifest.metadata.name
    namespace = manifest.metadata.namespace
    self.deployment = deployment
    self.containerNames = containerNames
    self.exists = exists
    update(manifest)
  }

  /// Takes over what a manifest says.
  mutating func update(_ manifest: VerticalPodAutoscaler) {
    mode = VPAUpdateMode(rawValue: manifest.updateMode.rawValue) ?? .recreate
    policies = manifest.containerPolicies.map(VPAContainerPolicy.init)
    updater = VPAUpdater()
    if let least = manifest.minReplicas { updater.minReplicas = Int(least) }
    admitted.removeAll()
  }

  /// The place of what is known of a container, new if there was nothing.
  mutating func memory(of container: String) -> Int {
    if let place = memories.firstIndex(where: { $0.name == container }) { return place }
    memories.append(ContainerMemory(name: container))
    return memories.count - 1
  }

  /// What is recommended for a container now.
  func recommendation(for container: String) -> VPAContainerRecommendation? {
    recommendations.first { $0.containerName == container }
  }
}

extension VPAContainerPolicy {
  /// The policy of a manifest.
  init(_ manifest: VerticalPodAutoscaler.ContainerPolicy) {
    self.init()
    containerName = manifest.containerName
    isScaled = manifest.mode == .auto
    minAllowed = VPAResources(manifest.minAllowed)
    maxAllowed = VPAResources(manifest.maxAllowed)
    controlledResources = Set(manifest.controlledResources.compactMap(VPAResource.init(rawValue:)))
    controlsRequestsOnly = manifest.controlledValues == .requestsOnly
  }
}

extension VPAResources {
  /// CPU and memory of a list; nil where the list does not name them.
  init(_ list: ResourceList) {
    self.init(
      cpuMillis: list["cpu"]?.boundedMilliValue, memoryBytes: list["memory"]?.boundedValue)
  }
}
