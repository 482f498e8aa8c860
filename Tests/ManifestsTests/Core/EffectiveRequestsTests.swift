// SPDX-License-Identifier: Apache-2.0

import Manifests
import Testing

/// The pod specification of a text, which must be right.
private func podSpec(_ text: String) throws -> PodSpec {
  let indented = text.split(separator: "\n", omittingEmptySubsequences: false)
    .map { "  \($0)" }.joined(separator: "\n")
  let set = ManifestReader.read(
    text: "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n\(indented)\n", file: "p.yaml")
  #expect(set.diagnostics == [])
  return try #require(set.pods.first?.spec)
}

private func written(_ list: ResourceList) -> String {
  list.items.map { "\($0.name)=\($0.quantity)" }.joined(separator: " ")
}

struct EffectiveRequestsTests {
  @Test func `containers are added up`() throws {
    let spec = try podSpec(
      """
      containers:
      - {name: a, resources: {requests: {cpu: 250m, memory: 1Gi}}}
      - {name: b, resources: {requests: {cpu: 1, nvidia.com/gpu: 2}}}
      """)
    #expect(written(spec.effectiveRequests) == "cpu=1250m memory=1Gi nvidia.com/gpu=2")
    #expect(spec.effectiveRequests.cpuMillis == 1_250)
    #expect(spec.effectiveRequests.memoryBytes == 1_073_741_824)
  }

  @Test func `the greatest init container counts if it is greater`() throws {
    let spec = try podSpec(
      """
      initContainers:
      - {name: i, resources: {requests: {cpu: 2, memory: 100Mi}}}
      - {name: j, resources: {requests: {cpu: 1, memory: 200Mi}}}
      containers:
      - {name: a, resources: {requests: {cpu: 500m, memory: 1Gi}}}
      """)
    #expect(written(spec.effectiveRequests) == "cpu=2 memory=1Gi")
  }

  @Test func `a sidecar adds to containers and to the init containers after it`() throws {
    let spec = try podSpec(
      """
      initContainers:
      - {name: before, resources: {requests: {cpu: 3}}}
      - {name: side, restartPolicy: Always, resources: {requests: {cpu: 1}}}
      - {name: after, resources: {requests: {cpu: 2500m}}}
      containers:
      - {name: a, resources: {requests: {cpu: 2}}}
      """)
    // Running: 2 + 1. Before the sidecar: 3. After it: 2.5 + 1.
    #expect(written(spec.effectiveRequests) == "cpu=3500m")
  }

  @Test func `overhead comes on top of all`() throws {
    let spec = try podSpec(
      """
      overhead: {cpu: 100m, memory: 64Mi}
      containers: [{name: a, resources: {requests: {cpu: 1}}}]
      """)
    #expect(written(spec.effectiveRequests) == "cpu=1100m memory=64Mi")
    var options = PodSpec.RequestOptions()
    options.skipsOverhead = true
    #expect(written(spec.effectiveRequests(options)) == "cpu=1")
  }

  @Test func `pod-level requests replace cpu and memory only`() throws {
    let spec = try podSpec(
      """
      resources: {requests: {cpu: 3, storage: 1Gi}}
      containers: [{name: a, resources: {requests: {cpu: 1, memory: 1Gi, gpu: 1}}}]
      """)
    #expect(written(spec.effectiveRequests) == "cpu=3 gpu=1 memory=1Gi")
    var options = PodSpec.RequestOptions()
    options.skipsPodLevel = true
    #expect(written(spec.effectiveRequests(options)) == "cpu=1 gpu=1 memory=1Gi")
  }

  @Test func `pod-level limits bring requests: the containers' sum, else the limit`() throws {
    let spec = try podSpec(
      """
      resources: {limits: {cpu: 4, memory: 8Gi}}
      containers: [{name: a, resources: {requests: {cpu: 1}}}, {name: b}]
      """)
    #expect(written(spec.resources.requests) == "cpu=1 memory=8Gi")
  }

  @Test func `containers that name no request count with what is given for them`() throws {
    let spec = try podSpec(
      """
      containers:
      - {name: a, resources: {requests: {cpu: 0}}}
      - {name: b}
      """)
    var options = PodSpec.RequestOptions()
    options.missing = ResourceList([
      .init(name: "cpu", quantity: Quantity(milli: 100)),
      .init(name: "memory", quantity: Quantity(209_715_200)),
    ])
    let requests = spec.effectiveRequests(options)
    #expect(requests.cpuMillis == 100)
    #expect(requests.memoryBytes == 419_430_400)
  }

  @Test func `limits stand in for requests that are missing`() throws {
    let spec = try podSpec(
      "containers: [{name: a, resources: {limits: {cpu: 2, memory: 1Gi}, requests: {cpu: 1}}}]")
    #expect(written(spec.effectiveRequests) == "cpu=1 memory=1Gi")
  }

  @Test(arguments: [
    ("[{name: a}]", PodSpec.QualityOfService.bestEffort),
    ("[{name: a, resources: {requests: {cpu: 1}}}]", .burstable),
    ("[{name: a, resources: {limits: {cpu: 1, memory: 1Gi}}}]", .guaranteed),
    ("[{name: a, resources: {limits: {cpu: 1, memory: 1Gi}}}, {name: b}]", .burstable),
    ("[{name: a, resources: {requests: {cpu: 1}, limits: {cpu: 2, memory: 1Gi}}}]", .burstable),
    ("[{name: a, resources: {requests: {nvidia.com/gpu: 1}}}]", .bestEffort),
  ])
  func `the quality of service follows from requests and limits`(
    containers: String, expected: PodSpec.QualityOfService
  ) throws {
    #expect(try podSpec("containers: \(containers)").qualityOfService == expected)
  }
}
