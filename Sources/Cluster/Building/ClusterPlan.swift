// SPDX-License-Identifier: Apache-2.0

import Manifests
import Scenario

/// What a scenario asks for that the cluster does not do, found before anything is built.
enum ClusterPlan {
  /// Kinds that the simulation acts on.
  private static let simulatedKinds = [
    "CloneSet", "ConfigMap", "CronHPA", "CronHorizontalPodAutoscaler", "CronJob", "DaemonSet",
    "Deployment", "EffectiveHorizontalPodAutoscaler", "ForecastBounds", "HorizontalPodAutoscaler",
    "Job", "Node", "PodDisruptionBudget", "PoolAutoscaler", "ResourceQuota", "Rollout",
    "ScaledObject", "StatefulSet", "StatefulSetPlus", "StepwiseDownsizing",
    "VerticalPodAutoscaler", "VerticalPodAutoscalerCheckpoint",
  ]
  /// Kinds that change nothing that is simulated, so that leaving them out is no news.
  private static let neutralKinds = [
    "Ingress", "LimitRange", "Namespace", "PriorityClass", "Service",
  ]

  /// Faults and warnings of a scenario, in the order of its manifests.
  static func check(_ scenario: Scenario) -> [Diagnostic] {
    let items = allItems(of: scenario)
    let workloads = Set(items.compactMap { WorkloadKind.reference(to: $0.object)?.description })
    var found = SchedulerPlan.faults(of: scenario.cluster.scheduler)
    found += twins(among: scenario.cluster.objects.items)
    let priorityClasses = PriorityClasses(items.map(\.object))
    let sources = MetricSources(scenario)
    let profiles = SchedulerPlan.configuration(of: scenario.cluster.scheduler).profiles
    for (place, item) in items.enumerated() {
      found += kindFaults(item, scenario)
      found += ReleasePlan.faults(of: item, after: items[..<place])
      if let spec = WorkloadKind.podSpec(of: item.object) {
        found += priorityClasses.faults(of: spec, item)
        found += SchedulerPlan.faults(of: spec, item, profiles: profiles.map(\.schedulerName))
      }
      found += CompletionPlan.faults(of: item, scenario)
      switch item.object {
      case .horizontalPodAutoscaler(let manifest):
        found += faults(
          of: manifest, item, workloads: workloads, sources: sources, scenario: scenario)
      case .cronHorizontalPodAutoscaler(let manifest):
        found += faults(of: manifest, item, items: items, scenario: scenario)
      case .cronHPA(let manifest):
        found += faults(of: manifest, item, workloads: workloads, scenario: scenario)
      case .verticalPodAutoscaler(let manifest):
        found += faults(of: manifest, item, items: items, workloads: workloads, scenario: scenario)
      case .verticalPodAutoscalerCheckpoint(let manifest):
        found += faults(of: manifest, item, items: items)
      case .forecastBounds(let manifest):
        found += faults(of: manifest, item, items: items)
      case .stepwiseDownsizing(let manifest):
        found += faults(of: manifest, item, items: items, workloads: workloads)
      case .rollout(let manifest): found += faults(of: manifest, item, workloads: workloads)
      case .poolAutoscaler(let manifest):
        found += faults(of: manifest, item, workloads: workloads, scenario: scenario)
      case .scaledObject(let manifest):
        found += faults(
          of: manifest, item, workloads: workloads, sources: sources, scenario: scenario)
      case .effectiveHorizontalPodAutoscaler(let manifest):
        found += faults(
          of: manifest, item, workloads: workloads, sources: sources, scenario: scenario)
      default: break
      }
    }
    return found
  }

  /// The objects of the manifests, then those that the timeline applies.
  static func allItems(of scenario: Scenario) -> [ManifestSet.Item] {
    scenario.cluster.objects.items
      + scenario.timeline.flatMap { entry -> [ManifestSet.Item] in
        if case .apply(let objects) = entry.action { return objects.items }
        return []
      }
  }

  /// The CPU of the largest node in cores; one core if there is no node.
  static func largestNodeCores(_ cluster: ClusterBlock) -> Double {
    var millis = cluster.nodePools.map { $0.allocatable.cpuMillis }
    if cluster.nodeAutoscaler.kind == .karpenter {
      millis += cluster.nodeAutoscaler.karpenter.instanceTypes.map { $0.capacity.cpuMillis }
    }
    for object in cluster.objects.objects {
      if case .node(let node) = object {
        let offered = node.status.allocatable
        millis.append(offered.isEmpty ? node.status.capacity.cpuMillis : offered.cpuMillis)
      }
    }
    return Double(max(millis.max() ?? 1000, 1)) / 1000
  }

