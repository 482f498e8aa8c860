// SPDX-License-Identifier: Apache-2.0

/// The last search for victims that found none, which holds as long as nothing changes.
///
/// Budgets do not matter: a pod is driven away beyond its budget if nothing else helps.
struct KnownRefusal: Sendable {
  /// On what the answer depends, for pods without a nominated node.
  struct Question: Equatable, Sendable {
    var template: TemplateIndex
    var profile: Int
    /// The end of the log of changes of nodes.
    var position: Int
    var nominationVersion: Int
  }

  var question: Question
  var outcome: PreemptionOutcome
}
