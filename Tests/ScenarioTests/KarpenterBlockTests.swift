// SPDX-License-Identifier: Apache-2.0

import Foundation
import Manifests
import Scenario
import Testing

/// Karpenter as the node autoscaler of a cluster, and what it can buy.
@Suite struct KarpenterBlockTests {
  private static let pool = """
    apiVersion: karpenter.sh/v1
    kind: NodePool
    metadata: {name: general}
    spec: {template: {spec: {requirements: []}}}

    """
  private static let catalogue = """
    [{"name": "c-4", "architecture": "arm64", "operatingSystems": ["linux"],
      "resources": {"cpu": "4", "memory": "8Gi", "pods": "58"},
      "offerings": [
        {"Price": 0.03, "Available": true, "Requirements": [
          {"key": "karpenter.sh/capacity-type", "operator": "In", "values": ["spot"]},
          {"key": "topology.kubernetes.io/zone", "operator": "In", "values": ["a"]}]},
        {"Price": 0.1, "Available": true, "Requirements": []},
        {"Price": 0.2, "Available": false, "Requirements": []}]}]

    """

  /// The fixture with a node autoscaler, a NodePool and a catalogue.
  private func folder(
    _ block: String, pool: String = pool, catalogue: String = catalogue
  ) throws -> ScenarioFolder {
    let folder = try ScenarioFolder()
    try folder.write(catalogue, to: "types.json")
    try folder.write(pool, to: "manifests/feed/pool.yaml")
    try folder.replace(
      "      controlPlane:", with: "      nodeAutoscaler: \(block)\n      controlPlane:")
    return folder
  }

  @Test func `without the block the cluster autoscaler acts`() throws {
    let cluster = try #require(try ScenarioFolder().read().scenario).cluster
    #expect(cluster.nodeAutoscaler.kind == .clusterAutoscaler)
    #expect(cluster.nodeAutoscaler.karpenter.instanceTypes.isEmpty)
  }

  @Test func `machines come from the file and from a catalogue beside it`() throws {
    let inline =
      "{name: m-2, capacity: {cpu: 2, memory: 8Gi}, price: 0.1, spotPrice: 0.03, zones: [a, b]}"
    let folder = try folder(
      "{kind: karpenter, karpenter: {instanceTypes: [\(inline)], catalogue: types.json}}")
    let result = folder.read()
    #expect(folder.faults(result).isEmpty, "\(folder.faults(result))")
    let block = try #require(result.scenario).cluster.nodeAutoscaler.karpenter
    #expect(block.instanceTypes.map(\.name) == ["m-2", "c-4"])
    let first = block.instanceTypes[0].offerings
    #expect(first.map(\.zone) == ["a", "a", "b", "b"])
    #expect(first.map(\.isSpot) == [false, true, false, true])
    #expect(first.map(\.pricePerHour) == [0.1, 0.03, 0.1, 0.03])
    #expect(block.instanceTypes[0].capacity["pods"]?.value == 110)
    let second = block.instanceTypes[1]
    #expect(second.offerings.map(\.pricePerHour) == [0.03, 0.1])
    #expect(second.offerings.map(\.zone) == ["a", nil])
    #expect(second.labels["kubernetes.io/arch"] == "arm64")
    #expect(result.files.contains { $0.role == .catalogue })
  }

  @Test(arguments: [
    ("{kind: karpenter}", "nodeAutoscaler.karpenter: required field is missing"),
    ("{kind: carpenter}", "one of cluster-autoscaler, karpenter"),
    ("{karpenter: {catalogue: types.json}}", "found without kind: karpenter"),
    ("{kind: karpenter, karpenter: {}}", "no machines to buy"),
    ("{kind: karpenter, karpenter: {catalogue: tipes.json}}", "a file that exists"),
    (
      "{kind: karpenter, karpenter: {instanceTypes: [{name: m, price: 1}]}}",
      "instanceTypes[0].capacity: required field is missing"
    ),
    (
      "{kind: karpenter, karpenter: {instanceTypes: "
        + "[{name: c-4, capacity: {cpu: 4, memory: 8Gi}, price: -1}]}}", "from 0 to 1000000"
    ),
    (
      "{kind: karpenter, karpenter: {catalogue: types.json, instanceTypes: "
        + "[{name: c-4, capacity: {cpu: 4, memory: 8Gi}, price: 1}]}}",
      "a second instance type \"c-4\""
    ),
  ])
  func `a wrong block is told with its place`(block: String, expected: String) throws {
    let folder = try folder(block)
    let faults = folder.faults(folder.read())
    #expect(faults.contains { $0.contains(expected) }, "\(faults)")
  }

  @Test(arguments: [
    ("{}", "a list of 1 to 2000 instance types"), ("[]", "a list of 1 to 2000 instance types"),
    ("[{\"name\": \"x\"}]", "offerings: required field is missing"),
    (
      "[{\"name\": \"x\", \"resources\": {\"cpu\": 1, \"memory\": 1}, \"offerings\": "
        + "[{\"Available\": true}]}]", "Price: required field is missing"
    ),
    ("[{", "types.json:"),
  ])
  func `a broken catalogue is refused`(catalogue: String, expected: String) throws {
    let folder = try folder(
      "{kind: karpenter, karpenter: {catalogue: types.json}}", catalogue: catalogue)
    let faults = folder.faults(folder.read())
    #expect(faults.contains { $0.contains(expected) }, "\(faults)")
  }

  @Test func `Karpenter needs a NodePool whose name no other pool has`() throws {
    let block = "{kind: karpenter, karpenter: {catalogue: types.json}}"
    let none = try folder(
      block, pool: "{apiVersion: v1, kind: Namespace, metadata: {name: other}}\n")
    #expect(none.faults(none.read()).contains { $0.contains("no NodePool among the manifests") })
    let same = try folder(
      block, pool: Self.pool.replacingOccurrences(of: "general", with: "online"))
    #expect(
      same.faults(same.read()).contains { $0.contains("has the name \"online\", too") })
    let scaled = try folder(block)
    try scaled.replace("count: 30", with: "count: 30\n          autoscaling: {max: 40}")
    #expect(
      scaled.faults(scaled.read()).contains { $0.contains("expected kind: cluster-autoscaler") })
  }
}
