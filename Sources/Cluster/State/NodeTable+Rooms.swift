// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// Room that workloads left on nodes or that is kept for them.
extension NodeTable {
  /// The number of the workload of a template; -1 if its pods have no owner.
  package mutating func workload(of template: TemplateIndex) -> Int32 {
    rooms.workload(of: template, templates[template])
  }

  /// Keeps the room of a pod that leaves for the workload of its template.
  ///
  /// Returns the number by which `releaseRoom` ends that; nil if the pod has no workload. A pod of
  /// the workload that is placed on the node ends it too.
  package mutating func reserveRoom(of template: TemplateIndex, on node: NodeIndex) -> UInt32? {
    let workload = workload(of: template)
    guard workload >= 0, isPresent[node] else { return nil }
    let id = rooms.reserve(template, for: workload, on: node)
    note(node, .roomChanged)
    return id
  }

  /// Ends a reservation; returns whether it was still there.
  package mutating func releaseRoom(_ id: UInt32, on node: NodeIndex) -> Bool {
    guard rooms.release(on: node, where: { $0.id == id }) else { return false }
    note(node, .roomChanged)
    return true
  }

  /// Ends all reservations of the workload of a template; returns how many there were.
  ///
  /// Cost: looks at every node.
  package mutating func releaseRooms(ofWorkloadWith template: TemplateIndex) -> Int {
    guard rooms.reservationCount > 0 else { return 0 }
    let workload = workload(of: template)
    var count = 0
    for node in indices {
      while rooms.release(on: node, where: { $0.workload == workload }) {
        count += 1
        note(node, .roomChanged)
      }
    }
    return count
  }

  mutating func takeRoom(_ template: TemplateIndex, on node: NodeIndex) {
    let workload = workload(of: template)
    guard workload >= 0 else { return }
    let took = rooms.enter(workload, node)
    let used = rooms.release(on: node) { $0.workload == workload }
    if took || used { note(node, .roomChanged) }
  }

  mutating func leaveRoom(_ template: TemplateIndex, on node: NodeIndex) {
    let workload = workload(of: template)
    if rooms.leave(workload, node) { note(node, .roomChanged) }
  }
}
