// SPDX-License-Identifier: Apache-2.0

/// Why preemption helps on no node, told as the scheduler does.
///
/// Words of kubernetes v1.36 pkg/scheduler/framework/preemption/preemption.go and
/// pkg/scheduler/framework/plugins/defaultpreemption/default_preemption.go.
struct PreemptionReasons {
  /// The reason of a node without less important pods.
  static let noVictims = "No preemption victims found for incoming pod"
  private static let notHelpful = "Preemption is not helpful for scheduling"

  private let nodeCount: Int
  private var askedCount = 0
  private var counts: [(text: String, count: Int)] = []

  init(nodeCount: Int) { self.nodeCount = nodeCount }

  /// Whether no node was asked.
  var isEmpty: Bool { askedCount == 0 }

  /// Adds the reasons of one node.
  mutating func add(_ texts: [String]) {
    askedCount += 1
    for text in texts { add(text, count: 1) }
  }

  private mutating func add(_ text: String, count: Int) {
    if let place = counts.firstIndex(where: { $0.text == text }) {
      counts[place].count += count
    } else {
      counts.append((text, count))
    }
  }

  /// The sentence with all reasons; nodes that were not asked could not be helped.
  var message: String {
    var all = self
    if nodeCount > askedCount { all.add(Self.notHelpful, count: nodeCount - askedCount) }
    let texts = all.counts.map { "\($0.count) \($0.text)" }.sorted()
    return "0/\(nodeCount) nodes are available: \(texts.joined(separator: ", "))."
  }
}
