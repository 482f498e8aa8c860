// SPDX-License-Identifier: Apache-2.0

import Planner
import Testing

/// What a user reads when two runs of one input differ.
struct DivergenceTests {
  @Test func `the message names the last equal and the first different instant`() {
    let divergence = Divergence(
      equalAtMicroseconds: 59_000_000, differentAtMicroseconds: 60_000_250,
      firstDigest: "aa", secondDigest: "bb")
    #expect(
      divergence.description
        == "two runs of the same input differ after 59.000000 s: "
        + "digests aa and bb at 60.000250 s")
  }

  @Test func `runs that never were equal differ from the start`() {
    let divergence = Divergence(
      equalAtMicroseconds: -1, differentAtMicroseconds: 0, firstDigest: "aa", secondDigest: "bb")
    #expect(divergence.description.contains("differ from the start"))
  }

  @Test func `the audit message lists what is broken`() {
    let fault = RunFault.unsound(atMicroseconds: 1_500_000, failures: ["a is 1", "b is 2"])
    #expect(
      fault.description == "the audit at 1.500000 s found 2 broken invariants:\n  a is 1\n  b is 2")
  }
}
