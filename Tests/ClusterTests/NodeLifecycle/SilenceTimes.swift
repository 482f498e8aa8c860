// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario

@testable import Cluster

/// When each thing happened to silent nodes and their pods, in seconds after they fell silent.
struct SilenceTimes {
  var unknown: [Double] = []
  var noSchedule: [Double] = []
  var noExecute: [Double] = []
  var podsNotReady: [Double] = []
  var readyAgain: [Double] = []
  var noScheduleGone: [Double] = []
  var noExecuteGone: [Double] = []
  var deleted: [Double] = []
  var created: [Double] = []
  var ready: [Double] = []
  var gone: [Double] = []

  /// Looks at the simulation each hundredth of a second where something may change.
  init(_ simulation: inout Simulation, from start: Double, windows: [ClosedRange<Int>]) {
    var before = Self.look(at: simulation)
    for window in windows {
      for hundredth in window.lowerBound * 100...window.upperBound * 100 {
        let second = Double(hundredth) / 100
        simulation.run(toSecond: start + second)
        let now = Self.look(at: simulation)
        note(&unknown, before.unknown, now.unknown, second)
        note(&noSchedule, before.noSchedule, now.noSchedule, second)
        note(&noExecute, before.noExecute, now.noExecute, second)
        note(&podsNotReady, before.notReady, now.notReady, second)
        note(&readyAgain, now.unknown, before.unknown, second)
        note(&noScheduleGone, now.noSchedule, before.noSchedule, second)
        note(&noExecuteGone, now.noExecute, before.noExecute, second)
        before = now
      }
    }
    simulation.run(until: simulation.endTime)
    _ = simulation.finish()
    let lives = simulation.drain().pods
    deleted = Self.seconds(lives.map(\.stages.terminating), after: start)
    gone = Self.seconds(lives.map(\.stages.deleted), after: start)
    let replacements = lives.filter { $0.stages.created > Int64(start * 1e6) }
    created = Self.seconds(replacements.map(\.stages.created), after: start)
    ready = Self.seconds(replacements.map(\.stages.ready), after: start)
  }

  private typealias Counts = (unknown: Int, noSchedule: Int, noExecute: Int, notReady: Int)

  private static func look(at simulation: borrowing Simulation) -> Counts {
    var counts = Counts(0, 0, 0, 0)
    for node in simulation.nodes.indices {
      if !simulation.health[node.position].isReady { counts.unknown += 1 }
      for taint in simulation.nodes.taints[node] {
        if taint.effect == .noSchedule { counts.noSchedule += 1 }
        if taint.effect == .noExecute { counts.noExecute += 1 }
      }
    }
    counts.notReady = simulation.pods(isNew: true) {
      $0.stages.ready >= 0 && !$0.isReady && !$0.isTerminating
    }
    return counts
  }

  private func note(_ times: inout [Double], _ before: Int, _ now: Int, _ second: Double) {
    if now > before { times += repeatElement(second, count: now - before) }
  }

  private static func seconds(_ instants: [Int64], after start: Double) -> [Double] {
    instants.filter { $0 >= 0 }.map { Double($0) / 1e6 - start }.sorted()
  }
}
