// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

extension PodTemplate {
  /// Takes from a pod what the scheduler needs.
  init(_ pod: Pod, names: inout TemplateTable) {
    let spec = pod.spec
    namespace = pod.metadata.namespace
    labels = pod.metadata.labels
    schedulerName = spec.schedulerName
    priority = spec.priority ?? 0
    preemptionPolicy = spec.preemptionPolicy ?? .preemptLowerPriority
    schedulingGates = spec.schedulingGates
    owner = pod.metadata.controller.map { Owner($0) }
    nodeName = ""
    nodeSelector = spec.nodeSelector
    affinity = spec.affinity
    tolerations = spec.tolerations
    spreadConstraints = spec.topologySpreadConstraints
    images = (spec.initContainers + spec.containers).map { Self.withTag($0.image) }
    hostPorts = []
    hints = PlacementHints(pod)

    let requests = PodRequests(spec, .requested)
    self.requests = requests.resources
    self.requests.podCount = 1
    nonZeroRequests = PodRequests(spec, .nonZero).resources
    scoreRequests = PodRequests(spec, .containersNonZero).resources
    extendedRequests = []
    for item in requests.extended {
      let resource = names.resource(item.name)
      extendedRequests.append(ExtendedRequest(resource: resource, amount: item.amount))
    }
    extendedRequests.sort { $0.resource < $1.resource }
    hostPorts = Self.hostPorts(spec, &names)
  }

  /// Ports of containers and sidecars; kubernetes v1.36 pkg/scheduler/util/utils.go GetHostPorts.
  private static func hostPorts(_ spec: PodSpec, _ names: inout TemplateTable) -> [HostPort] {
    var ports: [HostPort] = []
    for container in spec.initContainers.filter(\.isSidecar) + spec.containers {
      for port in container.ports where port.hostPort > 0 {
        let transports = ContainerPort.TransportProtocol.allCases
        ports.append(
          HostPort(
            address: names.address(port.hostIP),
            transport: UInt8(transports.firstIndex(of: port.protocol) ?? 0), port: port.hostPort))
      }
    }
    return ports
  }

  /// The reference with `:latest` if it has no tag.
  ///
  /// Source: kubernetes v1.36 pkg/scheduler/framework/plugins/imagelocality/image_locality.go; a
  /// colon that stands before the last slash belongs to a registry port.
  static func withTag(_ image: String) -> String {
    let bytes = Array(image.utf8)
    let colon = bytes.lastIndex(of: UInt8(ascii: ":")) ?? -1
    let slash = bytes.lastIndex(of: UInt8(ascii: "/")) ?? -1
    return colon <= slash ? image + ":latest" : image
  }
}

/// What a pod requests in all.
///
/// Source: kubernetes v1.36 staging/src/k8s.io/component-helpers/resource/helpers.go PodRequests.
struct PodRequests {
  /// Which rule adds up.
  enum Rule {
    /// What the pod really asks for.
    case requested
    /// With the defaults of the scheduler for containers that name no CPU or memory.
    case nonZero
    /// As `nonZero`, but without regard to the resources of the pod as a whole.
    case containersNonZero
  }

  /// CPU, memory and ephemeral storage.
  var resources = Resources()
  /// Other resources by name, in order of their names.
  var extended: [(name: String, amount: Int64)] = []

  /// CPU that counts for a container that names none, in kubernetes v1.36
  /// pkg/scheduler/util/pod_resources.go.
  static let defaultCPU = ResourceList.Item(
    name: "cpu", quantity: Quantity(milli: 100))
  /// Memory that counts for a container that names none: 200 MiB.
  static let defaultMemory = ResourceList.Item(
    name: "memory", quantity: Quantity(209_715_200))

  init(_ spec: PodSpec, _ rule: Rule) {
    var total = ResourceList()
    for container in spec.containers { total.add(Self.requests(of: container, rule)) }
    var sidecars = ResourceList()
    var startup = ResourceList()
    for container in spec.initContainers {
      var needed = Self.requests(of: container, rule)
      if container.isSidecar {
        total.add(needed)
        sidecars.add(needed)
        needed = sidecars
      } else {
        needed.add(sidecars)
      }
      startup.raise(to: needed)
    }
    total.raise(to: startup)
    if rule != .containersNonZero {
      for item in spec.resources.requests.items where Self.isPodLevel(item.name) {
        total[item.name] = item.quantity
      }
    }
    total.add(spec.overhead)
    read(total)
  }

  private static func requests(of container: Container, _ rule: Rule) -> ResourceList {
    var list = container.resources.requests
    guard rule != .requested else { return list }
    for item in [defaultCPU, defaultMemory] where list[item.name] == nil {
      list[item.name] = item.quantity
    }
    return list
  }

  private static func isPodLevel(_ name: String) -> Bool {
    name == "cpu" || name == "memory" || name.hasPrefix("hugepages-")
  }

  private mutating func read(_ list: ResourceList) {
    for item in list.items {
      switch item.name {
      case "cpu": resources.cpuMillis = item.quantity.boundedMilliValue
      case "memory": resources.memoryBytes = item.quantity.boundedValue
      case "ephemeral-storage": resources.ephemeralStorageBytes = item.quantity.boundedValue
      case let name where Self.isExtended(name):
        extended.append((name, item.quantity.boundedValue))
      default: break
      }
    }
  }

  /// Whether the scheduler counts a resource by name: with a domain, huge pages, attachable volumes.
  ///
  /// Source: kubernetes v1.36 pkg/scheduler/util/pod_resources.go IsScalarResourceName.
  static func isExtended(_ name: String) -> Bool {
    name.contains("/") || name.hasPrefix("hugepages-") || name.hasPrefix("attachable-volumes-")
  }
}

extension Quantity {
  /// Whole units, rounded up, from 0 to the greatest amount that is counted.
  var boundedValue: Int64 { min(max(value, 0), Resources.greatestAmount) }
  /// Thousandths, rounded up, from 0 to the greatest amount that is counted.
  var boundedMilliValue: Int64 { min(max(milliValue, 0), Resources.greatestAmount) }
}
