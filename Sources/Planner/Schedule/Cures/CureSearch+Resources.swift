// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests

/// Cures that make room.
extension CureSearch {
  private static let filter = "NodeResourcesFit"

  /// Frees the smallest part of a node that is enough; or else lowers requests that no node can hold.
  func free(_ patient: Patient, _ scheduling: inout OneShotScheduling) -> [Cure] {
    let candidates = patient.nodes(rejectedBy: [Self.filter])
    let lacks = candidates.map { Shortage(patient.question, on: $0, in: scheduling.nodes) }
    var cures: [Cure] = []
    if let lack = Self.least(lacks.filter(\.isCurable)),
      isCured(patient, lack, &scheduling)
    {
      let isLarge = lack.share > 500
      cures.append(
        Cure(
          isLarge ? .empty : .free, changes: lack.items.count, share: lack.share,
          "free \(lack.text) on \(name(lack.node))",
          reason: reason(patient, lack.node, scheduling)))
    } else if let lack = Self.least(lacks.filter(\.isLowerable)),
      isCured(patient, lack, &scheduling)
    {
      cures.append(
        Cure(
          .relax, changes: lack.items.count, share: lack.share,
          "lower the pod's request by \(lack.text), so that \(name(lack.node)) can take it",
          reason: reason(patient, lack.node, scheduling)))
    }
    return cures
  }

  private static func least(_ lacks: [Shortage]) -> Shortage? {
    lacks.min { left, right in
      (left.items.count, left.share) < (right.items.count, right.share)
    }
  }

  /// Asks the filters about a pod that wants so much less.
  private func isCured(
    _ patient: Patient, _ lack: Shortage, _ scheduling: inout OneShotScheduling
  ) -> Bool {
    // Room for one more pod cannot be had by asking for less.
    if lack.items.contains(where: { $0.name == "pods" }) { return true }
    let smaller = scheduling.question(patient.question) { lack.subtract(from: &$0) }
    return scheduling.accepts(smaller, on: lack.node)
  }
}
