// SPDX-License-Identifier: Apache-2.0

package import EventKernel
package import Manifests

/// A position in a `NodeTable`.
package typealias NodeIndex = TypedIndex<NodeTable>

/// The nodes of a cluster as the scheduler sees them, in columns.
///
/// Every change is noted in `changes`, so that a scheduler looks again only at what changed. The
/// index of a removed node is not used again.
package struct NodeTable: ~Copyable, Sendable {
  /// The pods of one template on a node.
  package struct PodGroup: BitwiseCopyable, Sendable {
    /// The template.
    package let template: TemplateIndex
    /// All pods of it.
    package var count: Int32
    /// Those of them that are terminating.
    package var terminatingCount: Int32
  }

  /// The templates of all pods.
  package var templates = TemplateTable()

  /// The names.
  package private(set) var names: IndexedTable<NodeTable, String> = IndexedTable()
  /// The labels.
  package private(set) var labels: IndexedTable<NodeTable, LabelSet> = IndexedTable()
  /// The taints.
  package private(set) var taints: IndexedTable<NodeTable, [Taint]> = IndexedTable()
  /// The pool that a node belongs to, as the caller numbers them; -1 for none.
  package private(set) var pool: IndexedTable<NodeTable, Int32> = IndexedTable()
  /// Whether a node is cordoned.
  package private(set) var isUnschedulable: IndexedTable<NodeTable, Bool> = IndexedTable()
  /// Whether a node is there; false once it is removed.
  package private(set) var isPresent: IndexedTable<NodeTable, Bool> = IndexedTable()
  /// What the machine has.
  package private(set) var capacity: IndexedTable<NodeTable, Resources> = IndexedTable()
  /// What pods may ask for.
  package private(set) var allocatable: IndexedTable<NodeTable, Resources> = IndexedTable()
  /// What the pods of a node ask for, with their number.
  package private(set) var requested: IndexedTable<NodeTable, Resources> = IndexedTable()
  /// What the pods ask for if those that name no CPU or memory count with the defaults.
  package private(set) var nonZeroRequested: IndexedTable<NodeTable, Resources> = IndexedTable()
  /// The pods by template, in order of first arrival.
  package private(set) var pods: IndexedTable<NodeTable, ContiguousArray<PodGroup>> = IndexedTable()
  /// The host ports that are taken.
  package private(set) var hostPorts: IndexedTable<NodeTable, [PodTemplate.HostPort]> =
    IndexedTable()
  /// The images that are there, in ascending order.
  package private(set) var images: IndexedTable<NodeTable, [ImageIndex]> = IndexedTable()
  /// Extended resources: a column for each resource that a node offers.
  private var extended: [ExtendedColumn] = []
  /// The images that are on nodes.
  package private(set) var imageTable = ImageTable()

  /// The number of nodes that are there.
  package private(set) var presentCount = 0
  /// The number of cordoned nodes that are there.
  package private(set) var cordonedCount = 0
  /// The number of nodes with taints that are there.
  package private(set) var taintedCount = 0
  /// The number of pods on all nodes.
  package private(set) var podCount = 0
  /// What changed.
  package private(set) var changes = NodeChangeLog()

  /// Services, controllers and namespaces; set by `setObjects`.
  package internal(set) var objects = SchedulingObjects()
  var objectsVersion = 0
  /// Services and controllers that came or went since `objectsVersion` changed.
  var changedObjects: [SchedulingObjects.Selecting] = []
  /// Counters are released beyond this many entries, one for each node in each of them; about 13
  /// bytes each.
  package var counterEntryLimit = 16_000_000
  /// The position in `changes` at which counters were released last.
  var countersReleasedAt = 0
  /// How often the bound on the number of counters was doubled.
  var counterAllowance = 0
  /// Counts of pods by domain.
  var counts = PodCounts()
  /// The real use of the nodes, if some plugin asks for it.
  package internal(set) var usage = NodeUsageTable()
  /// Room that workloads left or that is kept for them, if some plugin asks for it.
  package internal(set) var rooms = NodeRooms()
  /// Bandwidth that nodes offer and pods ask for.
  package internal(set) var bandwidth = NodeBandwidthTable()

  private struct ExtendedColumn: Sendable {
    var allocatable: ContiguousArray<Int64> = []
    var requested: ContiguousArray<Int64> = []
  }

  /// Creates an empty table.
  package init() {}

  /// A copy in which something can be tried; its log of changes is empty.
  ///
  /// Cost: constant, then one copy of each column that is changed.
  package borrowing func forked() -> NodeTable {
    var fork = NodeTable()
    (fork.templates, fork.counterEntryLimit) = (templates, counterEntryLimit)
    (fork.names, fork.labels, fork.taints, fork.pool) = (names, labels, taints, pool)
    (fork.isUnschedulable, fork.isPresent) = (isUnschedulable, isPresent)
    (fork.capacity, fork.allocatable) = (capacity, allocatable)
    (fork.requested, fork.nonZeroRequested) = (requested, nonZeroRequested)
    (fork.pods, fork.hostPorts, fork.images) = (pods, hostPorts, images)
    (fork.extended, fork.imageTable, fork.bandwidth) = (extended, imageTable, bandwidth)
    (fork.usage, fork.rooms, fork.counts) = (usage, rooms, counts)
    (fork.presentCount, fork.podCount) = (presentCount, podCount)
    (fork.cordonedCount, fork.taintedCount) = (cordonedCount, taintedCount)
    (fork.objects, fork.changedObjects) = (objects, changedObjects)
    (fork.objectsVersion, fork.counterAllowance) = (objectsVersion, counterAllowance)
    return fork
  }

  /// The number of nodes, with those that were removed.
  package var count: Int { names.count }

  /// The indices of all nodes, with those that were removed.
  package var indices: Range<NodeIndex> { names.indices }
}

