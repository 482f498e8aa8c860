// SPDX-License-Identifier: Apache-2.0

import EventKernel

extension Scheduler {
  /// Why no node can take a pod.
  ///
  /// Cost: asks the filters about every node; equal questions in a row are answered once by the
  /// caller of this.
  func failure(
    _ pod: PodContext, in nodes: borrowing NodeTable, nominee: UInt64? = nil
  ) -> FitFailure {
    var tally = FailureTally(nodeCount: nodes.presentCount)
    let (allowed, message) = restriction(of: pod, &tally)
    if let message {
      tally.failure.preFilterMessage = message
      return tally.failure
    }
    for node in nodes.indices where nodes.isPresent[node] {
      if let (names, plugins) = allowed, !names.contains(nodes.names[node]) {
        tally.add("node(s) didn't satisfy plugin(s) [\(plugins)]")
        continue
      }
      let given = nominations.hypothesis(
        on: node, priority: pod.template.priority, except: nominee, in: nodes)
      diagnose(pod, on: node, in: nodes, given, &tally)
    }
    return tally.finished()
  }

  private func restriction(
    of pod: PodContext, _ tally: inout FailureTally
  ) -> (allowed: (names: Set<String>, plugins: String)?, message: String?) {
    var allowed: (names: Set<String>, plugins: String)?
    for place in profile.filters.indices {
      switch profile.filters[place].preFilter(pod) {
      case .allNodes: continue
      case .noNode(let message):
        tally.failure.rejectors.insert(PluginSet(place: place))
        return (nil, message)
      case .nodes(let names):
        tally.failure.rejectors.insert(PluginSet(place: place))
        let name = profile.filters[place].name
        if let (others, plugins) = allowed {
          allowed = (others.intersection(names), "\(plugins) \(name)")
        } else {
          allowed = (names, name)
        }
      }
    }
    return (allowed, nil)
  }

  /// Adds the reasons of the first filter that rejects a node, as it is or with nominated pods.
  private func diagnose(
    _ pod: PodContext, on node: NodeIndex, in nodes: borrowing NodeTable, _ given: NodeHypothesis,
    _ tally: inout FailureTally
  ) {
    let hypotheses = given.isActual ? [given] : [given, .actual]
    for hypothesis in hypotheses {
      for place in profile.filters.indices {
        let verdict = profile.filters[place].verdict(pod, on: node, in: nodes, given: hypothesis)
        guard case .rejected(let reasons, let isResolvable) = verdict else { continue }
        for reason in reasons { tally.add(reason) }
        if isResolvable { tally.failure.resolvableCount += 1 }
        tally.failure.rejectors.insert(PluginSet(place: place))
        return
      }
    }
  }
}

/// Adds up reasons over nodes.
private struct FailureTally {
  var failure: FitFailure
  private var counts: [(text: String, count: Int)] = []

  init(nodeCount: Int) {
    failure = FitFailure(nodeCount: nodeCount, reasons: [], rejectors: [], resolvableCount: 0)
  }

  mutating func add(_ text: String) {
    if let place = counts.firstIndex(where: { $0.text == text }) {
      counts[place].count += 1
    } else {
      counts.append((text, 1))
    }
  }

  func finished() -> FitFailure {
    var result = failure
    result.reasons = counts.sorted { $0.text < $1.text }.map {
      .init(text: $0.text, nodeCount: $0.count)
    }
    return result
  }
}
