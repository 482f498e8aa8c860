// SPDX-License-Identifier: Apache-2.0

import Manifests

extension Reading {
  /// Checks that all workloads and pools exist that the scenario names; call when all is read.
  func checkReferences(of scenario: Scenario) {
    for mention in pools { checkPool(mention) }
    checkZones(of: scenario.cluster)
    // An object that was refused, or a file that is missing, makes every name behind it unknown.
    if manifestsAreWhole {
      checkWorkloads()
      checkConfigMaps()
    }
    checkLoads(of: scenario)
  }

  private var manifestsAreWhole: Bool {
    manifests.refusedCount == 0 && !manifests.hasErrors && missingManifests == 0
  }

  private func checkPool(_ mention: Mention<(pool: String, count: Int)>) {
    let (pool, count) = mention.name
    guard let known = poolCounts[pool] else {
      // The count of an unknown pool is no second fault.
      guard count == 0 else { return }
      let names = poolCounts.keys.sorted()
      diagnostics.report(
        Diagnostic(
          at: mention.place, path: mention.path, found: "no node pool \"\(pool)\"",
          expected: names.isEmpty ? nil : "one of " + names.prefix(12).joined(separator: ", "),
          hint: didYouMean(pool, in: names)))
      return
    }
    guard count > known, known > 0 else { return }
    diagnostics.report(
      Diagnostic(
        at: mention.place, path: mention.path, found: "found \(count)",
        expected: "at most \(known), the nodes of pool \"\(pool)\""))
  }

  private func checkZones(of cluster: ClusterBlock) {
    guard !zones.isEmpty else { return }
    var known = Set(cluster.nodePools.flatMap { $0.zones + [$0.labels[Node.zoneLabel] ?? ""] })
    for case .node(let node) in cluster.objects.objects {
      known.insert(node.metadata.labels[Node.zoneLabel] ?? "")
    }
    known.remove("")
    let names = known.sorted()
    for mention in zones where !known.contains(mention.name) {
      diagnostics.report(
        Diagnostic(
          at: mention.place, path: mention.path, found: "no node in zone \"\(mention.name)\"",
          expected: names.isEmpty
            ? "a zone that a pool has" : "one of " + names.prefix(12).joined(separator: ", "),
          hint: didYouMean(mention.name, in: names)))
    }
  }

  /// Unknown workloads beyond these are told without a hint, which costs a look at all manifests.
  private static let mostHints = 20

  private func checkWorkloads() {
    let items = manifests.items.filter { WorkloadReference.kinds.contains($0.kind) }
    let known = Set(
      items.map { item in
        let metadata = item.object.metadata
        return WorkloadReference(
          kind: item.kind, namespace: metadata.namespace, name: metadata.name)
      })
    let unknown = workloads.filter { !known.contains($0.name) }
    for (index, mention) in unknown.enumerated() {
      reportUnknown(mention, among: index < Self.mostHints ? items : [])
    }
  }

  private func checkConfigMaps() {
    guard !configMaps.isEmpty else { return }
    let names = Set(
      manifests.objects.compactMap { object -> String? in
        if case .configMap(let map) = object { return map.metadata.name }
        return nil
      }
    ).sorted()
    for mention in configMaps where !names.contains(mention.name) {
      diagnostics.report(
        Diagnostic(
          at: mention.place, path: mention.path,
          found: "no ConfigMap \"\(mention.name)\" among the manifests",
          hint: didYouMean(mention.name, in: names)))
    }
  }

  private func reportUnknown(
    _ mention: Mention<WorkloadReference>, among items: [ManifestSet.Item]
  ) {
    let target = mention.name
    func has(_ item: ManifestSet.Item, kind: Bool, namespace: Bool, name: Bool) -> Bool {
      (!kind || item.kind == target.kind)
        && (!namespace || item.object.metadata.namespace == target.namespace)
        && (!name || item.object.metadata.name == target.name)
    }
    let same = items.filter { has($0, kind: true, namespace: true, name: false) }
      .map(\.object.metadata.name)
    let names = Set(same).sorted()
    var hint = didYouMean(target.name, in: names)
    if let other = items.first(where: { has($0, kind: true, namespace: false, name: true) }) {
      hint = "it is in namespace \"\(other.object.metadata.namespace)\""
    } else if let other = items.first(where: { has($0, kind: false, namespace: true, name: true) })
    {
      hint = "there is a \(other.kind) of that name"
    }
    let isShort = !names.isEmpty && names.count <= 8
    diagnostics.report(
      Diagnostic(
        at: mention.place, path: mention.path,
        found: "no \(target.kind) \"\(target.name)\" in namespace \"\(target.namespace)\"",
        expected: isShort
          ? "one of " + names.joined(separator: ", ") : "one of the manifests",
        hint: hint))
  }

  /// Load without a cost has no effect, and a promise about requests nobody sends cannot break.
  private func checkLoads(of scenario: Scenario) {
    guard !diagnostics.hasErrors else { return }
    let serving = Set(scenario.behavior.filter { $0.request != nil }.map(\.target))
    let loaded = Set(scenario.traffic.map(\.target))
    for (index, traffic) in scenario.traffic.enumerated()
    where !serving.contains(traffic.target) {
      reportLoad(
        "spec.traffic[\(index)].target", traffic.target, .error,
        "requests for a workload that serves none",
        hint: "say in spec.behavior what a request costs")
    }
    for (index, objective) in scenario.objectives.enumerated()
    where !loaded.contains(objective.target) {
      reportLoad(
        "spec.objectives[\(index)].target", objective.target, .warning,
        "an objective for a workload without traffic", hint: "it always holds")
    }
  }

  private func reportLoad(
    _ path: String, _ target: WorkloadReference, _ severity: Diagnostic.Severity, _ found: String,
    hint: String
  ) {
    let mention = workloads.first { $0.name == target && $0.path.hasPrefix(path) }
    guard let mention else { return }
    diagnostics.report(
      Diagnostic(severity, at: mention.place, path: path, found: found, hint: hint))
  }
}
