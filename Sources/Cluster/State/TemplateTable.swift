// SPDX-License-Identifier: Apache-2.0

package import EventKernel
package import Manifests

/// A position among the names of extended resources.
package typealias ResourceIndex = TypedIndex<TemplateTable>

/// The pod templates of a cluster, each kept once.
package struct TemplateTable: Sendable {
  private var templates: IndexedTable<PodTemplate, PodTemplate> = IndexedTable()
  private var indexOfTemplate: [PodTemplate: TemplateIndex] = [:]
  /// The names of the extended resources that a template or a node named.
  package private(set) var resourceNames: [String] = []
  private var indexOfResource: [String: ResourceIndex] = [:]
  /// Addresses of host ports; the wildcard first.
  private var addresses = ["0.0.0.0"]

  /// Creates an empty table.
  package init() {}

  /// The number of templates.
  package var count: Int { templates.count }

  /// The indices of all templates.
  package var indices: Range<TemplateIndex> { templates.indices }

  /// The template at an index.
  package subscript(index: TemplateIndex) -> PodTemplate {
    _read { yield templates[index] }
  }

  /// The index of the template of a pod, which is added if it is new.
  ///
  /// Cost: reads the whole specification; keep the index rather than ask again.
  package mutating func intern(_ pod: Pod) -> TemplateIndex {
    intern(PodTemplate(pod, names: &self))
  }

  /// The index of the template of the pods that a workload makes in a namespace.
  package mutating func intern(
    _ specification: PodTemplateSpec, namespace: String, owner: PodTemplate.Owner? = nil,
    variant: Int32 = 0
  ) -> TemplateIndex {
    var pod = Pod()
    pod.metadata = specification.metadata
    pod.metadata.namespace = namespace
    pod.metadata.ownerReferences = []
    pod.spec = specification.spec
    var template = PodTemplate(pod, names: &self)
    template.owner = owner
    template.variant = variant
    return intern(template)
  }

  /// The index of a template, which is added if it is new.
  package mutating func intern(_ template: PodTemplate) -> TemplateIndex {
    if let index = indexOfTemplate[template] { return index }
    let index = templates.append(template)
    indexOfTemplate[template] = index
    return index
  }

  /// The index of an extended resource, which is added if it is new.
  package mutating func resource(_ name: String) -> ResourceIndex {
    if let index = indexOfResource[name] { return index }
    let index = ResourceIndex(resourceNames.count)
    resourceNames.append(name)
    indexOfResource[name] = index
    return index
  }

  /// The index of an extended resource that some template or node named.
  package func knownResource(_ name: String) -> ResourceIndex? { indexOfResource[name] }

  mutating func address(_ text: String) -> UInt32 {
    if text.isEmpty { return 0 }
    if let index = addresses.firstIndex(of: text) { return UInt32(index) }
    addresses.append(text)
    return UInt32(addresses.count - 1)
  }
}
