// SPDX-License-Identifier: Apache-2.0

import Cluster
import Manifests
import Planner
import Testing

/// What of the files is scheduled, and as what.
struct ScheduleInputTests {
  private func names(_ text: String) -> [String] {
    let input = Objects.input(text)
    #expect(input.diagnostics.map(\.description) == [])
    return input.pods.map(\.metadata.name)
  }

  @Test func `workloads without pods are expanded to their replicas`() {
    #expect(names(Objects.workload("Deployment", "web")) == ["web-0", "web-1"])
    #expect(names(Objects.workload("ReplicaSet", "rs", replicas: 1)) == ["rs-0"])
    #expect(names(Objects.workload("StatefulSet", "db", replicas: 3)) == ["db-0", "db-1", "db-2"])
    #expect(names(Objects.workload("Deployment", "none", replicas: 0)).isEmpty)
  }

  @Test func `pods of a Deployment belong to a replica set that selects them`() throws {
    let input = Objects.input(Objects.workload("Deployment", "web"))
    let pod = try #require(input.pods.first)
    let owner = try #require(pod.metadata.controller)
    #expect(owner.kind == "ReplicaSet")
    #expect(input.ownerName(of: pod) == "Deployment/web")
    let selecting = try #require(input.objects.selecting.first)
    #expect(selecting.name == owner.name)
    #expect(selecting.selector?.matches(pod.metadata.labels) == true)
    #expect(selecting.selector?.matches(["app": "web"]) == false)
  }

  @Test func `a Deployment whose pods or replica sets are given is not expanded`() {
    let owned = """
      ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web-5d, controller: true}]
      """
    let dump = Objects.pod("web-5d-x", metadata: owned) + Objects.workload("Deployment", "web")
    let input = Objects.input(dump)
    #expect(input.pods.map(\.metadata.name) == ["web-5d-x"])
    #expect(input.ownerName(of: input.pods[0]) == "Deployment/web")
    #expect(input.objects.selecting.map(\.name) == ["web-5d"])
    let set = Objects.workload("ReplicaSet", "web", replicas: 1).replacing(
      "metadata: {name: web}",
      with: """
        metadata:
          name: web
          ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: web, controller: true}]
        """)
    #expect(names(Objects.workload("Deployment", "web", replicas: 5) + set) == ["web-0"])
  }

  @Test func `a Job runs as many pods as it may and needs, none when suspended`() {
    func job(_ spec: String) -> [String] {
      names(
        """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: j}
        spec:
          \(spec)
          template:
            spec: {restartPolicy: Never, containers: [{name: c, image: i}]}
        """)
    }
    #expect(job("parallelism: 3") == ["j-0", "j-1", "j-2"])
    #expect(job("parallelism: 3\n  completions: 2") == ["j-0", "j-1"])
    #expect(job("suspend: true").isEmpty)
  }

  @Test func `a DaemonSet has a pod on each node that it tolerates, tied to it`() throws {
    let nodes =
      Objects.node("a") + Objects.node("b", spec: "taints: [{key: k, effect: NoSchedule}]")
      + Objects.node("c", spec: "unschedulable: true")
    let input = Objects.input(nodes + Objects.workload("DaemonSet", "agent"))
    #expect(input.pods.map(\.metadata.name) == ["agent-a", "agent-c"])
    let run = ScheduleRun(input)
    let placed = run.decisions.map { $0.node.map { run.names[$0] } }
    #expect(placed == ["a", "c"])
  }

  @Test func `priorities come from classes, the default class and the built-in ones`() {
    let classes = """
      ---
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: {name: high}
      value: 1000
      preemptionPolicy: Never
      ---
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: {name: usual}
      value: 10
      globalDefault: true

      """
    let input = Objects.input(
      classes + Objects.pod("a", spec: "priorityClassName: high")
        + Objects.pod("b") + Objects.pod("c", spec: "priorityClassName: system-node-critical")
        + Objects.pod("d", spec: "priorityClassName: high\npriority: 5")
        + Objects.workload("StatefulSet", "s", replicas: 1, spec: "priorityClassName: high"))
    #expect(input.pods.map(\.spec.priority) == [1000, 10, 2_000_001_000, 5, 1000])
    #expect(input.pods[0].spec.preemptionPolicy == .never)
  }

  @Test func `an unknown priority class is reported with its place and the nearest name`() {
    let text =
      Objects.pod("a", spec: "priorityClassName: hihg") + """
        ---
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata: {name: high}
        value: 1000
        """
    let faults = Objects.input(text).diagnostics
    #expect(
      faults.map(\.message) == [
        "spec.priorityClassName: there is no PriorityClass \"hihg\""
      ])
    #expect(faults.first?.line == 2)
    #expect(faults.first?.hint == "did you mean \"high\"?")
  }

  @Test func `an object that is given twice is reported with both places`() {
    let faults = Objects.input(Objects.node("a") + Objects.node("a")).diagnostics
    #expect(faults.map(\.message) == ["metadata.name: Node a is given twice"])
    #expect(faults.first?.hint == "it is first given at t.yaml:2:1")
  }

  @Test func `pods that no decision is about are left out with the reason`() {
    let input = Objects.input(
      Objects.node("a") + Objects.pod("p", spec: "schedulerName: other")
        + Objects.pod("q", spec: "schedulingGates: [{name: wait}]")
        + Objects.pod("r", spec: "nodeName: gone")
        + Objects.pod("s", metadata: "deletionTimestamp: \"2025-01-01T00:00:00Z\"")
        + Objects.pod("t").replacing(
          "spec:\n  containers", with: "status: {phase: Succeeded}\nspec:\n  containers")
        + Objects.pod("u", spec: "nodeName: a"))
    #expect(input.pods.map(\.metadata.name) == ["u"])
    #expect(
      input.leftOut.map { "\($0.name) \($0.reason)" } == [
        "p is placed by the scheduler other", "q is held back by the gate wait",
        "r is on node gone, which is not given", "s is being deleted",
        "t has ended (Succeeded)",
      ])
  }

  @Test func `a budget without status spares what its pods on nodes leave over`() {
    func allowed(_ spec: String) -> [Int32] {
      let budget = """
        ---
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: b}
        spec: {\(spec), selector: {matchLabels: {app: web}}}

        """
      let pods = ["r1", "r2", "r3"].map { Objects.pod($0, spec: "nodeName: a") }.joined()
      return Objects.input(Objects.node("a") + budget + pods + Objects.pod("w")).budgets
        .map(\.disruptionsAllowed)
    }
    #expect(allowed("minAvailable: 2") == [1])
    #expect(allowed("minAvailable: 50%") == [1])
    #expect(allowed("maxUnavailable: 2") == [1])
    #expect(allowed("maxUnavailable: 4") == [3])
    #expect(allowed("minAvailable: 9") == [0])
  }

  @Test func `pods are tried in the order of the files, or higher priorities first`() {
    let input = Objects.input(
      Objects.node("a", cpu: "1") + Objects.pod("low", spec: "priority: 1")
        + Objects.pod("high", spec: "priority: 2"))
    func placed(_ isByPriority: Bool) -> [String] {
      var options = ScheduleRun.Options()
      options.isByPriority = isByPriority
      let run = ScheduleRun(input, options: options)
      return run.decisions.filter { $0.node != nil }.map { run.input.pods[$0.pod].metadata.name }
    }
    #expect(placed(false) == ["low"])
    #expect(placed(true) == ["high"])
  }
}
