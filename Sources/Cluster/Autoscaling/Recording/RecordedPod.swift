// SPDX-License-Identifier: Apache-2.0

/// A container of a recorded pod with its requests; nil where it has none.
public struct RecordedContainer: Sendable, Hashable {
  /// The name of the container.
  public var name: String
  /// The CPU request in millicores.
  public var cpuMilli: Int64?
  /// The memory request in bytes.
  public var memoryBytes: Int64?

  /// Makes a container.
  public init(name: String, cpuMilli: Int64? = nil, memoryBytes: Int64? = nil) {
    self.name = name
    self.cpuMilli = cpuMilli
    self.memoryBytes = memoryBytes
  }

  /// The request for a resource in thousandths, as the controller computes with all resources.
  func requestMilli(_ resource: String) -> Int64? {
    switch resource {
    case "cpu": cpuMilli
    case "memory": memoryBytes.map { $0 &* 1_000 }
    default: nil
    }
  }
}

/// A recorded state of one pod that the target's selector matches.
public struct RecordedPod: Sendable, Hashable {
  /// The name of the pod.
  public var name: String
  /// Whether the pod is gone.
  public var isGone = false
  /// Phase and readiness.
  public var sample = PodSample(readiness: .absent, startTime: nil)
  /// The containers; nil for those of the case.
  public var containers: [RecordedContainer]?
  /// Init containers that go on running beside the others.
  public var restartableInitContainers: [RecordedContainer] = []
  /// The requests of the pod as a whole; nil when it has none.
  public var podLevelRequests: RecordedContainer?

  /// Makes a pod without condition and start time.
  public init(name: String) { self.name = name }

  /// The request for a resource in thousandths, or nil when the controller reports an error.
  ///
  /// Source: kubernetes v1.36 pkg/controller/podautoscaler/replica_calculator.go,
  /// calculatePodRequests.
  func requestMilli(
    _ resource: String, container: String?, defaults: [RecordedContainer]
  ) -> Int64? {
    let all = (containers ?? defaults) + restartableInitContainers
    if container == nil, let podLevel = podLevelRequests,
      podLevel.cpuMilli != nil || podLevel.memoryBytes != nil
    {
      if let request = podLevel.requestMilli(resource) { return request }
      // The pod has requests, but not for this resource: those of the containers that have some.
      let requests = all.compactMap { $0.requestMilli(resource) }
      return requests.isEmpty ? nil : requests.reduce(0, &+)
    }
    let counted = all.filter { container == nil || $0.name == container }
    if container != nil, counted.isEmpty { return nil }
    var sum: Int64 = 0
    for own in counted {
      guard let request = own.requestMilli(resource) else { return nil }
      sum &+= request
    }
    return sum
  }
}
