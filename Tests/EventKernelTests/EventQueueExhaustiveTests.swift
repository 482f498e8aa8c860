// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Testing

/// Runs all short sequences of operations and compares each answer with the reference.
struct `Every short sequence of queue operations` {
  /// A pop, or an event this long after the current instant in this phase.
  ///
  /// 64 and 4,096 microseconds reach over the digits of the key.
  private enum Operation {
    case pop
    case schedule(after: Int64, phase: UInt8)
  }

  private static let fewOperations: [Operation] = [
    .pop, .schedule(after: 0, phase: 1), .schedule(after: 0, phase: 0),
    .schedule(after: 1, phase: 1),
  ]

  private static let manyOperations =
    fewOperations + [
      .schedule(after: 0, phase: 2), .schedule(after: 64, phase: 0),
      .schedule(after: 4_096, phase: 1),
    ]

  /// Pending events before the first operation, chosen to bring the queue into each of its modes.
  enum Start: CaseIterable {
    /// Nothing pending: the sorted front serves all.
    case empty
    /// So many events later that the front has spilled and the buckets serve all.
    case manyLater
    /// A crowd at one instant, part of which is already popped: the phases of level 0 serve all.
    case midInstant
    /// The front is nearly full and spills during the sequence.
    case nearlyFullFront

    var times: [(time: Int64, phase: UInt8)] {
      switch self {
      case .empty: []
      case .manyLater: (0..<70).map { (5_000 + Int64($0 % 9), 1) }
      case .midInstant: (0..<70).map { (100, UInt8($0 % 2)) } + [(200, 0)]
      case .nearlyFullFront: (0..<63).map { (Int64($0 % 4) * 50, 1) }
      }
    }

    var pops: Int { self == .midInstant ? 40 : 0 }
  }

  @Test(arguments: zip(Start.allCases, [5, 4, 4, 4]))
  func `of seven operations agrees with a sorted array`(start: Start, length: Int) {
    checkAll(Self.manyOperations, length: length, from: start)
  }

  @Test(arguments: zip(Start.allCases, [7, 5, 6, 5]))
  func `of four operations agrees with a sorted array`(start: Start, length: Int) {
    checkAll(Self.fewOperations, length: length, from: start)
  }

  /// Counts through all sequences of a length, whose digits are the operations.
  private func checkAll(_ operations: [Operation], length: Int, from start: Start) {
    let total = (0..<length).reduce(1) { product, _ in product * operations.count }
    for number in 0..<total {
      var sequence: [Operation] = []
      var digits = number
      for _ in 0..<length {
        sequence.append(operations[digits % operations.count])
        digits /= operations.count
      }
      guard let fault = Self.fault(of: sequence, from: start) else { continue }
      Issue.record("\(start), \(sequence): \(fault)")
      return
    }
  }

  /// Runs one sequence, then empties the queue; returns the first difference.
  private static func fault(of sequence: [Operation], from start: Start) -> String? {
    var queue = EventQueue<Int>()
    var reference = SortedReference()
    for (time, phase) in start.times {
      let number = reference.schedule(at: time, phase: phase)
      queue.schedule(number, at: SimulationTime(microseconds: time), phase: EventPhase(phase))
    }
    for _ in 0..<start.pops {
      if let fault = popFault(&queue, &reference) { return fault }
    }
    for operation in sequence {
      switch operation {
      case .pop:
        if let fault = popFault(&queue, &reference) { return fault }
      case .schedule(let delay, let phase):
        let time = reference.now + delay
        let number = reference.schedule(at: time, phase: phase)
        queue.schedule(number, at: SimulationTime(microseconds: time), phase: EventPhase(phase))
      }
    }
    queue.checkInvariants()
    while !reference.entries.isEmpty {
      if let fault = popFault(&queue, &reference) { return fault }
    }
    return queue.isEmpty ? nil : "\(queue.count) events too many"
  }

  private static func popFault(
    _ queue: inout EventQueue<Int>, _ reference: inout SortedReference
  ) -> String? {
    guard queue.nextTime?.microseconds == reference.nextTime else {
      return "next at \(queue.nextTime as Any), not \(reference.nextTime as Any)"
    }
    let (event, expected) = (queue.popFirst(), reference.popFirst())
    let actual = event.map {
      SortedReference.Entry(
        time: $0.time.microseconds, phase: $0.phase.rawValue, sequence: $0.payload)
    }
    return actual == expected ? nil : "popped \(actual as Any), not \(expected as Any)"
  }
}
