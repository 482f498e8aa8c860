// SPDX-License-Identifier: Apache-2.0

import Foundation
import MetricStore
import Testing

/// A process that is killed at any moment leaves a store that tells the truth.
@Suite(.serialized)
struct KillTests {
  /// A run that lasts long enough to be killed in the middle.
  private struct LongRun {
    var arguments: [String]
    /// How long it takes on this machine, now.
    var seconds: Double
    /// The digest at its end.
    var digest: String
  }

  private func longRun(in folder: TestFolder) async throws -> LongRun {
    var hours = 12
    while true {
      let arguments = ["run", "small.yaml", "--set", "spec.duration=\(hours)h"]
      let run = try RunningCommand(
        arguments + ["--db", "trial.sqlite", "-o", "json"], in: folder, binary: Binary.fastest)
      let end = try await run.finish()
      let seconds = try #require(run.seconds)
      try #require(end.code <= 1, "\(end.errors)")
      let head = try #require(try end.json()["run"] as? [String: Any])
      let digest = try #require(head["digest"] as? String)
      if seconds > 0.5 { return LongRun(arguments: arguments, seconds: seconds, digest: digest) }
      hours *= 2
    }
  }

  @Test func `twenty kills at random moments leave a readable store that tells the truth`()
    async throws
  {
    let folder = try TestFolder()
    let long = try await longRun(in: folder)
    let seed: UInt64 = 20_190_204
    var random = SplitMix(state: seed)
    let db = folder.path("killed.sqlite")
    var known = 0
    var incomplete = 0
    // The load of the machine changes, and with it the span in which a kill hits a run.
    var span = long.seconds
    for round in 1...60 where incomplete < 20 {
      let run = try RunningCommand(
        long.arguments + ["--db", db], in: folder, binary: Binary.fastest)
      let wait = random.unit() * span
      run.signal(9, afterSeconds: wait)
      _ = try await run.finish()
      let when = "seed \(seed), round \(round), killed after \(wait) s of \(long.seconds) s"
      let runs = try await runs(in: db, folder, when)
      guard runs.count > known, let last = runs.last else {
        span *= 1.2
        continue
      }
      known = runs.count
      // The kill may come between the last transaction and the end of the process.
      let isComplete = last["status"] as? String == "complete"
      #expect(isComplete || last["status"] as? String == "incomplete", "\(when)")
      #expect(last["digest"] as? String == (isComplete ? long.digest : nil), "\(when)")
      if isComplete { span = min(span * 0.8, run.seconds ?? span) } else { incomplete += 1 }
    }
    #expect(incomplete == 20, "only \(incomplete) kills, seed \(seed), hit a run")
  }

  /// The runs that are listed; first, the file must be sound.
  private func runs(
    in db: String, _ folder: TestFolder, _ when: String
  ) async throws -> [[String: Any]] {
    guard FileManager.default.fileExists(atPath: db) else { return [] }
    let faults = try RunStore(path: db).integrityFaults()
    #expect(faults.isEmpty, "\(when): \(faults)")
    let list = try await CommandRun.of("runs", "--db", db, "-o", "json", in: folder)
    #expect(list.code == 0, "\(when): \(list.errors)")
    return try #require(try list.json()["runs"] as? [[String: Any]], "\(when)")
  }
}

/// A small generator for the moments of the kills; the seed is printed with every failure.
private struct SplitMix {
  var state: UInt64

  /// A number from 0 to below 1.
  mutating func unit() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return Double((mixed ^ mixed >> 31) >> 11) / 0x1p53
  }
}