// MARK: - Nodes

extension NodeTable {
  /// Adds a node.
  @discardableResult
  package mutating func add(_ node: Node, pool: Int32 = -1) -> NodeIndex {
    let index = names.append(node.metadata.name)
    labels.append(node.metadata.labels)
    taints.append(node.spec.taints)
    self.pool.append(pool)
    isUnschedulable.append(node.spec.unschedulable)
    isPresent.append(true)
    requested.append(.zero)
    nonZeroRequested.append(.zero)
    pods.append([])
    hostPorts.append([])
    images.append([])
    capacity.append(.zero)
    allocatable.append(.zero)
    for column in extended.indices {
      extended[column].allocatable.append(0)
      extended[column].requested.append(0)
    }
    write(node.status, to: index)
    for image in node.status.images {
      for name in image.names { insertImage(name, sizeBytes: image.sizeBytes, on: index) }
    }
    bandwidth.add(node, index)
    presentCount += 1
    countMarks(of: index, by: 1)
    countNode(index)
    note(index, .nodeAdded)
    return index
  }

  /// Removes a node with all pods that are still on it.
  package mutating func remove(_ node: NodeIndex) {
    precondition(isPresent[node], "the node \(names[node]) was removed before")
    while let group = pods[node].last {
      if group.terminatingCount > 0 {
        removeTerminating(group.template, from: node)
      } else {
        remove(group.template, from: node)
      }
    }
    countMarks(of: node, by: -1)
    rooms.forget(node)
    uncountNode(node)
    for image in images[node] { imageTable.remove(image) }
    images[node] = []
    isPresent[node] = false
    presentCount -= 1
    note(node, .nodeRemoved)
  }

  /// Replaces the taints of a node.
  package mutating func setTaints(_ taints: [Taint], of node: NodeIndex) {
    guard taints != self.taints[node] else { return }
    changeTaints(of: node) { $0 = taints }
    note(node, .nodeUpdated)
  }

  /// Adds a taint to a node unless it has one with this key and effect.
  package mutating func addTaint(_ taint: Taint, to node: NodeIndex) {
    guard !taints[node].contains(where: { $0.key == taint.key && $0.effect == taint.effect })
    else { return }
    changeTaints(of: node) { $0.append(taint) }
    note(node, .nodeUpdated)
  }

