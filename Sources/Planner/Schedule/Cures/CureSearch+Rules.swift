// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests

/// Cures that relax a rule of the pod.
extension CureSearch {
  /// A pod with one rule relaxed.
  private struct Variant {
    var pod: Pod
    var text: String
    /// The filter that asked for the rule.
    var filter: String
  }

  /// Tries the pod with each of its rules relaxed as little as is enough.
  func relax(_ patient: Patient, _ scheduling: inout OneShotScheduling) -> [Cure] {
    var cures: [Cure] = []
    for place in patient.pod.spec.topologySpreadConstraints.indices
    where patient.pod.spec.topologySpreadConstraints[place].whenUnsatisfiable == .doNotSchedule {
      if let cure = lowerDomains(place, patient, &scheduling) { cures.append(cure) }
      if let cure = raiseSkew(place, patient, &scheduling) { cures.append(cure) }
    }
    for variant in Self.variants(patient.pod) {
      if let cure = cure(variant, patient, &scheduling) { cures.append(cure) }
    }
    return cures
  }

  /// The cure that a variant is, if some node accepts it that only its filter kept the pod off.
  private func cure(
    _ variant: Variant, _ patient: Patient, _ scheduling: inout OneShotScheduling
  ) -> Cure? {
    let candidates = patient.nodes(rejectedBy: [variant.filter])
    guard !candidates.isEmpty else { return nil }
    let question = scheduling.question(variant.pod)
    for node in candidates where scheduling.accepts(question, on: node) {
      let reason = reason(patient, node, scheduling)
      return Cure(.relax, changes: 1, variant.text, reason: reason)
    }
    return nil
  }

  private func lowerDomains(
    _ place: Int, _ patient: Patient, _ scheduling: inout OneShotScheduling
  ) -> Cure? {
    let constraint = patient.pod.spec.topologySpreadConstraints[place]
    guard let least = constraint.minDomains, least > 1 else { return nil }
    func variant(_ number: Int32) -> Variant {
      var pod = patient.pod
      pod.spec.topologySpreadConstraints[place].minDomains = number
      return Variant(
        pod: pod, text: "lower minDomains of \(constraint.topologyKey) from \(least) to \(number)",
        filter: "PodTopologySpread")
    }
    // Fewer domains can only help, so that the greatest number that is enough is found by halves.
    guard cure(variant(1), patient, &scheduling) != nil else { return nil }
    var (low, high) = (Int32(1), least - 1)
    while low < high {
      let middle = high - (high - low) / 2
      if cure(variant(middle), patient, &scheduling) != nil {
        low = middle
      } else {
        high = middle - 1
      }
    }
    return cure(variant(low), patient, &scheduling)
  }

  private func raiseSkew(
    _ place: Int, _ patient: Patient, _ scheduling: inout OneShotScheduling
  ) -> Cure? {
    let constraint = patient.pod.spec.topologySpreadConstraints[place]
    func variant(_ number: Int32) -> Variant {
      var pod = patient.pod
      pod.spec.topologySpreadConstraints[place].maxSkew = number
      let text =
        "raise maxSkew of \(constraint.topologyKey) from \(constraint.maxSkew) to \(number)"
      return Variant(pod: pod, text: text, filter: "PodTopologySpread")
    }
    guard constraint.maxSkew < .max, cure(variant(.max), patient, &scheduling) != nil
    else { return nil }
    var (low, high) = (constraint.maxSkew + 1, Int32.max)
    while low < high {
      let middle = low + (high - low) / 2
      if cure(variant(middle), patient, &scheduling) != nil {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return cure(variant(low), patient, &scheduling)
  }

  /// The pod without each of its other rules.
  private static func variants(_ pod: Pod) -> [Variant] {
    selectorVariants(pod) + neighbourVariants(pod) + portVariants(pod)
  }

  private static func selectorVariants(_ pod: Pod) -> [Variant] {
    var variants: [Variant] = []
    for label in pod.spec.nodeSelector.labels {
      var other = pod
      other.spec.nodeSelector[label.key] = nil
      variants.append(
        Variant(
          pod: other, text: "drop \(label.key)=\(label.value) from the pod's nodeSelector",
          filter: "NodeAffinity"))
    }
    if pod.spec.affinity.nodeAffinity?.required != nil {
      var other = pod
      other.spec.affinity.nodeAffinity?.required = nil
      variants.append(
        Variant(
          pod: other, text: "make the pod's required node affinity a preferred one",
          filter: "NodeAffinity"))
    }
    return variants
  }

  private static func neighbourVariants(_ pod: Pod) -> [Variant] {
    var variants: [Variant] = []
    for (place, term) in (pod.spec.affinity.podAntiAffinity?.required ?? []).enumerated() {
      var other = pod
      other.spec.affinity.podAntiAffinity?.required.remove(at: place)
      let text = "make the pod's required anti-affinity over \(term.topologyKey) a preferred one"
      variants.append(Variant(pod: other, text: text, filter: "InterPodAffinity"))
    }
    for (place, term) in (pod.spec.affinity.podAffinity?.required ?? []).enumerated() {
      var other = pod
      other.spec.affinity.podAffinity?.required.remove(at: place)
      let text = "make the pod's required affinity over \(term.topologyKey) a preferred one"
      variants.append(Variant(pod: other, text: text, filter: "InterPodAffinity"))
    }
    return variants
  }

  private static func portVariants(_ pod: Pod) -> [Variant] {
    var other = pod
    var ports: [Int32] = []
    for place in other.spec.containers.indices {
      ports += other.spec.containers[place].ports.map(\.hostPort).filter { $0 > 0 }
      for port in other.spec.containers[place].ports.indices {
        other.spec.containers[place].ports[port].hostPort = 0
      }
    }
    guard !ports.isEmpty else { return [] }
    let list = ports.map { "\($0)" }.joined(separator: ", ")
    return [Variant(pod: other, text: "give up the host port \(list)", filter: "NodePorts")]
  }
}
