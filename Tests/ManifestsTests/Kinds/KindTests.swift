// SPDX-License-Identifier: Apache-2.0

import Manifests
import Testing

/// Writes a tree as JSON.
private func json(_ value: Value) -> String {
  switch value.kind {
  case .null, .bool, .number: return value.scalarText ?? ""
  case .string(let text): return quoted(text)
  case .sequence(let items): return "[\(items.map(json).joined(separator: ", "))]"
  case .mapping(let entries):
    return "{\(entries.map { "\(quoted($0.key)): \(json($0.value))" }.joined(separator: ",\n"))}"
  }
}

private func quoted(_ text: String) -> String {
  let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  return "\"\(escaped.replacing("\n", with: "\\n"))\""
}

private func sample(_ group: String, _ kind: String) throws -> KubernetesObject {
  let text = try #require(kindSamples.first { $0.group == group && $0.kind == kind }).text
  return try #require(ManifestReader.read(text: text, file: "t.yaml").objects.first)
}

struct KindTests {
  @Test func `every kind of the registry has a sample here`() {
    let registered = KindRegistry.entries.map { "\($0.group)/\($0.kind)" }
    #expect(kindSamples.map { "\($0.group)/\($0.kind)" }.sorted() == registered.sorted())
    #expect(Set(registered).count == registered.count)
  }