  /// Removes the taint with a key and effect from a node, if it has one.
  package mutating func removeTaint(key: String, effect: Taint.Effect, from node: NodeIndex) {
    guard let place = taints[node].firstIndex(where: { $0.key == key && $0.effect == effect })
    else { return }
    changeTaints(of: node) { _ = $0.remove(at: place) }
    note(node, .nodeUpdated)
  }

  private mutating func changeTaints(of node: NodeIndex, _ change: (inout [Taint]) -> Void) {
    countMarks(of: node, by: -1)
    recountNode(node) { change(&$0.taints[node]) }
    countMarks(of: node, by: 1)
  }

  private mutating func countMarks(of node: NodeIndex, by sign: Int) {
    guard isPresent[node] else { return }
    if isUnschedulable[node] { cordonedCount += sign }
    if !taints[node].isEmpty { taintedCount += sign }
  }

  /// Cordons a node, or ends that.
  package mutating func setUnschedulable(_ flag: Bool, of node: NodeIndex) {
    guard flag != isUnschedulable[node] else { return }
    countMarks(of: node, by: -1)
    isUnschedulable[node] = flag
    countMarks(of: node, by: 1)
    note(node, .nodeUpdated)
  }

  /// Replaces the labels of a node.
  package mutating func setLabels(_ labels: LabelSet, of node: NodeIndex) {
    guard labels != self.labels[node] else { return }
    recountNode(node) { $0.labels[node] = labels }
    note(node, .nodeUpdated)
  }

  /// Notes that an image is now on a node.
  package mutating func addImage(_ name: String, sizeBytes: Int64, on node: NodeIndex) {
    guard insertImage(name, sizeBytes: sizeBytes, on: node) else { return }
    note(node, .nodeUpdated)
  }

  @discardableResult
  private mutating func insertImage(
    _ name: String, sizeBytes: Int64, on node: NodeIndex
  ) -> Bool {
    let image = imageTable.intern(name, sizeBytes: sizeBytes)
    let place = images[node].firstIndex { $0 >= image } ?? images[node].count
    if place < images[node].count, images[node][place] == image { return false }
    images[node].insert(image, at: place)
    imageTable.add(image)
    return true
  }

  private mutating func write(_ status: Node.Status, to node: NodeIndex) {
    capacity[node] = Self.resources(status.capacity)
    let list = status.allocatable.isEmpty ? status.capacity : status.allocatable
    allocatable[node] = Self.resources(list)
    for column in extended.indices { extended[column].allocatable[node.position] = 0 }
    for item in list.items where PodRequests.isExtended(item.name) {
      let column = templates.resource(item.name).position
      makeColumns(upTo: column)
      extended[column].allocatable[node.position] = item.quantity.boundedValue
    }
  }

  private static func resources(_ list: ResourceList) -> Resources {
    Resources(
      cpuMillis: list["cpu"]?.boundedMilliValue ?? 0,
      memoryBytes: list["memory"]?.boundedValue ?? 0,
      ephemeralStorageBytes: list["ephemeral-storage"]?.boundedValue ?? 0,
      podCount: list["pods"]?.boundedValue ?? 0)
  }

  private mutating func makeColumns(upTo column: Int) {
    while extended.count <= column {
      let zeros = ContiguousArray<Int64>(repeating: 0, count: count)
      extended.append(ExtendedColumn(allocatable: zeros, requested: zeros))
    }
  }

  mutating func note(
    _ node: NodeIndex, _ kind: NodeChange.Kind, template: TemplateIndex = .none
  ) {
    changes.append(NodeChange(node: node, template: template, kind: kind))
  }
}

// MARK: - Pods

extension NodeTable {
  /// Adds a pod to a node; nothing is checked.
  package mutating func place(_ template: TemplateIndex, on node: NodeIndex) {
    noteTemplates()
    account(template, on: node, sign: 1)
    counts.change(template, on: node, by: 1, live: true, terminating: true)
    if let place = pods[node].firstIndex(where: { $0.template == template }) {
      pods[node][place].count += 1
    } else {
      pods[node].append(PodGroup(template: template, count: 1, terminatingCount: 0))
    }
    if usage.isTracked { usage.addPod(template, on: node) }
    if rooms.isActive { takeRoom(template, on: node) }
    note(node, .podAdded, template: template)
  }

