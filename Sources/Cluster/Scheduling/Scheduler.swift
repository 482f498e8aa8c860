// SPDX-License-Identifier: Apache-2.0

package import EventKernel

/// Chooses nodes for pods as kube-scheduler 1.36 does.
///
///     var nodes = NodeTable()
///     nodes.add(node)
///     let template = nodes.templates.intern(pod)
///     var scheduler = Scheduler()
///     let placement = scheduler.place(template, in: &nodes)
///     if case .node(let node) = placement { nodes.place(template, on: node) }
///
/// A decision changes nothing; the caller puts the pod on the node, at once or after its binding.
package struct Scheduler: Sendable {
  /// The plugins.
  package let profile: SchedulerProfile
  /// How one of several equally good nodes is chosen.
  package let tieBreak: TieBreak
  /// Nodes that are set aside for pods whose victims still run.
  package internal(set) var nominations = Nominations()

  /// Tells of the last decision how many nodes were feasible and how many were best.
  package internal(set) var summary = PlacementSummary()
  /// Whether nodes are found by an index rather than by looking at all of them.
  package var usesIndex = true

  var contexts: ContiguousArray<PodContext?> = []
  private var checks: ContiguousArray<ContextCheck> = []
  var indexes = IndexTable()
  let indexedPlugins: IndexedPlugins
  /// The node at which the next search starts, when nodes are sampled.
  var searchStart = 0
  var scratch = SchedulerScratch()

  /// Creates a scheduler; the default one has the default profile and takes the smallest name.
  package init(profile: SchedulerProfile = .standard, tieBreak: TieBreak = .smallestName) {
    self.profile = profile
    self.tieBreak = tieBreak
    indexedPlugins = IndexedPlugins(profile)
    indexes.order = NodeOrder(isByName: tieBreak == .smallestName)
  }

  /// Chooses a node for a pod of a template.
  ///
  /// The nodes change only in what they keep for schedulers, such as counters. `draws` decides among
  /// equals and is not touched with `TieBreak.smallestName`. `nominee` is the key of the pod if it
  /// may be nominated itself.
  package mutating func place(
    _ template: TemplateIndex, in nodes: inout NodeTable, draws: inout RandomStream,
    nominee: UInt64? = nil
  ) -> Placement {
    let context = context(of: template, in: &nodes)
    if usesIndex, let slot = indexes.slot(for: context, tieBreak, nodes) {
      if let placement = search(slot, in: nodes, draws: &draws, nominee: nominee) {
        return placement
      }
    }
    return scan(context, in: nodes, draws: &draws, nominee: nominee)
  }

  /// Chooses a node for a pod of a template by a tie rule that needs no draw.
  package mutating func place(
    _ template: TemplateIndex, in nodes: inout NodeTable, nominee: UInt64? = nil
  ) -> Placement {
    precondition(tieBreak == .smallestName, "a draw needs a random stream")
    var unused = RandomStream(seed: 0, name: "")
    return place(template, in: &nodes, draws: &unused, nominee: nominee)
  }

  /// The events that may help a pod that some filters rejected.
  package func wakers(of rejectors: PluginSet) -> SchedulingEvent { profile.wakers(of: rejectors) }

  /// The template with what the plugins know of it, worked out if it is new or out of date.
  mutating func context(of template: TemplateIndex, in nodes: inout NodeTable) -> PodContext {
    nodes.noteTemplates()
    while contexts.count <= template.position {
      contexts.append(nil)
      checks.append(ContextCheck())
    }
    if let context = contexts[template.position], isCurrent(context, in: &nodes) { return context }
    nodes.releaseCounters()
    var draft = PodContext.Draft(index: template, template: nodes.templates[template])
    var prepared: Set<String> = []
    for filter in profile.filters {
      filter.prepare(&draft, in: &nodes)
      prepared.insert(filter.name)
    }
    for score in profile.scores where !prepared.contains(score.plugin.name) {
      score.plugin.prepare(&draft, in: &nodes)
    }
    let context = PodContext(draft, objectsVersion: nodes.objectsVersion)
    contexts[template.position] = context
    checks[template.position] = ContextCheck(
      templateCount: nodes.counts.affinityTemplates.count, objectCount: nodes.changedObjects.count)
    return context
  }

  /// New templates with affinity terms, services and controllers may concern a template that was
  /// prepared before.
  private mutating func isCurrent(
    _ context: PodContext, in nodes: inout NodeTable
  ) -> Bool {
    guard context.objectsVersion == nodes.objectsVersion else { return false }
    let place = context.index.position
    while checks[place].templateCount < nodes.counts.affinityTemplates.count {
      let other = nodes.counts.affinityTemplates[checks[place].templateCount]
      if nodes.isConcerned(context.index, by: other) { return false }
      checks[place].templateCount += 1
    }
    while checks[place].objectCount < nodes.changedObjects.count {
      if nodes.changedObjects[checks[place].objectCount].concerns(context.template) {
        return false
      }
      checks[place].objectCount += 1
    }
    return true
  }
}

/// What is known not to concern a context.
private struct ContextCheck: BitwiseCopyable, Sendable {
  /// The number of templates with affinity terms that were looked at.
  var templateCount = 0
  /// The number of changed services and controllers that were looked at.
  var objectCount = 0
}

/// Arrays that a scheduler uses again from pod to pod.
struct SchedulerScratch: Sendable {
  var candidates = Candidates()
  var rejected: ContiguousArray<Bool> = []
  var scores: ContiguousArray<Int64> = []
  var totals: ContiguousArray<Int64> = []
  var plugins = PluginScratch()
  /// The feasible nodes of a search that stops when it has enough.
  var found: ContiguousArray<NodeIndex> = []
  /// The groups for which the candidates stand, when an index is used.
  var groups: ContiguousArray<Int32> = []
  var tiedGroups: ContiguousArray<Int32> = []
  var index = IndexScratch()
}
