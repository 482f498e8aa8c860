// SPDX-License-Identifier: Apache-2.0

// Rules: kubernetes v1.36 staging/src/k8s.io/component-helpers/resource/helpers.go (PodRequests)
// and pkg/apis/core/v1/helper/qos/qos.go (ComputePodQOS).

extension PodSpec {
  /// What of a pod's request is left out or filled in.
  public struct RequestOptions: Sendable, Hashable {
    /// Whether pod-level requests are passed over.
    public var skipsPodLevel = false
    /// Whether overhead is passed over.
    public var skipsOverhead = false
    /// What a container counts for that does not name a resource.
    public var missing = ResourceList()

    /// Makes options that change nothing.
    public init() {}
  }

  /// The quality-of-service class of a pod.
  public enum QualityOfService: String, Sendable, Hashable, CaseIterable {
    case guaranteed = "Guaranteed"
    case burstable = "Burstable"
    case bestEffort = "BestEffort"
  }

  /// What the scheduler sets aside for the pod, per resource.
  public var effectiveRequests: ResourceList { effectiveRequests(RequestOptions()) }

  /// What the scheduler sets aside for the pod, per resource, with options.
  ///
  /// The sum of containers and sidecars or, if greater, an init container with the sidecars
  /// before it; pod-level requests replace cpu, memory and huge pages; overhead comes on top.
  public func effectiveRequests(_ options: RequestOptions) -> ResourceList {
    var requests = containerRequests(missing: options.missing)
    if !options.skipsPodLevel {
      for item in resources.requests.items where PodSpec.isPodLevelResource(item.name) {
        requests[item.name] = item.quantity
      }
    }
    if !options.skipsOverhead { requests.add(overhead) }
    return requests
  }

  /// The quality-of-service class that follows from requests and limits.
  public var qualityOfService: QualityOfService {
    let sets: [ResourceRequirements]
    if resources.requests.isEmpty, resources.limits.isEmpty {
      sets = (containers + initContainers).map(\.resources)
    } else {
      sets = [resources]
    }
    let names = ["cpu", "memory"]
    var requests = ResourceList()
    var limits = ResourceList()
    var allLimited = true
    for set in sets {
      for name in names {
        if let request = set.requests[name], request > .zero {
          requests.add(ResourceList([.init(name: name, quantity: request)]))
        }
        if let limit = set.limits[name], limit > .zero {
          limits.add(ResourceList([.init(name: name, quantity: limit)]))
        } else {
          allLimited = false
        }
      }
    }
    if requests.isEmpty, limits.isEmpty { return .bestEffort }
    return allLimited && requests == limits ? .guaranteed : .burstable
  }

  /// The sum or maximum over the containers, without pod-level requests and overhead.
  func containerRequests(missing: ResourceList = ResourceList()) -> ResourceList {
    func filled(_ container: Container) -> ResourceList {
      var requests = container.resources.requests
      for item in missing.items where requests[item.name] == nil {
        requests[item.name] = item.quantity
      }
      return requests
    }
    var sum = ResourceList()
    for container in containers { sum.add(filled(container)) }
    var sidecars = ResourceList()
    var peak = ResourceList()
    for container in initContainers {
      var here = filled(container)
      if container.isSidecar {
        sum.add(here)
        sidecars.add(here)
        here = sidecars
      } else {
        here.add(sidecars)
      }
      peak.raise(to: here)
    }
    sum.raise(to: peak)
    return sum
  }

  static func isPodLevelResource(_ name: String) -> Bool {
    name == "cpu" || name == "memory" || name.hasPrefix("hugepages-")
  }
}