  /// Takes a pod that was not terminating from a node.
  package mutating func remove(_ template: TemplateIndex, from node: NodeIndex) {
    let place = group(template, on: node)
    let group = pods[node][place]
    precondition(group.count > group.terminatingCount, "only terminating pods are left")
    leave(place, on: node)
    counts.change(template, on: node, by: -1, live: true, terminating: true)
    note(node, .podRemoved, template: template)
  }

  /// Marks a pod on a node as terminating: it keeps its resources but is not counted for spreading.
  package mutating func setTerminating(_ template: TemplateIndex, on node: NodeIndex) {
    let place = group(template, on: node)
    let group = pods[node][place]
    precondition(group.count > group.terminatingCount, "every pod is terminating already")
    pods[node][place].terminatingCount += 1
    counts.change(template, on: node, by: -1, live: true, terminating: false)
    note(node, .podTerminating, template: template)
  }

  /// Takes a terminating pod from a node.
  package mutating func removeTerminating(_ template: TemplateIndex, from node: NodeIndex) {
    let place = group(template, on: node)
    precondition(pods[node][place].terminatingCount > 0, "no pod is terminating")
    pods[node][place].terminatingCount -= 1
    leave(place, on: node)
    counts.change(template, on: node, by: -1, live: false, terminating: true)
    note(node, .terminatingPodRemoved, template: template)
  }

  /// What nodes offer of an extended resource.
  package func allocatable(_ resource: ResourceIndex, of node: NodeIndex) -> Int64 {
    let column = resource.position
    return column < extended.count ? extended[column].allocatable[node.position] : 0
  }

  /// What the pods of a node ask for of an extended resource.
  package func requested(_ resource: ResourceIndex, of node: NodeIndex) -> Int64 {
    let column = resource.position
    return column < extended.count ? extended[column].requested[node.position] : 0
  }

  private func group(_ template: TemplateIndex, on node: NodeIndex) -> Int {
    guard let place = pods[node].firstIndex(where: { $0.template == template }) else {
      preconditionFailure("no pod of the template is on node \(names[node])")
    }
    return place
  }

  private mutating func leave(_ place: Int, on node: NodeIndex) {
    let template = pods[node][place].template
    account(template, on: node, sign: -1)
    pods[node][place].count -= 1
    let rest = Int(pods[node][place].count)
    if rest == 0 { pods[node].remove(at: place) }
    if usage.isTracked { usage.removePod(template, on: node, leaving: rest) }
    if rooms.isActive { leaveRoom(template, on: node) }
  }

  private mutating func account(_ index: TemplateIndex, on node: NodeIndex, sign: Int64) {
    precondition(isPresent[node], "the node \(names[node]) is gone")
    podCount += Int(sign)
    let requests = templates[index].requests
    let nonZero = templates[index].nonZeroRequests
    if sign > 0 {
      requested[node] += requests
      nonZeroRequested[node] += nonZero
    } else {
      requested[node] -= requests
      nonZeroRequested[node] -= nonZero
    }
    if !templates[index].extendedRequests.isEmpty {
      accountExtended(index, on: node, sign: sign)
    }
    if !templates[index].hostPorts.isEmpty { accountPorts(index, on: node, sign: sign) }
    if !templates[index].hints.bandwidth.isZero {
      bandwidth.account(templates[index].hints.bandwidth, on: node, sign: sign)
    }
  }

  private mutating func accountExtended(
    _ index: TemplateIndex, on node: NodeIndex, sign: Int64
  ) {
    for request in templates[index].extendedRequests {
      makeColumns(upTo: request.resource.position)
      extended[request.resource.position].requested[node.position] &+= sign &* request.amount
    }
  }

  private mutating func accountPorts(_ index: TemplateIndex, on node: NodeIndex, sign: Int64) {
    for port in templates[index].hostPorts {
      if sign > 0 {
        hostPorts[node].append(port)
      } else if let place = hostPorts[node].firstIndex(of: port) {
        hostPorts[node].remove(at: place)
      }
    }
  }
}
