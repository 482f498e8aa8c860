// SPDX-License-Identifier: Apache-2.0

extension BrokenScenario {
  /// Faults of the cluster and its pools.
  static let clusterFaults: [BrokenScenario] = [
    BrokenScenario(
      "a pool without nodes is refused",
      "count: 30",
      "count: 0",
      "14:18: spec.clusters[0].nodePools[0].count: found 0, expected an integer from 1 to 100000"),
    BrokenScenario(
      "an autoscaled pool begins within its bounds",
      "count: 30",
      "count: 30\n          autoscaling: {max: 20}",
      "14:18: spec.clusters[0].nodePools[0].count: found 30, expected at most autoscaling.max, "
        + "which is 20"),
    BrokenScenario(
      "the bounds of an autoscaled pool are in order",
      "count: 30",
      "count: 30\n          autoscaling: {min: 50, max: 40}",
      "15:30: spec.clusters[0].nodePools[0].autoscaling.min: found 50, expected at most the max "
        + "of 40"),
    BrokenScenario(
      "a provider holds at least the nodes that are there",
      "count: 30",
      "count: 30\n          autoscaling: {max: 40, provisioning: {stock: 29}}",
      "15:56: spec.clusters[0].nodePools[0].autoscaling.provisioning.stock: found 29, expected at "
        + "least the count of 30"),
    BrokenScenario(
      "a pool of a billion nodes is refused",
      "count: 30",
      "count: 1000000000",
      "14:18: spec.clusters[0].nodePools[0].count: found 1000000000, expected an integer from "
        + "0 to 100000"),
    BrokenScenario(
      "three large pools exceed the nodes of a cluster",
      "        - name: batch\n          count: 5",
      "        - {name: p1, count: 100000, template: {capacity: {cpu: 1, memory: 1Gi}}}\n      "
        + "  - {name: p2, count: 100000, template: {capacity: {cpu: 1, memory: 1Gi}}}\n        - "
        + "name: batch\n          count: 5",
      "22:29: spec.clusters[0].nodePools[2].count: 200030 nodes in all pools up to this one, "
        + "expected at most 200000"),
    BrokenScenario(
      "a count that is a text is refused",
      "count: 30",
      "count: \"30\"",
      "14:18: spec.clusters[0].nodePools[0].count: found \"30\", expected an integer from 0 to "
        + "100000"),
    BrokenScenario(
      "two pools of one name are refused",
      "name: batch",
      "name: online",
      "21:17: spec.clusters[0].nodePools[1].name: a second pool \"online\", expected unique names"),
    BrokenScenario(
      "a pool name that is no DNS label is refused",
      "name: batch",
      "name: Batch_1",
      "21:17: spec.clusters[0].nodePools[1].name: found \"Batch_1\", expected a DNS label of "
        + "at most 50 characters"),
    BrokenScenario(
      "a capacity without memory is refused",
      "{cpu: 16, memory: 64Gi, pods: 50}",
      "{cpu: 16, pods: 50}",
      "24:23: spec.clusters[0].nodePools[1].template.capacity.memory: required field is missing"),
    BrokenScenario(
      "a capacity of 1e30 cores is refused",
      "{cpu: 16, memory",
      "{cpu: 1e30, memory",
      "24:29: spec.clusters[0].nodePools[1].template.capacity.cpu: found 1e30, expected a "
        + "quantity from 1m to 100k"),
    BrokenScenario(
      "a misspelled resource is refused",
      "{cpu: 16, memory: 64Gi",
      "{cpu: 16, memory: 64Gi, pod: 3",
      "24:47: spec.clusters[0].nodePools[1].template.capacity.pod: unknown resource, expected "
        + "one of cpu, memory, pods, ephemeral-storage or a name such as example.com/gpu"),
    BrokenScenario(
      "a quantity in GB is told to be G",
      "memory: 64Gi",
      "memory: 64GB",
      "24:41: spec.clusters[0].nodePools[1].template.capacity.memory: found \"64GB\", expected "
        + "a quantity from 1Mi to 1Pi"),
    BrokenScenario(
      "more allocatable than capacity is refused",
      "cpu: 47500m",
      "cpu: 49",
      "20:32: spec.clusters[0].nodePools[0].template.allocatable.cpu: found 49, expected at "
        + "most the capacity of 48"),
    BrokenScenario(
      "an allocatable resource without capacity is refused",
      "{cpu: 47500m}",
      "{example.com/fpga: 1}",
      "20:45: spec.clusters[0].nodePools[0].template.allocatable.example.com/fpga: "
        + "example.com/fpga is not part of the capacity, expected one of cpu, memory, "
        + "nvidia.com/gpu, pods"),
    BrokenScenario(
      "a taint with an unknown effect is refused",
      "effect: NoSchedule",
      "effect: NoScedule",
      "18:62: spec.clusters[0].nodePools[0].template.taints[0].effect: found \"NoScedule\", "
        + "expected one of NoSchedule, PreferNoSchedule, NoExecute"),
    BrokenScenario(
      "a label value that is a number is told to be quoted",
      "tier: online,",
      "tier: 3,",
      "17:28: spec.clusters[0].nodePools[0].template.labels.tier: found 3, expected at most 63 "
        + "letters, digits, dashes, dots and underscores"),
    BrokenScenario(
      "a label key that breaks the syntax is refused",
      "tier: online,",
      "-tier: online,",
      "17:22: spec.clusters[0].nodePools[0].template.labels.-tier: found \"-tier\", expected a "
        + "label key such as app or example.com/pool"),
    BrokenScenario(
      "a zone that is given twice is refused",
      "zones: [a, b]",
      "zones: [a, a]",
      "15:22: spec.clusters[0].nodePools[0].zones[1]: zone \"a\" again, expected unique zones"),
    BrokenScenario(
      "a second cluster is refused",
      "  behavior:",
      "    - {name: south, nodePools: []}\n  behavior:",
      "34:7: spec.clusters: 2 items, expected exactly one"),
    BrokenScenario(
      "a manifest path that does not exist names a similar one",
      "manifests: [manifests/feed/]",
      "manifests: [manifests/fed]",
      "25:19: spec.clusters[0].manifests[0]: found \"manifests/fed\", expected a file that exists"),
    BrokenScenario(
      "an unknown profile is refused",
      "apiLatency: 2ms",
      "profile: idael",
      "28:18: spec.clusters[0].controlPlane.profile: found \"idael\", expected one of default, "
        + "ideal"),
    BrokenScenario(
      "a client that may never send is refused",
      "{qps: 100}",
      "{qps: 100, burst: 0}",
      "27:46: spec.clusters[0].controlPlane.controllerManager.burst: found 0, expected at "
        + "least 1, since qps sets a limit"),
    BrokenScenario(
      "a network that never gives an address is refused",
      "apiLatency: 2ms",
      "apiLatency: 2ms\n      network: {addresses: {qps: 20, burst: 0}}",
      "29:45: spec.clusters[0].network.addresses.burst: found 0, expected at least 1, since qps "
        + "sets a limit"),
    BrokenScenario(
      "nodes that flap between heartbeats are refused",
      "apiLatency: 2ms",
      "nodeMonitorGracePeriod: 5s",
      "28:33: spec.clusters[0].controlPlane.nodeMonitorGracePeriod: found 5s, expected more "
        + "than kubelet.leaseRenewPeriod, which is 10s"),
    BrokenScenario(
      "a spread whose p99 is below the median is refused",
      "{median: 400ms, p99: 2s}",
      "{median: 4s, p99: 2s}",
      "30:36: spec.clusters[0].kubelet.sandbox.p99: found 2s, expected at least the median of 4s"),
    BrokenScenario(
      "a spread without p99 is refused",
      "{median: 400ms, p99: 2s}",
      "{median: 400ms}",
      "30:18: spec.clusters[0].kubelet.sandbox.p99: required field is missing"),
    BrokenScenario(
      "a bandwidth without a unit is refused",
      "2.5Gbps",
      "2.5",
      "32:24: spec.clusters[0].kubelet.pullBandwidth: found 2.5, expected a bandwidth with a unit"),
    BrokenScenario(
      "a bandwidth with an unknown unit is refused",
      "500MB/s",
      "500MBs",
      "33:29: spec.clusters[0].registry.bandwidth: found \"500MBs\", expected a bandwidth with "
        + "a unit"),
    BrokenScenario(
      "a mapping in place of a list is refused",
      "zones: [a, b]",
      "zones: {a: b}",
      "15:18: spec.clusters[0].nodePools[0].zones: found a mapping, expected a list"),
    BrokenScenario(
      "a list in place of a mapping is refused",
      "registry: {bandwidth: 500MB/s}",
      "registry: [bandwidth]",
      "33:17: spec.clusters[0].registry: found a list, expected a mapping"),
    BrokenScenario(
      "a folder without manifests is refused",
      "manifests: [manifests/feed/]",
      "manifests: [data]",
      "25:19: spec.clusters[0].manifests[0]: found \"data\", expected a folder with .yaml, "
        + ".yml or .json files"),
    BrokenScenario(
      "a host name label is refused",
      "tier: online,",
      "kubernetes.io/hostname: one,",
      "17:22: spec.clusters[0].nodePools[0].template.labels.kubernetes.io/hostname: is the "
        + "name of the node"),
    BrokenScenario(
      "an empty list of pools is refused",
      "  clusters:\n    - name: north\n      nodePools:\n",
      "  clusters:\n    - name: north\n      nodePools: []\n      pools:\n",
      "12:18: spec.clusters[0].nodePools: a list of 0 items, expected at least 1",
      "13:7: spec.clusters[0].pools: unknown field, expected one of name, nodePools, "
        + "manifests, initialState, controlPlane, scheduler, nodeAutoscaler, kubelet, "
        + "network, registry, customMetrics",
      "55:37: spec.timeline[1].failNodes.pool: no node pool \"online\"",
      "56:37: spec.timeline[2].restoreNodes.pool: no node pool \"online\""),
  ]
}
