// SPDX-License-Identifier: Apache-2.0

extension BrokenScenario {
  /// Faults of the document, its times, timeline and objectives.
  static let specFaults: [BrokenScenario] = [
    BrokenScenario(
      "an unknown key is refused with the nearest name",
      "  duration: 8h",
      "  duratoin: 8h",
      "7:3: spec.duratoin: unknown field, expected one of seed, start, duration, sampling, "
        + "trafficStep, clusters, behavior, traffic, timeline, objectives"),
    BrokenScenario(
      "an unknown key of a nested block lists the valid keys",
      "{interval: 30s}",
      "{every: 30s}",
      "8:14: spec.sampling.every: unknown field, expected one of interval"),
    BrokenScenario(
      "a duration needs a unit",
      "  duration: 8h",
      "  duration: 8",
      "7:13: spec.duration: found 8, expected a duration with a unit"),
    BrokenScenario(
      "a duration with an unknown unit is refused",
      "  duration: 8h",
      "  duration: 8w",
      "7:13: spec.duration: found \"8w\", expected a duration with a unit"),
    BrokenScenario(
      "a run of no length is refused",
      "  duration: 8h",
      "  duration: 0s",
      "7:13: spec.duration: found \"0s\", expected a duration from 1s to 400d"),
    BrokenScenario(
      "a run of more than 400 days is refused",
      "  duration: 8h",
      "  duration: 9601h",
      "7:13: spec.duration: found \"9601h\", expected a duration from 1s to 400d"),
    BrokenScenario(
      "a start without an offset is refused",
      "\"2019-02-04T18:00:00+08:00\"\n  dur",
      "\"2019-02-04T18:00:00\"\n  dur",
      "6:10: spec.start: found \"2019-02-04T18:00:00\", expected an instant with its offset "
        + "from UTC"),
    BrokenScenario(
      "a day that no calendar has is refused",
      "\"2019-02-04T18:00:00+08:00\"\n  dur",
      "\"2019-02-29T18:00:00Z\"\n  dur",
      "6:10: spec.start: found \"2019-02-29T18:00:00Z\", expected a day that the calendar has"),
    BrokenScenario(
      "a negative seed is refused",
      "seed: 20190204",
      "seed: -1",
      "5:9: spec.seed: found -1, expected an integer from 0 to 9223372036854775807"),
    BrokenScenario(
      "a seed beyond 63 bits is refused",
      "seed: 20190204",
      "seed: 9223372036854775808",
      "5:9: spec.seed: found 9223372036854775808, expected an integer from 0 to "
        + "9223372036854775807"),
    BrokenScenario(
      "a sample interval below a second is refused",
      "{interval: 30s}",
      "{interval: 10ms}",
      "8:24: spec.sampling.interval: found \"10ms\", expected a duration from 1s to 24h"),
    BrokenScenario(
      "a target in another namespace is told where it is",
      "namespace: data, name: store",
      "name: store",
      "57:60: spec.timeline[4].restart.target.name: no StatefulSet \"store\" in namespace "
        + "\"default\", expected one of the manifests"),
    BrokenScenario(
      "a target of another kind is told of it",
      "{kind: Deployment, name: feed}, replicas",
      "{kind: StatefulSet, name: feed}, replicas",
      "56:83: spec.timeline[3].scale.target.name: no StatefulSet \"feed\" in namespace "
        + "\"default\", expected one of the manifests"),
    BrokenScenario(
      "a kind that is no workload is refused",
      "{kind: Deployment, name: feed}, replicas",
      "{kind: Deploymnt, name: feed}, replicas",
      "56:64: spec.timeline[3].scale.target.kind: found \"Deploymnt\", expected one of "
        + "Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, CloneSet, "
        + "StatefulSetPlus, Job, CronJob, Pod"),
    BrokenScenario(
      "a Job cannot be restarted",
      "{kind: StatefulSet, namespace: data, name: store}",
      "{kind: Job, namespace: data, name: store}",
      "57:41: spec.timeline[4].restart.target.kind: found \"Job\", expected one of Deployment, "
        + "StatefulSet, DaemonSet, CloneSet, StatefulSetPlus",
      "57:69: spec.timeline[4].restart.target.name: no Job \"store\" in namespace \"data\", "
        + "expected one of the manifests"),
    BrokenScenario(
      "a timeline entry after the end is refused",
      "at: 2h30m",
      "at: 9h",
      "54:12: spec.timeline[1].at: \"9h\" is 9h after the start, expected a moment before the "
        + "end of the run at 8h"),
    BrokenScenario(
      "a time of day that falls after the end is refused",
      "{at: \"20:00:00\", apply",
      "{at: \"17:59:59\", apply",
      "53:12: spec.timeline[0].at: \"17:59:59\" is 23h59m59s after the start, expected a "
        + "moment before the end of the run at 8h"),
    BrokenScenario(
      "an instant before the start is refused",
      "\"2019-02-05T00:00:00+08:00\"",
      "\"2019-02-04T17:00:00+08:00\"",
      "56:12: spec.timeline[3].at: \"2019-02-04T17:00:00+08:00\" is before the start, expected "
        + "a later moment"),
    BrokenScenario(
      "a timeline entry without an action is refused",
      "{at: \"20:00:00\", apply: manifests/feed-v2.yaml}",
      "{at: \"20:00:00\"}",
      "53:7: spec.timeline[0]: nothing to do, expected one of apply, scale, failNodes, "
        + "failZone, restoreNodes, restart, approve, slowRegistry, prePull, slowStart, "
        + "stallControlPlane, removeSchedulingGates, drainNodes, uncordonNodes"),
    BrokenScenario(
      "a timeline entry with two actions is refused",
      "apply: manifests/feed-v2.yaml}",
      "apply: manifests/feed-v2.yaml, restart: {target: {kind: Deployment, name: feed}}}",
      "53:7: spec.timeline[0]: apply and restart, expected only one of apply, scale, "
        + "failNodes, failZone, restoreNodes, restart, approve, slowRegistry, prePull, slowStart, "
        + "stallControlPlane, removeSchedulingGates, drainNodes, uncordonNodes"),
    BrokenScenario(
      "a pool that does not exist suggests the nearest",
      "failNodes: {pool: online",
      "failNodes: {pool: onlin",
      "54:37: spec.timeline[1].failNodes.pool: no node pool \"onlin\", expected one of batch, "
        + "online"),
    BrokenScenario(
      "a drain of a pool that does not exist suggests the nearest",
      "failNodes: {pool: online, count: 5, for: 20m}",
      "drainNodes: {pool: onlin, count: 5}",
      "54:38: spec.timeline[1].drainNodes.pool: no node pool \"onlin\", expected one of batch, "
        + "online"),
    BrokenScenario(
      "more drained nodes than the pool has are refused",
      "failNodes: {pool: online, count: 5, for: 20m}",
      "drainNodes: {pool: batch, count: 6}",
      "54:52: spec.timeline[1].drainNodes.count: found 6, expected at most 5, the nodes of pool "
        + "\"batch\""),
    BrokenScenario(
      "a drain without a number of nodes is refused",
      "failNodes: {pool: online, count: 5, for: 20m}",
      "uncordonNodes: {pool: batch}",
      "54:34: spec.timeline[1].uncordonNodes.count: required field is missing"),
    BrokenScenario(
      "a zone that no node is in suggests the nearest",
      "failNodes: {pool: online, count: 5, for: 20m}",
      "failZone: {zone: c}",
      "54:36: spec.timeline[1].failZone.zone: no node in zone \"c\", expected one of a, b"),
    BrokenScenario(
      "more failed nodes than the pool has are refused",
      "{pool: online, count: 5, for: 20m}",
      "{pool: batch, count: 6}",
      "54:51: spec.timeline[1].failNodes.count: found 6, expected at most 5, the nodes of pool "
        + "\"batch\""),
    BrokenScenario(
      "an objective without bounds is refused",
      ", latency: {p50: 20ms, p99: 200ms}, errors: 0.1%",
      "",
      "59:7: spec.objectives[0]: an objective without bounds, expected latency, errors or both"),
    BrokenScenario(
      "a higher percentile with a lower bound is refused",
      "p50: 20ms",
      "p50: 300ms",
      "59:75: spec.objectives[0].latency.p99: found 200ms, expected at least the bound of the "
        + "lower percentile, 300ms"),
    BrokenScenario(
      "a share above one is refused",
      "errors: 0.1%",
      "errors: 1.5",
      "59:90: spec.objectives[0].errors: found 1.5, expected a share from 0% to 100%"),
    BrokenScenario(
      "a key that is given twice is refused",
      "seed: 20190204",
      "seed: 1\n  seed: 2",
      "6:3: found the key \"seed\" twice"),
    BrokenScenario(
      "broken YAML is refused at its place",
      "seed: 20190204",
      "seed: [1",
      "6:8: syntax error: did not find expected ',' or ']' while parsing a flow sequence that "
        + "begins in line 5"),
    BrokenScenario(
      "another kind gets one message",
      "kind: Scenario",
      "kind: Deployment",
      "2:7: kind: found \"Deployment\", expected Scenario"),
    BrokenScenario(
      "another version is refused",
      "v1alpha1\nkind",
      "v2\nkind",
      "1:13: apiVersion: found \"springtide.dev/v2\", expected one of springtide.dev/v1alpha1"),
    BrokenScenario(
      "a name that is a number is told to be quoted",
      "metadata: {name: festival",
      "metadata: {name: 2024",
      "3:18: metadata.name: found 2024, expected a text"),
    BrokenScenario(
      "a missing metadata block is refused",
      "metadata: {name: festival, description: One evening.}\n",
      "",
      "1:1: metadata: required field is missing"),
    BrokenScenario(
      "a null in place of a required value counts as missing",
      "start: \"2019-02-04T18:00:00+08:00\"\n",
      "start:\n",
      "5:3: spec.start: required field is missing"),
    BrokenScenario(
      "a manifest path that leads to a device is refused",
      "manifests/feed-v2.yaml",
      "/dev/zero",
      "53:31: spec.timeline[0].apply: found \"/dev/zero\", expected a regular file"),
    BrokenScenario(
      "a window longer than the run is refused",
      "errors: 0.1%}",
      "errors: 0.1%, window: 9h}",
      "59:104: spec.objectives[0].window: found 9h, expected at most the run of 8h"),
  ]
}