  private static func kindFaults(
    _ item: ManifestSet.Item, _ scenario: Scenario
  ) -> [Diagnostic] {
    if case .nodePool(let manifest) = item.object,
      scenario.cluster.nodeAutoscaler.kind == .karpenter
    {
      return faults(of: manifest, item)
    }
    if simulatedKinds.contains(item.kind) || neutralKinds.contains(item.kind) { return [] }
    return [
      Diagnostic(
        .warning, at: item.place,
        found: "\(item.kind) \"\(item.object.metadata.name)\" is not simulated by this version",
        hint: "it is left out of the run")
    ]
  }

  private static func faults(
    of manifest: HorizontalPodAutoscaler, _ item: ManifestSet.Item, workloads: Set<String>,
    sources: MetricSources, scenario: Scenario
  ) -> [Diagnostic] {
    let target = manifest.spec.scaleTargetRef
    return targetFaults(target, of: manifest.metadata, item, workloads: workloads)
      + metricFaults(manifest.spec.metrics, target, of: manifest.metadata, item, sources)
      + zeroFaults(manifest.spec.minReplicas, item, scenario)
  }

  /// Whether the target of an autoscaler exists and is simulated.
  static func targetFaults(
    _ target: CrossVersionObjectReference, of metadata: ObjectMeta, _ item: ManifestSet.Item,
    workloads: Set<String>
  ) -> [Diagnostic] {
    var found: [Diagnostic] = []
    let wanted = WorkloadReference(target, of: metadata).description
    if !(WorkloadKind(named: target.kind)?.isScalable ?? false) {
      found.append(
        Diagnostic(
          .warning, at: item.place, path: "spec.scaleTargetRef.kind",
          found: "the target kind \(target.kind) is not simulated by this version",
          hint: "the autoscaler is left out of the run"))
    } else if !workloads.contains(wanted) {
      found.append(
        Diagnostic(
          .error, at: item.place, path: "spec.scaleTargetRef.name",
          found: "no \(target.kind) \"\(metadata.namespace)/\(target.name)\" "
            + "among the manifests",
          hint: hint(for: wanted, among: workloads)))
    }
    return found
  }

  /// The nearest name of the same kind, without the kind.
  static func hint(for wanted: String, among workloads: Set<String>) -> String? {
    let kind = wanted.prefix { $0 != "/" }
    let names = workloads.sorted().filter { $0.hasPrefix(kind + "/") }
      .map { String($0.dropFirst(kind.count + 1)) }
    return didYouMean(String(wanted.dropFirst(kind.count + 1)), in: names)
  }

  private static func faults(
    of manifest: CronHPA, _ item: ManifestSet.Item, workloads: Set<String>, scenario: Scenario
  ) -> [Diagnostic] {
    var found: [Diagnostic] = []
    let clock = ScheduleClocks(scenario).controller
    do throws(TkestackCronHPARule.EntryFault) {
      _ = try TkestackCronHPARule(
        manifest, clock: clock, createdAt: scenario.start.unixSeconds)
    } catch {
      found.append(
        Diagnostic(
          .error, at: item.place, path: "spec.crons[\(error.entry)].schedule",
          found: "the schedule can not be read: \(error.error)",
          expected: "five fields: minute hour day month weekday, Sunday as 0"))
    }
    let target = manifest.scaleTargetRef
    let wanted = WorkloadReference(target, of: manifest.metadata).description
    if !workloads.contains(wanted) {
      found.append(
        Diagnostic(
          .error, at: item.place, path: "spec.scaleTargetRef",
          found: "no \(target.kind) \"\(manifest.metadata.namespace)/\(target.name)\" "
            + "among the manifests",
          expected: "a Deployment of the same namespace",
          hint: hint(for: wanted, among: workloads)))
    }
    return found
  }

  private static func faults(
    of manifest: CronHorizontalPodAutoscaler, _ item: ManifestSet.Item,
    items: [ManifestSet.Item], scenario: Scenario
  ) -> [Diagnostic] {
    let clock = ScheduleClocks(scenario).controller
    let rule = CronHorizontalPodAutoscalerRule(
      manifest, clock: clock, startingAt: scenario.start.unixSeconds)
    var found = rule.jobs.compactMap { job in
      job.fault.map { fault in
        Diagnostic(
          .error, at: item.place, path: "spec.jobs",
          found: "the schedule of job \"\(job.name)\" can not be read: \(fault)",
          expected: "six fields: second minute hour day month weekday, or @date")
      }
    }
    let target = manifest.scaleTargetRef
    let exists = items.contains {
      $0.kind == target.kind && $0.object.metadata.name == target.name
        && $0.object.metadata.namespace == manifest.metadata.namespace
    }
    let isKnownKind =
      target.kind == "HorizontalPodAutoscaler" || WorkloadKind(named: target.kind) != nil
    if !exists || !isKnownKind {
      found.append(
        Diagnostic(
          .error, at: item.place, path: "spec.scaleTargetRef",
          found: "no \(target.kind) \"\(target.name)\" among the manifests",
          expected: "a Deployment or HorizontalPodAutoscaler of the same namespace"))
    }
    return found
  }
}
