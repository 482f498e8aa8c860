// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// What a pod asks of the labels and the name of its node.
///
/// Semantics: kubernetes v1.36
/// staging/src/k8s.io/component-helpers/scheduling/corev1/nodeaffinity/nodeaffinity.go.
struct NodeRequirement: Sendable, Equatable, Hashable {
  /// Labels that must all be there.
  var nodeSelector: LabelSet = [:]
  /// Terms of which one must match; nil when nothing is required.
  var terms: [NodeTerm]?

  init() {}

  init(_ template: PodTemplate) {
    nodeSelector = template.nodeSelector
    terms = template.affinity.nodeAffinity?.required?.map { NodeTerm($0) }
  }

  /// Whether every node will do.
  var isEmpty: Bool { nodeSelector.isEmpty && terms == nil }

  func matches(_ node: NodeIndex, in nodes: borrowing NodeTable) -> Bool {
    matches(labels: nodes.labels[node], name: nodes.names[node])
  }

  func matches(labels: LabelSet, name: String) -> Bool {
    if !labels.contains(nodeSelector) { return false }
    guard let terms else { return true }
    for term in terms where term.matches(labels: labels, name: name) { return true }
    return false
  }

  /// The names to which metadata.name restricts the pod; nil when some term leaves them open.
  var restrictedNames: Set<String>? {
    guard let terms, !terms.isEmpty else { return nil }
    var all: Set<String> = []
    for term in terms {
      guard let names = term.restrictedNames else { return nil }
      all.formUnion(names)
    }
    return all
  }
}

/// A wish about the node with its weight.
struct NodePreference: Sendable, Equatable {
  var weight: Int64
  var term: NodeTerm

  /// The wishes that can add to a score.
  static func all(_ affinity: NodeAffinity?) -> [NodePreference] {
    var list: [NodePreference] = []
    for preferred in affinity?.preferred ?? [] where preferred.weight != 0 {
      let term = NodeTerm(preferred.preference)
      guard term.canMatch else { continue }
      list.append(NodePreference(weight: Int64(preferred.weight), term: term))
    }
    return list
  }
}

/// One term of a node selector, checked beforehand.
struct NodeTerm: Sendable, Equatable, Hashable {
  /// False if the term is empty or has a fault, so that it matches nothing.
  let canMatch: Bool
  private let term: NodeSelectorTerm

  init(_ term: NodeSelectorTerm) {
    self.term = term
    let isEmpty = term.matchExpressions.isEmpty && term.matchFields.isEmpty
    canMatch =
      !isEmpty && term.matchExpressions.allSatisfy(Self.isSound)
      && term.matchFields.allSatisfy(Self.isSoundField)
  }

  func matches(labels: LabelSet, name: String) -> Bool {
    guard canMatch else { return false }
    return term.matchExpressions.allSatisfy { Self.holds($0, labels[$0.key]) }
      && term.matchFields.allSatisfy { Self.holds($0, $0.key == "metadata.name" ? name : "") }
  }

  /// The names to which the fields restrict the node; nil when they do not.
  var restrictedNames: Set<String>? {
    var names: Set<String>?
    for field in term.matchFields where field.key == "metadata.name" && field.operator == .in {
      names = names?.intersection(field.values) ?? Set(field.values)
    }
    return names
  }

  private static func holds(
    _ requirement: NodeSelectorTerm.Requirement, _ value: String?
  ) -> Bool {
    switch requirement.operator {
    case .in: return value.map(requirement.values.contains) ?? false
    case .notIn: return !(value.map(requirement.values.contains) ?? false)
    case .exists: return value != nil
    case .doesNotExist: return value == nil
    case .gt, .lt:
      guard let number = value.flatMap({ Int64($0) }), let text = requirement.values.first,
        let bound = Int64(text)
      else { return false }
      return requirement.operator == .gt ? number > bound : number < bound
    }
  }

  /// A fault in one condition spoils the whole term.
  private static func isSound(_ requirement: NodeSelectorTerm.Requirement) -> Bool {
    guard LabelSyntax.isKey(requirement.key),
      requirement.values.allSatisfy(LabelSyntax.isValue)
    else { return false }
    switch requirement.operator {
    case .in, .notIn: return !requirement.values.isEmpty
    case .exists, .doesNotExist: return requirement.values.isEmpty
    case .gt, .lt: return requirement.values.count == 1 && Int64(requirement.values[0]) != nil
    }
  }

  private static func isSoundField(_ requirement: NodeSelectorTerm.Requirement) -> Bool {
    switch requirement.operator {
    case .in, .notIn: requirement.values.count == 1
    default: false
    }
  }
}

/// What texts may be keys and values of labels.
///
/// Source: kubernetes v1.36 staging/src/k8s.io/apimachinery/pkg/api/validate/content.
enum LabelSyntax {
  /// Letters, digits, `-`, `_` and `.`, at most 63, with a letter or digit at both ends; or nothing.
  static func isValue(_ text: String) -> Bool { text.isEmpty || isName(text) }

  /// A name like a value that is not empty, perhaps behind a DNS name and a slash.
  static func isKey(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    switch parts.count {
    case 1: return isName(text)
    case 2: return isDomain(String(parts[0])) && isName(String(parts[1]))
    default: return false
    }
  }

  private static func isName(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last, bytes.count <= 63 else { return false }
    return isAlphanumeric(first) && isAlphanumeric(last)
      && bytes.allSatisfy { isAlphanumeric($0) || $0 == 0x2D || $0 == 0x5F || $0 == 0x2E }
  }

  private static func isDomain(_ text: String) -> Bool {
    guard text.utf8.count <= 253 else { return false }
    return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
      let bytes = Array(part.utf8)
      guard let first = bytes.first, let last = bytes.last else { return false }
      return isLower(first) && isLower(last) && bytes.allSatisfy { isLower($0) || $0 == 0x2D }
    }
  }

  private static func isLower(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    isLower(byte) || (0x41...0x5A).contains(byte)
  }
}
