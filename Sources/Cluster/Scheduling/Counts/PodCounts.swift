// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// Counts of pods by domain, for spreading and for affinity between pods.
///
/// A counter exists while some template needs it. Each pod that comes or goes touches only the
/// counters that count its template.
struct PodCounts: Sendable {
  /// One counter that counts a template.
  private struct Use: BitwiseCopyable, Sendable {
    let counter: CounterIndex
    let weight: Int32
    let links: Int32
  }

  private(set) var topology = TopologyTable()
  /// Which templates match which affinity terms.
  var matches = TermMatches()
  private var counters: ContiguousArray<DomainCounter> = []
  private var indexOfIdentity: [DomainCounter.Identity: CounterIndex] = [:]
  private var uses: ContiguousArray<ContiguousArray<Use>> = []
  /// The affinity terms of each template that has some.
  private(set) var terms: ContiguousArray<AffinityTerms?> = []
  /// The templates with affinity terms, in order.
  private(set) var affinityTemplates: ContiguousArray<TemplateIndex> = []

  init() {}

  subscript(counter: CounterIndex) -> DomainCounter {
    _read { yield counters[counter.position] }
  }

  var isEmpty: Bool { counters.isEmpty }

  /// The count in the domain of a node; 0 if the node lacks the key.
  func count(_ counter: CounterIndex, at node: NodeIndex) -> Int64 {
    let domain = topology.domain(of: node, counters[counter.position].identity.key)
    guard domain >= 0, domain < counters[counter.position].counts.count else { return 0 }
    return counters[counter.position].counts[domain]
  }

  func domain(of node: NodeIndex, _ counter: CounterIndex) -> Int {
    topology.domain(of: node, counters[counter.position].identity.key)
  }

  /// Forgets all counters; contexts that name them must be made anew.
  mutating func removeAllCounters() {
    counters.removeAll()
    indexOfIdentity.removeAll()
    for template in uses.indices { uses[template].removeAll() }
  }

  // MARK: Pods

  /// Notes that pods of a template came to a node (positive) or went.
  mutating func change(
    _ template: TemplateIndex, on node: NodeIndex, by sign: Int64, live: Bool, terminating: Bool
  ) {
    guard template.position < uses.count else { return }
    for place in uses[template.position].indices {
      let use = uses[template.position][place]
      let counter = use.counter.position
      guard counters[counter].countsTerminating ? terminating : live,
        counters[counter].isMember[node.position]
      else { continue }
      let domain = topology.domain(of: node, counters[counter].identity.key)
      counters[counter].add(sign * Int64(use.weight), to: domain)
      counters[counter].linkCount += sign * Int64(use.links)
    }
  }

  // MARK: Shell of the node table

  mutating func addColumn(
    _ name: String, labels: IndexedTable<NodeTable, LabelSet>,
    isPresent: IndexedTable<NodeTable, Bool>
  ) -> TopologyKeyIndex {
    topology.index(name, labels: labels, isPresent: isPresent)
  }

  mutating func addDomains(of node: NodeIndex, _ labels: LabelSet) {
    topology.add(node, labels)
    for counter in counters.indices { counters[counter].isMember.append(false) }
  }

  mutating func updateDomains(of node: NodeIndex, _ labels: LabelSet) {
    topology.update(node, labels)
  }

  mutating func removeDomains(of node: NodeIndex) { topology.remove(node) }

  var counterIndices: Range<CounterIndex> { CounterIndex(0)..<CounterIndex(counters.count) }

  mutating func setMember(
    _ node: NodeIndex, of counter: CounterIndex, pods: ContiguousArray<NodeTable.PodGroup>
  ) {
    let domain = domain(of: node, counter)
    counters[counter.position].isMember[node.position] = true
    counters[counter.position].join(domain)
    count(pods, to: counter, domain, sign: 1)
  }

  mutating func unsetMember(
    _ node: NodeIndex, of counter: CounterIndex, pods: ContiguousArray<NodeTable.PodGroup>
  ) {
    guard counters[counter.position].isMember[node.position] else { return }
    let domain = domain(of: node, counter)
    count(pods, to: counter, domain, sign: -1)
    counters[counter.position].leave(domain)
    counters[counter.position].isMember[node.position] = false
  }

  private mutating func count(
    _ pods: ContiguousArray<NodeTable.PodGroup>, to counter: CounterIndex, _ domain: Int,
    sign: Int64
  ) {
    let place = counter.position
    let countsTerminating = counters[place].countsTerminating
    for group in pods {
      let weight = counters[place].weights[group.template.position]
      let number = countsTerminating ? group.count : group.count - group.terminatingCount
      if weight != 0 {
        counters[place].add(sign * Int64(weight) * Int64(number), to: domain)
      }
      guard !counters[place].links.isEmpty else { continue }
      let links = counters[place].links[group.template.position]
      counters[place].linkCount += sign * Int64(links) * Int64(number)
    }
  }

  // MARK: Templates and counters

  mutating func note(_ template: TemplateIndex, _ terms: AffinityTerms?) {
    self.terms.append(terms)
    uses.append([])
    if terms != nil { affinityTemplates.append(template) }
  }

  mutating func append(
    weight: Int32, links: Int32, of template: TemplateIndex, to counter: CounterIndex
  ) {
    counters[counter.position].weights.append(weight)
    if case .affinityScore = counters[counter.position].identity.rule {
      counters[counter.position].links.append(links)
    }
    guard weight != 0 || links != 0 else { return }
    uses[template.position].append(Use(counter: counter, weight: weight, links: links))
  }

  func index(of identity: DomainCounter.Identity) -> CounterIndex? { indexOfIdentity[identity] }

  mutating func addCounter(_ identity: DomainCounter.Identity, nodeCount: Int) -> CounterIndex {
    let index = CounterIndex(counters.count)
    indexOfIdentity[identity] = index
    counters.append(DomainCounter(identity))
    counters[index.position].isMember = ContiguousArray(repeating: false, count: nodeCount)
    return index
  }
}

extension PodCounts {
  /// Adds what tells nodes apart with regard to a counter: the count where every node is a domain
  /// of its own, else the domain.
  func describe(
    _ node: NodeIndex, _ key: TopologyKeyIndex, _ counter: CounterIndex, into group: inout GroupKey
  ) {
    let domain = topology.domain(of: node, key)
    guard topology.isNodeLike(key) else {
      group.append(domain)
      // The count may be that of the node itself even if the key is shared.
      if self[counter].identity.key != key { group.append(Int(count(counter, at: node))) }
      return
    }
    group.append(domain < 0 ? 0 : 1)
    group.append(Int(count(counter, at: node)))
  }
}
