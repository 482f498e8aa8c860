// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
public import MetricStore
import Metrics

/// Simulates a plan slice by slice and stores what comes out.
///
/// After each slice the records are written and dropped, so memory does not grow with the length
/// of the run. The length of the slices has no influence on results.
public struct Runner: Sendable {
  /// The greatest simulated length of a slice in microseconds.
  public var sliceMicroseconds: Int64

  /// Creates a runner; slices of ten minutes bound memory without slowing the run.
  public init(sliceMicroseconds: Int64 = 600_000_000) {
    precondition(sliceMicroseconds > 0, "a slice must have a length")
    self.sliceMicroseconds = sliceMicroseconds
  }

  /// Runs a plan to its end.
  ///
  /// - Parameters:
  ///   - plan: What to simulate.
  ///   - store: Where to record; nil to record nothing.
  ///   - progress: Called after each slice.
  /// - Returns: The outcome, and the number of the run in the store.
  /// - Throws: `RunFault`; the run then stays in the store, marked as incomplete.
  public func run(
    _ plan: RunPlan, into store: RunStore? = nil, progress: (RunProgress) -> Void = { _ in }
  ) throws(RunFault) -> RunResult {
    var simulation = Simulation(plan.scenario)
    do {
      var recorder = try RunRecorder(plan.header, series: simulation.series, in: store)
      let outcome =
        plan.repeats
        ? try runTwice(plan, &simulation, &recorder, progress)
        : try runOnce(plan, &simulation, &recorder, progress)
      try recorder.finish(outcome)
      return RunResult(run: recorder.run, outcome: outcome)
    } catch let error as RunStoreError {
      throw .store(error)
    } catch let fault as RunFault {
      throw fault
    } catch {
      preconditionFailure("a run throws RunStoreError and RunFault alone, found \(error)")
    }
  }

  private func runOnce(
    _ plan: RunPlan, _ simulation: inout Simulation, _ recorder: inout RunRecorder,
    _ progress: (RunProgress) -> Void
  ) throws -> RunOutcome {
    for end in slices(of: simulation) {
      try step(&simulation, to: end, plan, &recorder, progress)
    }
    return try close(&simulation, &recorder)
  }

  private func runTwice(
    _ plan: RunPlan, _ simulation: inout Simulation, _ recorder: inout RunRecorder,
    _ progress: (RunProgress) -> Void
  ) throws -> RunOutcome {
    let comparison = TwinComparison(plan.scenario, plan.twin ?? plan.scenario)
    var twin = Simulation(plan.twin ?? plan.scenario)
    var equalAt: Int64 = -1
    for end in slices(of: simulation) {
      try step(&simulation, to: end, plan, &recorder, progress)
      twin.run(until: end)
      _ = twin.drain()
      if !comparison.areEqual(simulation, twin) {
        throw RunFault.diverged(comparison.narrow(equalAt, end.microseconds, simulation, twin))
      }
      equalAt = end.microseconds
    }
    let outcome = try close(&simulation, &recorder)
    let repeated = twin.finish()
    // Figures may be NaN, which equals nothing; the digest holds their bits.
    guard outcome.digest == repeated.digest, outcome.eventCount == repeated.eventCount else {
      throw RunFault.diverged(
        Divergence(
          equalAtMicroseconds: equalAt, differentAtMicroseconds: simulation.endTime.microseconds,
          firstDigest: outcome.digest, secondDigest: repeated.digest))
    }
    return outcome
  }

  private func step(
    _ simulation: inout Simulation, to end: SimulationTime, _ plan: RunPlan,
    _ recorder: inout RunRecorder, _ progress: (RunProgress) -> Void
  ) throws {
    if plan.audits { try audit(&simulation, to: end) }
    simulation.run(until: end)
    try recorder.record(simulation.drain())
    progress(
      RunProgress(
        nowMicroseconds: end.microseconds, endMicroseconds: simulation.endTime.microseconds,
        eventCount: simulation.eventCount))
  }

  /// Runs a slice second by second and checks the invariants after each.
  private func audit(_ simulation: inout Simulation, to end: SimulationTime) throws {
    while simulation.now < end {
      simulation.run(until: min(end, simulation.now + .seconds(1)))
      let failures = simulation.auditFailures()
      guard failures.isEmpty else {
        throw RunFault.unsound(
          atMicroseconds: simulation.now.microseconds, failures: failures)
      }
    }
  }

  private func close(
    _ simulation: inout Simulation, _ recorder: inout RunRecorder
  ) throws -> RunOutcome {
    let outcome = simulation.finish()
    try recorder.record(simulation.drain())
    return outcome
  }

  /// The ends of the slices: at least a hundred of them where seconds allow, for a steady progress.
  private func slices(of simulation: borrowing Simulation) -> [SimulationTime] {
    let end = simulation.endTime.microseconds
    let length = max(1, min(sliceMicroseconds, max(1_000_000, end / 100)))
    return stride(from: length, to: end, by: Int64.Stride(length))
      .map { SimulationTime(microseconds: $0) } + [simulation.endTime]
  }
}
