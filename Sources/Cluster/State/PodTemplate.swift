// SPDX-License-Identifier: Apache-2.0

package import EventKernel
package import Manifests

/// A position in a `TemplateTable`.
package typealias TemplateIndex = TypedIndex<PodTemplate>

/// All that the scheduler sees of a pod and that is equal in all pods of one kind.
///
/// Pods of one replica set share a template, so that the scheduler works once for all of them.
package struct PodTemplate: Sendable, Hashable {
  /// An amount of a resource other than CPU, memory, ephemeral storage and pods.
  package struct ExtendedRequest: BitwiseCopyable, Hashable, Sendable {
    /// The resource.
    package let resource: ResourceIndex
    /// Whole units, rounded up.
    package var amount: Int64
  }

  /// A port of the node that the pod takes.
  package struct HostPort: BitwiseCopyable, Hashable, Sendable {
    /// The address, interned by the table; 0 is the wildcard.
    package let address: UInt32
    /// The transport protocol, by its place among all cases.
    package let transport: UInt8
    /// The port number.
    package let port: Int32

    /// Whether two ports cannot be taken on one node.
    package func conflicts(with other: HostPort) -> Bool {
      port == other.port && transport == other.transport
        && (address == other.address || address == 0 || other.address == 0)
    }
  }

  /// The object that manages the pods, such as their replica set.
  package struct Owner: Hashable, Sendable {
    /// The kind, such as `ReplicaSet`; behind its group and version if those are unusual.
    package let kind: String
    /// The name.
    package let name: String

    /// Creates a reference.
    package init(kind: String, name: String) {
      self.kind = kind
      self.name = name
    }

    init(_ reference: OwnerReference) {
      let usual = reference.kind == "ReplicationController" ? "v1" : "apps/v1"
      let isUsual = reference.apiVersion == usual || reference.apiVersion.isEmpty
      kind = isUsual ? reference.kind : "\(reference.apiVersion)/\(reference.kind)"
      name = reference.name
    }
  }

  /// The namespace.
  package var namespace: String
  /// The labels.
  package var labels: LabelSet
  /// The scheduler that places the pods.
  package var schedulerName: String
  /// The priority; 0 if the pod has none.
  package var priority: Int32
  /// Whether the pods may drive others away.
  package var preemptionPolicy: PodSpec.PreemptionPolicy
  /// What manages the pods.
  package var owner: Owner?
  /// Tells apart templates that differ only in how containers share the amounts, or in limits.
  package var variant: Int32 = 0
  /// The gates that hold the pods back from scheduling.
  package var schedulingGates: [String]
  /// The node that the pods name themselves; empty for most.
  package var nodeName: String

  /// What a pod takes of a node, with `podCount` 1.
  package var requests: Resources
  /// CPU and memory with the defaults for containers that name none, as a node adds it up.
  package var nonZeroRequests: Resources
  /// As `nonZeroRequests`, but never from the resources of the pod as a whole.
  ///
  /// The scores of NodeResourcesFit use this for the incoming pod (a quirk of kubernetes v1.36
  /// pkg/scheduler/framework/plugins/noderesources/resource_allocation.go).
  package var scoreRequests: Resources
  /// Other resources, by resource index; amounts may be 0.
  package var extendedRequests: [ExtendedRequest]
  /// The host ports.
  package var hostPorts: [HostPort]
  /// What only plugins beyond those of Kubernetes look at.
  package var hints: PlacementHints
  /// The images of all containers, with tag, init containers first.
  package var images: [String]

  /// Labels that a node must have.
  package var nodeSelector: LabelSet
  /// Wishes about nodes and neighbours.
  package var affinity: Affinity
  /// The taints that are borne.
  package var tolerations: [Toleration]
  /// How the pods are to be spread.
  package var spreadConstraints: [TopologySpreadConstraint]
}
