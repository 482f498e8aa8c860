// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// What keeps the counts of pods by domain in step with the nodes.
extension NodeTable {
  /// The index of a topology key.
  mutating func topologyKey(_ name: String) -> TopologyKeyIndex {
    counts.addColumn(name, labels: labels, isPresent: isPresent)
  }

  /// The counter with an identity, which is made and filled if it is new.
  mutating func counter(
    _ key: TopologyKeyIndex, _ rule: CounterRule,
    _ eligibility: NodeEligibility = NodeEligibility()
  ) -> CounterIndex {
    noteTemplates()
    let identity = DomainCounter.Identity(key: key, rule: rule, eligibility: eligibility)
    if let index = counts.index(of: identity) { return index }
    let index = counts.addCounter(identity, nodeCount: count)
    for template in templates.indices { weigh(template, identity, for: index) }
    for node in indices where isPresent[node] { enter(node, index) }
    return index
  }

  /// Reads the affinity terms of new templates and weighs them for all counters.
  mutating func noteTemplates() {
    while counts.terms.count < templates.count {
      let template = TemplateIndex(counts.terms.count)
      counts.note(template, affinityTerms(of: template))
      for counter in counts.counterIndices {
        weigh(template, counts[counter].identity, for: counter)
      }
    }
  }

  /// Replaces services, controllers and namespaces.
  ///
  /// Cost: a comparison with what was there; templates that no change concerns keep what was worked
  /// out about them, unless labels of namespaces changed.
  package mutating func setObjects(_ objects: SchedulingObjects) {
    guard objects != self.objects else { return }
    if objects.namespaces == self.objects.namespaces {
      noteChanges(from: self.objects.selecting, to: objects.selecting)
    } else {
      objectsVersion += 1
      counts.removeAllCounters()
      counts.matches.forget()
    }
    self.objects = objects
  }

  private mutating func noteChanges(
    from old: [SchedulingObjects.Selecting], to new: [SchedulingObjects.Selecting]
  ) {
    var start = 0
    while start < min(old.count, new.count), old[start] == new[start] { start += 1 }
    var (oldEnd, newEnd) = (old.count, new.count)
    while oldEnd > start, newEnd > start, old[oldEnd - 1] == new[newEnd - 1] {
      oldEnd -= 1
      newEnd -= 1
    }
    if changedObjects.count > Self.greatestChangedObjectCount {
      changedObjects.removeAll()
      objectsVersion += 1
    }
    changedObjects += old[start..<oldEnd]
    changedObjects += new[start..<newEnd]
  }

  /// With more changes, looking at them costs more than working everything out again.
  private static let greatestChangedObjectCount = 4_096

  /// Forgets all counters if there are so many that most are likely out of use.
  ///
  /// Those that are still needed are made again. If that happens too often, more are allowed.
  mutating func releaseCounters() {
    let bound = max(Self.leastCounterCount, counterEntryLimit / max(count, 1))
    guard counts.counterIndices.count > bound << counterAllowance else { return }
    if changes.end - countersReleasedAt < 64 * bound << counterAllowance { counterAllowance += 1 }
    countersReleasedAt = changes.end
    counts.removeAllCounters()
    objectsVersion += 1
  }

  private static let leastCounterCount = 64

  // MARK: Nodes

  mutating func countNode(_ node: NodeIndex) {
    counts.addDomains(of: node, labels[node])
    for counter in counts.counterIndices { enter(node, counter) }
  }

  mutating func uncountNode(_ node: NodeIndex) {
    for counter in counts.counterIndices { counts.unsetMember(node, of: counter, pods: pods[node]) }
    counts.removeDomains(of: node)
  }

  /// Counts the pods of a node elsewhere after its labels or taints changed.
  mutating func recountNode(_ node: NodeIndex, _ change: (inout NodeTable) -> Void) {
    for counter in counts.counterIndices { counts.unsetMember(node, of: counter, pods: pods[node]) }
    change(&self)
    counts.updateDomains(of: node, labels[node])
    for counter in counts.counterIndices { enter(node, counter) }
  }

  private mutating func enter(_ node: NodeIndex, _ counter: CounterIndex) {
    guard counts.domain(of: node, counter) >= 0 else { return }
    let eligibility = counts[counter].identity.eligibility
    guard eligibility.admits(node, in: self, counts.topology) else { return }
    counts.setMember(node, of: counter, pods: pods[node])
  }

  // MARK: Templates