  @Test(arguments: kindSamples.indices)
  func `an object reads the same from YAML and from JSON`(_ index: Int) throws {
    let text = kindSamples[index].text
    let yaml = ManifestReader.read(text: text, file: "t.yaml")
    #expect(yaml.diagnostics == [])
    #expect(yaml.items.map(\.kind) == [kindSamples[index].kind])
    let diagnostics = Diagnostics()
    let document = DocumentReader.read(Array(text.utf8), file: "t.yaml", into: diagnostics).first
    let read = ManifestReader.read(text: json(try #require(document)), file: "t.json")
    #expect(read.diagnostics == [])
    #expect(read.objects == yaml.objects)
  }

  @Test func `every object is reached by the accessor of its kind`() {
    let text = kindSamples.map(\.text).joined(separator: "\n---\n")
    let set = ManifestReader.read(text: text, file: "t.yaml")
    let counts: [Int] = [
      set.configMaps.count, set.limitRanges.count, set.namespaces.count, set.nodes.count,
      set.pods.count,
      set.replicationControllers.count, set.resourceQuotas.count, set.services.count,
      set.daemonSets.count, set.deployments.count, set.replicaSets.count, set.statefulSets.count,
      set.horizontalPodAutoscalers.count, set.cronJobs.count, set.jobs.count,
      set.podDisruptionBudgets.count, set.priorityClasses.count, set.cloneSets.count,
      set.advancedStatefulSets.count, set.cronHorizontalPodAutoscalers.count,
      set.cronHPAs.count, set.statefulSetPluses.count, set.rollouts.count,
      set.scaledObjects.count,
      set.effectiveHorizontalPodAutoscalers.count, set.ingresses.count,
      set.poolAutoscalers.count, set.verticalPodAutoscalers.count,
      set.verticalPodAutoscalerCheckpoints.count, set.karpenterNodePools.count,
      set.forecastBounds.count, set.stepwiseDownsizings.count,
    ]
    #expect(counts.count == kindSamples.count)
    #expect(counts.allSatisfy { $0 == 1 })
    let outside = set.objects.filter { $0.metadata.namespace.isEmpty }.map(\.metadata.name)
    #expect(outside == ["n1", "n1", "p"], "Namespace, Node and PriorityClass are in no namespace")
  }

  @Test(arguments: ["v1", "v1alpha9", "v2"])
  func `a version that is not known is an error that names the known ones`(version: String) {
    for entry in KindRegistry.entries where !entry.versions.contains(version) {
      let apiVersion = entry.group.isEmpty ? version : "\(entry.group)/\(version)"
      let set = ManifestReader.read(
        text: "{apiVersion: \(apiVersion), kind: \(entry.kind)}", file: "t.yaml")
      #expect(set.diagnostics.map(\.path) == ["apiVersion"], "\(apiVersion) \(entry.kind)")
      #expect(set.diagnostics.first?.expected?.contains(entry.versions[0]) == true)
    }
  }

  @Test func `kinds of Kubernetes and of others that are not simulated are listed as skipped`() {
    let set = ManifestReader.read(
      text: """
        {apiVersion: v1, kind: Secret, metadata: {name: c, namespace: ns}}
        ---
        {apiVersion: example.org/v1, kind: Deploymnet, metadata: {name: d}}
        ---
        {apiVersion: kustomize.config.k8s.io/v1beta1, kind: Kustomization}
        """, file: "t.yaml")
    #expect(set.diagnostics == [])
    #expect(
      set.skipped.map { "\($0.apiVersion) \($0.kind) \($0.namespace)/\($0.name) \($0.place)" } == [
        "v1 Secret ns/c t.yaml:1:1", "example.org/v1 Deploymnet /d t.yaml:3:1",
        "kustomize.config.k8s.io/v1beta1 Kustomization / t.yaml:5:1",
      ])
  }

  @Test func `lists and arrays are taken apart, and items inherit the kind of a typed list`() {
    let set = ManifestReader.read(
      text: """
        [{"apiVersion": "v1", "kind": "NodeList", "items": [{"metadata": {"name": "a"}},
          {"metadata": {"name": "b"}}]},
         {"apiVersion": "v1", "kind": "List", "items": [
          {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "n"}}]}]
        """, file: "t.json")
    #expect(set.diagnostics == [])
    #expect(set.nodes.map(\.metadata.name) == ["a", "b"])
    #expect(set.namespaces.map(\.metadata.name) == ["n"])
    #expect(set.items.map(\.place.line) == [1, 2, 4])
  }

  @Test func `an old version is read with a warning`() {
    let set = ManifestReader.read(
      text: """
        apiVersion: policy/v1beta1
        kind: PodDisruptionBudget
        metadata: {name: p}
        spec: {minAvailable: 1, selector: {}}
        ---
        apiVersion: extensions/v1beta1
        kind: Deployment
        metadata: {name: d}
        spec:
          selector: {matchLabels: {a: b}}
          template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c}]}}
        """, file: "t.yaml")
    #expect(set.diagnostics.map(\.severity) == [.warning, .warning])
    #expect(set.podDisruptionBudgets.first?.spec.selector == nil, "empty meant none in v1beta1")
    #expect(set.deployments.map(\.metadata.name) == ["d"])
  }

  @Test func `a Rollout keeps its steps, and v1alpha1 takes weights for replicas`() throws {
    guard case .rollout(let rollout) = try sample("rollouts.kruise.io", "Rollout") else {
      Issue.record("the sample has another kind")
      return
    }
    #expect(rollout.spec.workloadRef.kind == "CloneSet" && rollout.spec.workloadRef.name == "c")
    #expect(rollout.spec.paused && rollout.spec.failureThreshold == .string("10%"))
    #expect(rollout.spec.steps.map(\.replicas) == [.string("5%"), .string("50%")])
    #expect(rollout.spec.steps.map(\.pauseSeconds) == [60, nil])
    #expect(rollout.spec.steps.map(\.trafficPercent) == [5, nil])
    let old = ManifestReader.read(
      text: """
        apiVersion: rollouts.kruise.io/v1alpha1
        kind: Rollout
        metadata: {name: r, annotations: {rollouts.kruise.io/rolling-style: Partition}}
        spec:
          objectRef: {workloadRef: {apiVersion: apps/v1, kind: Deployment, name: d}}
          strategy: {canary: {steps: [{weight: 20, pause: {}}, {weight: 20, replicas: 3}]}}
        """, file: "t.yaml")
    #expect(old.diagnostics == [])
    let spec = try #require(old.rollouts.first?.spec)
    #expect(spec.steps.map(\.replicas) == [.string("20%"), .int(3)])
    #expect(spec.workloadRef.name == "d" && !spec.enableExtraWorkloadForCanary)
  }

  @Test func `a CloneSet of v1beta1 has its strategy one level deeper`() throws {
    func read(_ strategy: String) -> ManifestSet {
      ManifestReader.read(
        text: """
          apiVersion: apps.kruise.io/v1beta1
          kind: CloneSet
          metadata: {name: c}
          spec:
            selector: {matchLabels: {a: b}}
            template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: x}]}}
            lifecycle: {inPlaceUpdate: {labelsHandler: {x: "y"}}}
            updateStrategy: \(strategy)
          """, file: "t.yaml")
    }
    let set = read(
      "{type: RollingUpdate, rollingUpdate: {podUpdatePolicy: InPlaceOnly, partition: 3}}")
    let strategy = try #require(set.cloneSets.first?.spec.updateStrategy)
    #expect(strategy.type == .inPlaceOnly && strategy.partition == .int(3) && !strategy.paused)
    #expect(set.diagnostics.map(\.severity) == [.warning], "the hook holds nothing back")
    #expect(read("{type: OnDelete}").cloneSets.first?.spec.updateStrategy.paused == true)
    #expect(read("{type: ReCreate}").diagnostics.contains { $0.severity == .error })
  }

  @Test(arguments: [
    ("{replicas: 0}", "more than 0"), ("{traffic: 5%}", "a number of pods"),
    ("{replicas: 101%}", "100%"), ("{replicas: 5, traffic: 0%}", "from 1% to 100%"),
    ("{replicas: 50%}, {replicas: 40%}", "do not shrink"),
    ("{replicas: 5}, {replicas: 4}", "do not shrink"),
  ])
  func `a step that Kruise would refuse is refused`(steps: String, expected: String) {
    let set = ManifestReader.read(
      text: "{apiVersion: rollouts.kruise.io/v1beta1, kind: Rollout, metadata: {name: r}, "
        + "spec: {workloadRef: {apiVersion: apps/v1, kind: Deployment, name: d}, "
        + "strategy: {canary: {steps: [\(steps)]}}}}", file: "t.yaml")
    let texts = set.diagnostics.map { "\($0)" }
    #expect(texts.contains { $0.contains(expected) }, "\(texts)")
  }

  @Test func `custom workloads keep what steers their releases`() throws {
    guard case .cloneSet(let cloneSet) = try sample("apps.kruise.io", "CloneSet"),
      case .advancedStatefulSet(let stateful) = try sample("apps.kruise.io", "StatefulSet"),
      case .statefulSetPlus(let plus) = try sample("platform.tkex", "StatefulSetPlus")
    else {
      Issue.record("a sample has another kind")
      return
    }
    let strategy = cloneSet.spec.updateStrategy
    #expect(strategy.type == .inPlaceIfPossible && strategy.partition == .string("40%"))
    #expect(strategy.maxUnavailable == .string("20%") && strategy.maxSurge == .int(1))
    #expect(strategy.priorityStrategy.weightPriority.map(\.weight) == [50])
    #expect(strategy.priorityStrategy.orderPriority == ["k"])
    #expect(strategy.scatterStrategy == [.init(key: "s", value: "t")])
    #expect(strategy.inPlaceGracePeriodSeconds == 10)
    #expect(cloneSet.spec.podsToDelete == ["p"] && cloneSet.spec.scaleMaxUnavailable == .int(1))
    #expect(stateful.spec.reserveOrdinals == [1, 3])
    #expect(stateful.spec.updateStrategy.podUpdatePolicy == .inPlaceOnly)
    #expect(stateful.spec.updateStrategy.maxUnavailable == .string("20%"))
    #expect(stateful.spec.updateStrategy.unorderedUpdate != nil)
    let batches = plus.spec.updateStrategy
    #expect(batches.batchNum == 2 && batches.batchAuto)
    #expect(batches.podsNumToUpdate == [.int(4), .int(6)])
    #expect(batches.podsToUpdate == [["s-0"], ["s-1", "s-2"]])
    #expect(batches.batchIntervalMinutes == 5 && batches.batchDeadlineMinutes == 9)
  }

  @Test func `a release may be split by percentages in a block of its own and be paused`() throws {
    let text = """
      apiVersion: platform.tkex/v1alpha1
      kind: StatefulSetPlus
      metadata: {name: s, annotations: {platform.tkex/pause-auto-batchDeploy: "true"}}
      spec:
        replicas: 10
        selector: {matchLabels: {a: b}}
        template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c}]}}
        updateStrategy:
          type: InPlaceIfPossible
          inPlaceUpdateStrategy: {gracePeriodSeconds: 3}
          batchDeployConfig: {batchNum: 2, batchAuto: true, podsNumToUpdate: [40%, 60%]}
      """
    let set = ManifestReader.read(text: text, file: "t.yaml")
    #expect(set.diagnostics.isEmpty)
    let plus = try #require(set.statefulSetPluses.first)
    let strategy = plus.spec.updateStrategy
    #expect(strategy.podsNumToUpdate == [.string("40%"), .string("60%")])
    #expect(strategy.inPlaceGracePeriodSeconds == 3 && strategy.batchAuto && plus.isPaused)
  }

  @Test func `an autoscaler keeps every kind of metric`() throws {
    guard
      case .horizontalPodAutoscaler(let scaler) = try sample(
        "autoscaling", "HorizontalPodAutoscaler")
    else {
      Issue.record("the sample has another kind")
      return
    }
    #expect(
      scaler.spec.metrics == [
        .resource(name: "cpu", target: .utilization(60)),
        .containerResource(
          name: "memory", container: "c", target: .averageValue(Quantity(1_073_741_824))),
        .pods(metric: MetricIdentifier(name: "qps"), target: .averageValue(Quantity(100))),
        .object(
          metric: MetricIdentifier(
            name: "depth", selector: LabelSelector(matchLabels: ["q": "a"])),
          describedObject: CrossVersionObjectReference(
            apiVersion: "v1", kind: "Service", name: "s"), target: .value(Quantity(2_000))),
        .external(metric: MetricIdentifier(name: "lag"), target: .averageValue(Quantity(30))),
      ])
    let behavior = try #require(scaler.spec.behavior)
    #expect(behavior.scaleUp.stabilizationWindowSeconds == 60)
    #expect(behavior.scaleUp.tolerance == Quantity(milli: 50))
    #expect(behavior.scaleDown.selectPolicy == .disabled)
    #expect(scaler.spec.minReplicas == 0)
  }

