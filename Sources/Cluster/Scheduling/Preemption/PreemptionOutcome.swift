// SPDX-License-Identifier: Apache-2.0

/// A pod on a node, as preemption sees it.
package struct PodOnNode: Sendable {
  /// The caller's key of the pod.
  package var key: UInt64
  /// Its template.
  package var template: TemplateIndex
  /// When it started, in any unit that grows with time; nil if it has not.
  package var startTime: Int64?
  /// Its name, for budgets that name pods; nil if that does not matter.
  package var name: String?
  /// Whether it is terminating already.
  package var isTerminating: Bool

  /// Creates one.
  package init(
    key: UInt64, template: TemplateIndex, startTime: Int64?, name: String? = nil,
    isTerminating: Bool = false
  ) {
    self.key = key
    self.template = template
    self.startTime = startTime
    self.name = name
    self.isTerminating = isTerminating
  }
}

/// A node that could take a pod if some others went.
package struct PreemptionCandidate: Sendable {
  /// The node.
  package var node: NodeIndex
  /// The pods that would go, the most important first.
  package var victims: [PodOnNode]
  /// How many of them exceed a budget.
  package var violationCount: Int
}

/// What preemption can do for a pod.
package struct PreemptionOutcome: Sendable {
  /// Why nothing can be done.
  package enum Refusal: Sendable, Equatable {
    /// The pod must not drive others away.
    case policyNever
    /// The pod was nominated before and its victims are not gone yet.
    case victimsStillRun
    /// No rejection would be cured by fewer pods.
    case noResolvableNode
    /// Nowhere would the departure of less important pods make enough room.
    case noCandidate

    /// The reason in words.
    package var message: String {
      switch self {
      case .policyNever: "not eligible due to preemptionPolicy=Never."
      case .victimsStillRun: "not eligible due to a terminating pod on the nominated node."
      case .noResolvableNode: "no node is rejected with a status that preemption could resolve"
      case .noCandidate: "no candidate"
      }
    }
  }

  /// The nodes where it would help, in the order in which they were looked at.
  package var candidates: [PreemptionCandidate] = []
  /// The positions of the best candidates, by the names of their nodes.
  package var best: [Int] = []
  /// Why there is no candidate.
  package var refusal: Refusal? { didSet { message = refusal?.message ?? "" } }
  /// The same in the words of the event of the pod, with the reasons of all nodes; else empty.
  package internal(set) var message = ""

  /// The candidate that is taken: of the best the one with the smallest name.
  package var chosen: PreemptionCandidate? { best.first.map { candidates[$0] } }
}
