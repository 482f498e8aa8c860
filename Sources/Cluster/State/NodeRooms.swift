// SPDX-License-Identifier: Apache-2.0

package import EventKernel
import Manifests

/// Room on nodes that belongs to workloads: places that their pods left, and room kept for them.
///
/// Nothing is kept until a plugin asks for it. A workload is what makes pods that replace each other:
/// a Deployment with all its ReplicaSets, or one ordinal of a StatefulSet.
package struct NodeRooms: Sendable {
  /// The number of a pod that no workload manages.
  package static let noWorkload: Int32 = -1

  /// Places on a node that pods of a workload left and that none of its pods took again.
  private struct Vacancy: BitwiseCopyable, Sendable {
    let workload: Int32
    var count: Int32
  }

  /// Room for one pod that only a workload may use.
  package struct Reservation: BitwiseCopyable, Sendable {
    /// The number by which it is released.
    package let id: UInt32
    /// Whose it is.
    package let workload: Int32
    /// The template of the pod that left it, which tells its size.
    package let template: TemplateIndex
  }

  /// How long room is kept for the pods of an update; nil if it is not.
  package internal(set) var reservationTimeout: SimulationDuration?
  private var numberOfName: [String: Int32] = [:]
  private var numberOfTemplate: ContiguousArray<Int32> = []
  /// By workload: whether its places are remembered, and how many are free.
  private var isSticky: ContiguousArray<Bool> = []
  private var vacancyTotals: ContiguousArray<Int32> = []
  private var hasSticky = false
  private var vacancies: ContiguousArray<ContiguousArray<Vacancy>> = []
  private var reservations: ContiguousArray<ContiguousArray<Reservation>> = []
  /// The number of reservations on all nodes.
  package private(set) var reservationCount = 0
  private var nextID: UInt32 = 0

  /// Creates an empty table.
  init() {}

  /// Whether pods that come and go concern it.
  var isActive: Bool { hasSticky || reservationCount > 0 }

  // MARK: Workloads

  /// The number of the workload of a template.
  mutating func workload(of index: TemplateIndex, _ template: PodTemplate) -> Int32 {
    let unseen: Int32 = -2
    while numberOfTemplate.count <= index.position { numberOfTemplate.append(unseen) }
    if numberOfTemplate[index.position] == unseen {
      numberOfTemplate[index.position] = number(of: template)
    }
    return numberOfTemplate[index.position]
  }

  private mutating func number(of template: PodTemplate) -> Int32 {
    guard let name = Self.workloadName(of: template) else { return Self.noWorkload }
    if let number = numberOfName[name] { return number }
    let number = Int32(isSticky.count)
    numberOfName[name] = number
    isSticky.append(false)
    vacancyTotals.append(0)
    return number
  }

  /// What the pods that may replace each other have in common; nil for a pod without an owner.
  static func workloadName(of template: PodTemplate) -> String? {
    guard let owner = template.owner else { return nil }
    var name = "\(template.namespace)/\(owner.kind)/\(owner.name)"
    if owner.kind == "ReplicaSet", let hash = template.labels["pod-template-hash"],
      owner.name.hasSuffix("-\(hash)")
    {
      name = "\(template.namespace)/Deployment/\(owner.name.dropLast(hash.utf8.count + 1))"
    }
    // Each pod of a StatefulSet has a name, and with it a place, of its own.
    if let pod = template.labels["statefulset.kubernetes.io/pod-name"] { name += "/\(pod)" }
    return name
  }

  // MARK: Vacancies

  /// Begins to remember the places that a workload leaves.
  mutating func remember(_ workload: Int32) {
    guard workload >= 0 else { return }
    isSticky[Int(workload)] = true
    hasSticky = true
  }

  /// Whether a pod of a workload left a place on a node that is still free for it.
  package func hasVacancy(of workload: Int32, on node: NodeIndex) -> Bool {
    guard workload >= 0, node.position < vacancies.count else { return false }
    return vacancies[node.position].contains { $0.workload == workload }
  }

  /// The number of such places on all nodes.
  package func vacancyTotal(of workload: Int32) -> Int32 {
    workload < 0 ? 0 : vacancyTotals[Int(workload)]
  }

  /// Notes that a pod left; returns whether that is remembered.
  mutating func leave(_ workload: Int32, _ node: NodeIndex) -> Bool {
    guard workload >= 0, isSticky[Int(workload)] else { return false }
    while vacancies.count <= node.position { vacancies.append([]) }
    vacancyTotals[Int(workload)] += 1
    let place = vacancies[node.position].firstIndex { $0.workload == workload }
    if let place {
      vacancies[node.position][place].count += 1
    } else {
      vacancies[node.position].append(Vacancy(workload: workload, count: 1))
    }
    return true
  }

  /// Notes that a pod came; returns whether it took a place that was free for it.
  mutating func enter(_ workload: Int32, _ node: NodeIndex) -> Bool {
    guard workload >= 0, node.position < vacancies.count,
      let place = vacancies[node.position].firstIndex(where: { $0.workload == workload })
    else { return false }
    vacancyTotals[Int(workload)] -= 1
    vacancies[node.position][place].count -= 1
    if vacancies[node.position][place].count == 0 { vacancies[node.position].remove(at: place) }
    return true
  }

  // MARK: Reservations

  /// The reservations on a node, oldest first.
  package func reservations(on node: NodeIndex) -> ContiguousArray<Reservation> {
    node.position < reservations.count ? reservations[node.position] : []
  }

  mutating func reserve(
    _ template: TemplateIndex, for workload: Int32, on node: NodeIndex
  ) -> UInt32 {
    while reservations.count <= node.position { reservations.append([]) }
    let id = nextID
    nextID &+= 1
    reservations[node.position].append(
      Reservation(id: id, workload: workload, template: template))
    reservationCount += 1
    return id
  }

  /// Ends the first reservation on a node that meets a condition; returns whether there was one.
  mutating func release(on node: NodeIndex, where matches: (Reservation) -> Bool) -> Bool {
    guard node.position < reservations.count,
      let place = reservations[node.position].firstIndex(where: matches)
    else { return false }
    reservations[node.position].remove(at: place)
    reservationCount -= 1
    return true
  }

  /// Forgets all that concerns a node that is removed.
  mutating func forget(_ node: NodeIndex) {
    if node.position < vacancies.count {
      for vacancy in vacancies[node.position] {
        vacancyTotals[Int(vacancy.workload)] -= vacancy.count
      }
      vacancies[node.position] = []
    }
    if node.position < reservations.count {
      reservationCount -= reservations[node.position].count
      reservations[node.position] = []
    }
  }
}
