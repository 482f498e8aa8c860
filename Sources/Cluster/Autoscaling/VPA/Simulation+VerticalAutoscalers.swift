// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// VerticalPodAutoscalers of the run: their objects, and what pods get when they are created.
extension Simulation {
  /// The API client of the updater, by the defaults of its flags `kube-api-qps` and
  /// `kube-api-burst` (kubernetes/autoscaler vertical-pod-autoscaler/common/flags.go).
  static let updaterRate = ControlPlaneBlock.ClientRate(qps: 50, burst: 100)

  /// Adds the autoscalers of the manifests that have a target, with what they remember.
  mutating func addVerticalAutoscalers(_ objects: [KubernetesObject], initialCount: Int) {
    for (position, object) in objects.enumerated() {
      guard case .verticalPodAutoscaler(let manifest) = object,
        verticalAutoscaler(manifest.metadata) == nil,
        let target = deployment(manifest.target)
      else { continue }
      let names = deployments[target].templateSpec.spec.containers.map(\.name)
      verticalAutoscalers.append(
        VerticalAutoscalerState(
          manifest, deployment: target, containerNames: names, exists: position < initialCount))
      if !scrapedDeployments.contains(target) { scrapedDeployments.append(target) }
    }
    guard !verticalAutoscalers.isEmpty else { return }
    for case .verticalPodAutoscalerCheckpoint(let checkpoint) in objects { load(checkpoint) }
    for part in VPAComponent.allCases {
      // Recommender and updater are processes of their own, each with its own minute.
      var stream = RandomStream(seed: seed, name: "vpa/\(part)")
      let phase = Int64(stream.next(below: UInt64(VPAUpdater.periodMicroseconds)))
      schedule(.verticalAutoscalersDue(part), at: .zero + .microseconds(phase), .controllers)
    }
  }

  private mutating func load(_ checkpoint: VerticalPodAutoscalerCheckpoint) {
    let index = verticalAutoscalers.firstIndex {
      $0.name == checkpoint.vpaObjectName && $0.namespace == checkpoint.metadata.namespace
    }
    guard let index else { return }
    let place = verticalAutoscalers[index].memory(of: checkpoint.containerName)
    verticalAutoscalers[index].memories[place].aggregate.load(checkpoint)
  }

  /// The place of an autoscaler, if it is known.
  func verticalAutoscaler(_ metadata: ObjectMeta) -> Int? {
    verticalAutoscalers.firstIndex {
      $0.name == metadata.name && $0.namespace == metadata.namespace
    }
  }

  /// Changes an autoscaler, or lets one begin that comes later.
  mutating func apply(_ manifest: VerticalPodAutoscaler) {
    guard let index = verticalAutoscaler(manifest.metadata) else { return }
    verticalAutoscalers[index].exists = true
    verticalAutoscalers[index].update(manifest)
  }

  /// Carries on with one part of the autoscalers and plans its next minute.
  mutating func runVerticalAutoscalers(_ part: VPAComponent) {
    for index in verticalAutoscalers.indices where verticalAutoscalers[index].exists {
      switch part {
      case .recommender: recommend(index)
      case .updater: updatePods(of: index)
      }
    }
    schedule(
      .verticalAutoscalersDue(part), after: .microseconds(VPAUpdater.periodMicroseconds),
      .controllers)
  }

  /// The containers that are sized, each with its labels and the number that names it.
  var sizedContainers: [(labels: [String], position: Int)] {
    var result: [(labels: [String], position: Int)] = []
    for autoscaler in verticalAutoscalers {
      for container in autoscaler.containerNames {
        result.append(([autoscaler.namespace, autoscaler.name, container], result.count))
      }
    }
    return result
  }

  /// What is recommended for a container by its number among those that are sized.
  func recommendation(ofSized number: Int) -> VPAContainerRecommendation? {
    var rest = number
    for autoscaler in verticalAutoscalers {
      if rest < autoscaler.containerNames.count {
        return autoscaler.recommendation(for: autoscaler.containerNames[rest])
      }
      rest -= autoscaler.containerNames.count
    }
    return nil
  }

  /// The template of a new pod: with what is recommended, unless no autoscaler sets requests.
  mutating func admitted(_ template: TemplateIndex) -> TemplateIndex {
    guard !verticalAutoscalers.isEmpty else { return template }
    let owner = compiledTemplates[template.position].deployment
    let index = verticalAutoscalers.firstIndex {
      $0.exists && $0.deployment == owner && $0.mode != .off && !$0.recommendations.isEmpty
    }
    guard let index else { return template }
    return recommendedVariant(of: template, byVertical: index)
  }

  /// The variant of a template whose containers ask for what is recommended.
  mutating func recommendedVariant(
    of template: TemplateIndex, byVertical index: Int
  ) -> TemplateIndex {
    let base = base(of: template)
    if let known = verticalAutoscalers[index].admitted[base] { return known }
    let autoscaler = verticalAutoscalers[index]
    let resources = containers(of: base).map { container in
      VPAAdmission.resources(
        of: container, autoscaler.recommendation(for: container.name),
        policy: VPAContainerPolicy.of(container.name, in: autoscaler.policies))
    }
    let result = variant(of: base, resources: resources)
    verticalAutoscalers[index].admitted[base] = result
    return result
  }
}

/// The parts of the vertical autoscaler that act on time.
enum VPAComponent: UInt8, CaseIterable, BitwiseCopyable, Sendable {
  case recommender
  case updater
}

extension VerticalPodAutoscaler {
  /// The workload that it sizes.
  var target: WorkloadReference {
    WorkloadReference(
      kind: targetRef.kind, namespace: metadata.namespace, name: targetRef.name)
  }
}
