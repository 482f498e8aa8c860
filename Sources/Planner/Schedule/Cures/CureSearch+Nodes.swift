// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests

/// Cures that change what a node says of itself.
extension CureSearch {
  private static let cordonKey = "node.kubernetes.io/unschedulable"

  /// Lifts the cordon of the first node where that is enough.
  func uncordon(_ patient: Patient, _ scheduling: inout OneShotScheduling) -> Cure? {
    for node in patient.nodes(rejectedBy: ["NodeUnschedulable", "TaintToleration"])
    where scheduling.nodes.isUnschedulable[node] {
      let reason = reason(patient, node, scheduling)
      let taints = scheduling.nodes.taints[node]
      scheduling.nodes.setUnschedulable(false, of: node)
      scheduling.nodes.setTaints(taints.filter { $0.key != Self.cordonKey }, of: node)
      let isCured = scheduling.accepts(patient.question, on: node)
      scheduling.nodes.setTaints(taints, of: node)
      scheduling.nodes.setUnschedulable(true, of: node)
      if isCured {
        return Cure(.uncordon, changes: 1, "uncordon \(name(node))", reason: reason)
      }
    }
    return nil
  }

  /// Removes the taints that the pod does not bear from the node with the fewest of them.
  func untaint(_ patient: Patient, _ scheduling: inout OneShotScheduling) -> Cure? {
    var best: Cure?
    for node in patient.nodes(rejectedBy: ["TaintToleration"]) {
      let taints = scheduling.nodes.taints[node]
      let borne = taints.filter { taint in
        taint.effect == .preferNoSchedule
          || patient.pod.spec.tolerations.contains { $0.tolerates(taint) }
      }
      let removed = taints.filter { !borne.contains($0) }
      guard !removed.isEmpty, removed.count < best?.changeCount ?? .max else { continue }
      let reason = reason(patient, node, scheduling)
      scheduling.nodes.setTaints(borne, of: node)
      let isCured = scheduling.accepts(patient.question, on: node)
      scheduling.nodes.setTaints(taints, of: node)
      guard isCured else { continue }
      let list = removed.map(Self.text).joined(separator: " and ")
      let noun = removed.count == 1 ? "the taint" : "the taints"
      best = Cure(
        .untaint, changes: removed.count,
        "remove \(noun) \(list) from \(name(node)), or let the pod tolerate it", reason: reason)
    }
    return best
  }

  private static func text(_ taint: Taint) -> String {
    let value = taint.value.isEmpty ? "" : "=\(taint.value)"
    return "\(taint.key)\(value):\(taint.effect.rawValue)"
  }

  /// Sets the labels that selector or affinity ask for on the node that lacks the fewest.
  func label(_ patient: Patient, _ scheduling: inout OneShotScheduling) -> Cure? {
    var best: Cure?
    for node in patient.nodes(rejectedBy: ["NodeAffinity"]) {
      let labels = scheduling.nodes.labels[node]
      for wanted in Self.wishes(patient.pod.spec, labels) {
        let count = wanted.changeCount(from: labels)
        guard count > 0, count < best?.changeCount ?? .max else { continue }
        let reason = reason(patient, node, scheduling)
        scheduling.nodes.setLabels(wanted, of: node)
        let isCured = scheduling.accepts(patient.question, on: node)
        scheduling.nodes.setLabels(labels, of: node)
        guard isCured else { continue }
        best = Cure(
          .label, changes: count,
          "label \(name(node)) with \(wanted.changes(from: labels))", reason: reason)
      }
    }
    return best
  }

  /// The labels of a node as each of the terms would have them.
  private static func wishes(_ spec: PodSpec, _ labels: LabelSet) -> [LabelSet] {
    var base = labels
    for label in spec.nodeSelector.labels { base[label.key] = label.value }
    guard let terms = spec.affinity.nodeAffinity?.required else { return [base] }
    return terms.compactMap { term in
      guard term.matchFields.isEmpty else { return nil }
      var wanted = base
      for requirement in term.matchExpressions {
        switch requirement.operator {
        case .in:
          if let value = wanted[requirement.key], requirement.values.contains(value) { continue }
          wanted[requirement.key] = requirement.values.first
        case .exists: if wanted[requirement.key] == nil { wanted[requirement.key] = "" }
        case .notIn, .doesNotExist:
          let isRight =
            requirement.operator == .notIn
            && !requirement.values.contains(wanted[requirement.key] ?? "")
          if !isRight { wanted[requirement.key] = nil }
        case .gt, .lt: return nil
        }
      }
      // A host name is what a machine is called, not a choice.
      let hostname = "kubernetes.io/hostname"
      return wanted[hostname] == labels[hostname] ? wanted : nil
    }
  }
}

extension LabelSet {
  /// The keys whose value differs, in order.
  private func changedKeys(from old: LabelSet) -> [String] {
    let keys = Set(labels.map(\.key)).union(old.labels.map(\.key))
    return keys.sorted().filter { self[$0] != old[$0] }
  }

  fileprivate func changeCount(from old: LabelSet) -> Int { changedKeys(from: old).count }

  /// The changes as `kubectl label` takes them.
  fileprivate func changes(from old: LabelSet) -> String {
    changedKeys(from: old).map { key in self[key].map { "\(key)=\($0)" } ?? "\(key)-" }
      .joined(separator: " ")
  }
}
