// SPDX-License-Identifier: Apache-2.0

import EventKernel
package import Manifests

/// Questions about pods that are not placed yet, asked of the real filters.
extension OneShotScheduling {
  /// A pod to ask about, ready for the filters of its profile.
  package struct Question: Sendable {
    /// The template of the pod.
    package let template: TemplateIndex
    let scheduler: Int
    let context: PodContext
  }

  /// The template of a pod of the list.
  package func template(of pod: Int) -> TemplateIndex { templates[pod] }

  /// Prepares a pod for questions.
  ///
  /// A question holds while labels, taints and pods of nodes change; it must be asked anew after a
  /// pod with affinity terms of a new kind was placed.
  package mutating func question(_ pod: Pod) -> Question {
    question(nodes.templates.intern(pod), scheduler: scheduler(of: pod))
  }

  /// The same pod with other requests.
  package mutating func question(
    _ question: Question, requesting change: (inout PodTemplate) -> Void
  ) -> Question {
    var template = nodes.templates[question.template]
    change(&template)
    return self.question(nodes.templates.intern(template), scheduler: question.scheduler)
  }

  private mutating func question(_ template: TemplateIndex, scheduler: Int) -> Question {
    Question(
      template: template, scheduler: scheduler,
      context: schedulers[scheduler].context(of: template, in: &nodes))
  }

  /// The names of all filters that keep a pod off a node, not of the first alone.
  package func rejectors(_ question: Question, on node: NodeIndex) -> [String] {
    schedulers[question.scheduler].profile.filters
      .filter { !$0.verdict(question.context, on: node, in: nodes, given: .actual).isAccepted }
      .map(\.name)
  }

  /// Whether no filter keeps a pod off a node.
  package func accepts(_ question: Question, on node: NodeIndex) -> Bool {
    schedulers[question.scheduler].accepts(
      question.context, on: node, in: nodes, given: .actual)
  }

  /// The first filter that keeps a pod off a node with its reasons, as Kubernetes words them.
  package func reasons(
    _ question: Question, on node: NodeIndex
  ) -> (filter: String, texts: [String])? {
    for filter in schedulers[question.scheduler].profile.filters {
      let verdict = filter.verdict(question.context, on: node, in: nodes, given: .actual)
      if case .rejected(let texts, _) = verdict { return (filter.name, texts) }
    }
    return nil
  }

  /// Whether the profile of a pod has a filter.
  package func hasFilter(_ name: String, for question: Question) -> Bool {
    schedulers[question.scheduler].profile.filters.contains { $0.name == name }
  }

  /// Chooses a node for a pod as the scheduler would; nothing is placed.
  package mutating func place(_ question: Question) -> Placement {
    schedulers[question.scheduler].place(question.template, in: &nodes, draws: &draws)
  }
}
