// SPDX-License-Identifier: Apache-2.0

/// Pods that are thought to be on a node, or gone from it, when a filter is asked.
///
/// Preemption asks what would be without some pods; a node that is set aside for a nominated pod is
/// asked about with it.
package struct NodeHypothesis: Sendable {
  /// Pods of one template that come (positive) or go (negative).
  package struct Change: BitwiseCopyable, Sendable {
    /// The template.
    package let template: TemplateIndex
    /// How many come; negative if they go.
    package var count: Int
  }

  /// The changes; a template may be there once.
  package private(set) var changes: ContiguousArray<Change> = []
  /// What comes in all.
  package private(set) var requests = Resources()

  /// Creates the hypothesis that everything is as it is.
  package init() {}

  /// Nothing is different.
  package static let actual = NodeHypothesis()

  /// Whether nothing is different.
  package var isActual: Bool { changes.isEmpty }

  /// Adds pods of a template, or takes them away.
  package mutating func change(
    _ template: TemplateIndex, by count: Int, in nodes: borrowing NodeTable
  ) {
    let own = nodes.templates[template].requests
    for _ in 0..<abs(count) { if count > 0 { requests += own } else { requests -= own } }
    if let place = changes.firstIndex(where: { $0.template == template }) {
      changes[place].count += count
      if changes[place].count == 0 { changes.remove(at: place) }
    } else {
      changes.append(Change(template: template, count: count))
    }
  }
}