  @Test func `a pod keeps every field that places it`() throws {
    guard case .pod(let pod) = try sample("", "Pod") else {
      Issue.record("the sample has another kind")
      return
    }
    #expect(pod.metadata.controller?.name == "r")
    #expect(pod.metadata.deletionTimestamp?.description == "2026-01-01T00:00:30Z")
    #expect(pod.spec.initContainers.first?.isSidecar == true)
    #expect(pod.spec.initContainers.first?.imagePullPolicy == .always, "no tag is latest")
    let main = try #require(pod.spec.containers.first)
    #expect(main.imagePullPolicy == .ifNotPresent, "a digest is not latest")
    #expect(main.ports.first?.hostPort == 80, "the host's network takes the port")
    #expect(main.resources.requests["memory"] == main.resources.limits["memory"])
    #expect(main.readinessProbe?.timeoutSeconds == 1 && main.readinessProbe?.periodSeconds == 5)
    #expect(main.startupProbe?.handler == .grpc(port: 9_000, service: ""))
    #expect(main.lifecycle?.preStop == .sleep(seconds: 5))
    let node = try #require(pod.spec.affinity.nodeAffinity)
    #expect(node.required?.first?.matchExpressions.first?.operator == .gt)
    #expect(node.required?.first?.matchFields.first?.key == "metadata.name")
    #expect(node.preferred.first?.weight == 10)
    let away = try #require(pod.spec.affinity.podAntiAffinity)
    #expect(away.required.first?.namespaceSelector?.isEmpty == true)
    #expect(away.required.first?.labelSelector == nil)
    #expect(away.preferred.first?.podAffinityTerm.namespaces == ["x"])
    let spread = try #require(pod.spec.topologySpreadConstraints.first)
    #expect(spread.minDomains == 3 && spread.matchLabelKeys == ["rev"])
    #expect(spread.nodeAffinityPolicy == .honor && spread.nodeTaintsPolicy == .honor)
    #expect(
      pod.spec.volumes.map(\.source) == [
        .persistentVolumeClaim(claimName: "data"), .configMap(name: "conf"), .secret(name: "s"),
        .other("nfs"), .emptyDir,
      ])
    #expect(pod.status.nominatedNodeName == "n2" && pod.status.phase == .running)
  }
}
