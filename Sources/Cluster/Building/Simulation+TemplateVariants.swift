// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// Variants of a template: the same pods with other resources, as an autoscaler sets them.
extension Simulation {
  /// The template that the workload gives, of which this one may be a variant.
  func base(of template: TemplateIndex) -> TemplateIndex {
    compiledTemplates[template.position].base ?? template
  }

  /// The containers of the pods of a template, with what they ask for.
  func containers(of template: TemplateIndex) -> [Container] {
    compiledTemplates[template.position].specification.spec.containers
  }

  /// A template with other resources for its containers, in their order.
  ///
  /// Cost: linear in all templates; the caller remembers what it asked for.
  mutating func variant(
    of template: TemplateIndex, resources: [ResourceRequirements]
  ) -> TemplateIndex {
    let base = base(of: template)
    let compiled = compiledTemplates[base.position]
    var specification = compiled.specification
    for (place, amounts) in resources.enumerated()
    where place < specification.spec.containers.count {
      specification.spec.containers[place].resources = amounts
    }
    if specification == compiled.specification { return base }
    let known = compiledTemplates.first {
      $0.base == base && $0.specification == specification
    }
    if let known { return known.template }
    return addTemplate(
      specification, of: compiled.deployment, hash: templateHashes[base.position], base: base)
  }

  /// The template that a pod has after a change in place to another revision: only images change, so
  /// it keeps the resources that an autoscaler gave it.
  mutating func template(_ wanted: TemplateIndex, keepingResourcesOf old: TemplateIndex)
    -> TemplateIndex
  {
    guard compiledTemplates[old.position].base != nil else { return wanted }
    let kept = containers(of: old)
    let resources = containers(of: wanted).map { container in
      kept.first { $0.name == container.name }?.resources ?? container.resources
    }
    return variant(of: wanted, resources: resources)
  }

  /// Adds a template with the behavior of its pods; `base` is set for a variant.
  mutating func addTemplate(
    _ specification: PodTemplateSpec, of index: DeploymentIndex, hash: String,
    base: TemplateIndex? = nil
  ) -> TemplateIndex {
    let state = deployments[index]
    var labelled = specification
    priorityClasses.admit(&labelled.spec)
    labelled.metadata.labels[state.kind.revisionLabel] = hash
    if state.kind == .daemonSet {
      labelled.spec.tolerations += DaemonTolerations.all(hostNetwork: labelled.spec.hostNetwork)
    }
    let template = nodes.templates.intern(
      labelled, namespace: state.namespace, owner: state.ownerOfPods(hash: hash),
      variant: base == nil ? 0 : Int32(compiledTemplates.count))
    precondition(
      template.position == behaviors.count, "every template of a Deployment is a class of its own")
    let target = state.reference
    let names = specification.spec.containers.map(\.image).joined(separator: ",")
    behaviors.append(
      PodBehavior(
        labelled.spec, behaviorBlocks.first { $0.target == target },
        image: images.intern(names),
        requestMillis: nodes.templates[template].requests.cpuMillis,
        nodeCores: largestNodeCores, standby: StandbyPlan(specification),
        runsToCompletion: state.kind.runsToCompletion))
    templateHashes.append(hash)
    compiledTemplates.append(
      CompiledTemplate(
        deployment: index, specification: specification, template: template, base: base))
    return template
  }
}