  private mutating func affinityTerms(of index: TemplateIndex) -> AffinityTerms? {
    let template = templates[index]
    guard template.affinity.podAffinity != nil || template.affinity.podAntiAffinity != nil
    else { return nil }
    var terms = AffinityTerms()
    if let affinity = template.affinity.podAffinity {
      for term in affinity.required { terms.required.append(read(term, template)) }
      for wish in affinity.preferred {
        terms.preferred.append(read(wish.podAffinityTerm, template, weight: wish.weight))
      }
    }
    if let affinity = template.affinity.podAntiAffinity {
      for term in affinity.required { terms.requiredAnti.append(read(term, template)) }
      for wish in affinity.preferred {
        terms.preferred.append(read(wish.podAffinityTerm, template, weight: -wish.weight))
      }
    }
    return terms.isEmpty ? nil : terms
  }

  private mutating func read(
    _ term: PodAffinityTerm, _ template: PodTemplate, weight: Int32 = 0
  ) -> AffinityTerm {
    AffinityTerm(
      topologyKey: topologyKey(term.topologyKey),
      number: counts.matches.number(of: PodSelection(term, of: template)), weight: weight)
  }

  /// Whether a pod on a node matches a term of a pod to be placed.
  mutating func matches(_ term: AffinityTerm, existing: TemplateIndex) -> Bool {
    counts.matches.known(term.number, .existing, existing)
      ?? counts.matches.decide(
        term.number, .existing, existing, templates[existing], objects.namespaces)
  }

  /// Whether a pod to be placed matches a term of a pod on a node.
  mutating func matches(_ term: AffinityTerm, incoming: TemplateIndex) -> Bool {
    counts.matches.known(term.number, .incoming, incoming)
      ?? counts.matches.decide(
        term.number, .incoming, incoming, templates[incoming], objects.namespaces)
  }

  /// Whether any term of a template matches a pod to be placed.
  mutating func isConcerned(_ incoming: TemplateIndex, by other: TemplateIndex) -> Bool {
    guard let terms = counts.terms[other.position] else { return false }
    for term in terms.required where matches(term, incoming: incoming) { return true }
    for term in terms.requiredAnti where matches(term, incoming: incoming) { return true }
    for term in terms.preferred where matches(term, incoming: incoming) { return true }
    return false
  }

  private mutating func weigh(
    _ template: TemplateIndex, _ identity: DomainCounter.Identity, for counter: CounterIndex
  ) {
    let (weight, links) = weight(of: template, identity)
    counts.append(weight: weight, links: links, of: template, to: counter)
  }

  /// What a pod of a template is worth to a counter, and the number of terms behind that.
  private mutating func weight(
    of index: TemplateIndex, _ identity: DomainCounter.Identity
  ) -> (weight: Int32, links: Int32) {
    switch identity.rule {
    case .spread(let namespace, let selector):
      // An empty selector counts no existing pod, kubernetes v1.36
      // pkg/scheduler/framework/plugins/podtopologyspread/common.go countPodsMatchSelector.
      let counts =
        templates[index].namespace == namespace && !selector.isEmpty
        && selector.matches(templates[index].labels)
      return (counts ? 1 : 0, 0)
    case .nothing: return (0, 0)
    case .matchingAll(let terms):
      for term in terms where !matches(term, existing: index) { return (0, 0) }
      return (1, 0)
    case .matching(let term):
      return (matches(term, existing: index) ? 1 : 0, 0)
    case .foreignAntiAffinity(let incoming):
      var weight: Int32 = 0
      for term in counts.terms[index.position]?.requiredAnti ?? []
      where term.topologyKey == identity.key {
        if matches(term, incoming: incoming) { weight += 1 }
      }
      return (weight, 0)
    case .affinityScore(let incoming, let rule):
      return affinityScore(of: index, for: incoming, identity.key, rule)
    }
  }

  private mutating func affinityScore(
    of existing: TemplateIndex, for incoming: TemplateIndex, _ key: TopologyKeyIndex,
    _ rule: AffinityScoreRule
  ) -> (weight: Int32, links: Int32) {
    var weight: Int32 = 0
    var links: Int32 = 0
    func add(_ amount: Int32) {
      weight += amount
      links += 1
    }
    for wish in counts.terms[incoming.position]?.preferred ?? [] where wish.topologyKey == key {
      if matches(wish, existing: existing) { add(wish.weight) }
    }
    guard let terms = counts.terms[existing.position] else { return (weight, links) }
    for wish in terms.preferred where wish.topologyKey == key {
      if matches(wish, incoming: incoming) { add(wish.weight) }
    }
    guard rule.hardPodAffinityWeight > 0 else { return (weight, links) }
    for term in terms.required where term.topologyKey == key {
      if matches(term, incoming: incoming) { add(rule.hardPodAffinityWeight) }
    }
    return (weight, links)
  }
}
