// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Testing

/// How many pods come and go in one sync of a ReplicaSet, and which go first.
@Suite struct ReplicaSetRuleTests {
  static func candidate(
    _ position: Int, uid: UInt64? = nil, readySeconds: Double? = 3600, ageSeconds: Double = 3700
  ) -> VictimCandidate {
    VictimCandidate(
      position: position, isAssigned: true, phaseRank: 2, isReady: readySeconds != nil,
      podsOnNode: 1, readyNanoseconds: Int64((readySeconds ?? 0) * 1e9),
      ageNanoseconds: Int64(ageSeconds * 1e9), uid: uid ?? UInt64(position))
  }

  /// The order of two pods in which the second has been changed.
  private func goesFirst(_ change: (inout VictimCandidate) -> Void) -> Bool {
    let plain = ReplicaSetRuleTests.candidate(0)
    var changed = ReplicaSetRuleTests.candidate(1, uid: 0)
    change(&changed)
    let first = ReplicaSetRule.victims(among: [plain, changed], count: 1)
    #expect(first == ReplicaSetRule.victims(among: [changed, plain], count: 1))
    return first == [1]
  }

  @Test(arguments: [(5, 5, 0), (5, 2, 3), (2, 5, -3), (10_000, 0, 500), (0, 2_000, -500)])
  func `a sync creates or deletes at most five hundred pods`(
    wanted: Int, active: Int, change: Int
  ) {
    let action = ReplicaSetRule.reconcile(wanted: wanted, active: active)
    switch action {
    case .nothing: #expect(change == 0)
    case .create(let count): #expect(count == change)
    case .delete(let count): #expect(-count == change)
    }
  }

  @Test func `if all pods go there is no ranking`() {
    var pods = (0..<3).map { ReplicaSetRuleTests.candidate($0) }
    pods[2].isReady = false
    #expect(ReplicaSetRule.victims(among: pods, count: 3) == [0, 1, 2])
    #expect(ReplicaSetRule.victims(among: pods, count: 9) == [0, 1, 2])
    #expect(ReplicaSetRule.victims(among: pods, count: 2) == [2, 0])
    #expect(ReplicaSetRule.victims(among: pods, count: 0).isEmpty)
  }

  @Test func `pods without a node go first`() {
    #expect(goesFirst { $0.isAssigned = false })
  }

  @Test(arguments: [UInt8(0), 1]) func `pending and unknown pods go before running ones`(
    rank: UInt8
  ) {
    #expect(goesFirst { $0.phaseRank = rank })
  }

  @Test func `pods that are not ready go first`() {
    #expect(goesFirst { $0.isReady = false })
  }

  @Test func `a lower deletion cost goes first`() {
    #expect(goesFirst { $0.deletionCost = -1 })
    #expect(!goesFirst { $0.deletionCost = 1 })
  }

  @Test func `more pods of the owner on the node go first`() {
    #expect(goesFirst { $0.podsOnNode = 2 })
    #expect(!goesFirst { $0.podsOnNode = 0 })
  }

  @Test func `ready times compare by powers of two of nanoseconds`() {
    // The edge is at 2^42 ns, which is 4398.046511104 s.
    let young = ReplicaSetRuleTests.candidate(0, uid: 9, readySeconds: 4398.0465)
    let old = ReplicaSetRuleTests.candidate(1, uid: 1, readySeconds: 4398.0466)
    #expect(ReplicaSetRule.victims(among: [old, young], count: 1) == [0])
    let same = ReplicaSetRuleTests.candidate(2, uid: 5, readySeconds: 2300)
    #expect(ReplicaSetRule.victims(among: [same, young], count: 1) == [2], "the smaller UID")
    #expect(goesFirst { $0.readyNanoseconds = 0 }, "no age is younger than any")
    #expect(goesFirst { $0.readyNanoseconds = -5 })
  }

  @Test func `unequal ready times in one bucket end the comparison`() {
    var restarted = ReplicaSetRuleTests.candidate(0, uid: 9, readySeconds: 3601)
    restarted.restarts = 50
    let other = ReplicaSetRuleTests.candidate(1, uid: 1)
    #expect(ReplicaSetRule.victims(among: [restarted, other], count: 1) == [1])
  }

  @Test func `more restarts go first, containers before restartable init containers`() {
    #expect(goesFirst { $0.restarts = 1 })
    #expect(goesFirst { $0.initRestarts = 1 })
    var left = ReplicaSetRuleTests.candidate(0)
    var right = ReplicaSetRuleTests.candidate(1)
    left.initRestarts = 9
    right.restarts = 1
    #expect(ReplicaSetRule.victims(among: [left, right], count: 1) == [1])
  }

  @Test func `younger pods go first by the same powers of two`() {
    #expect(goesFirst { $0.ageNanoseconds = 1_000_000_000 })
    let left = ReplicaSetRuleTests.candidate(0, uid: 2, readySeconds: nil, ageSeconds: 10)
    let right = ReplicaSetRuleTests.candidate(1, uid: 1, readySeconds: nil, ageSeconds: 12)
    #expect(ReplicaSetRule.victims(among: [left, right], count: 1) == [1])
  }

  @Test func `equal pods keep the order of the list`() {
    let pods = (0..<100).map { ReplicaSetRuleTests.candidate($0, uid: UInt64(100 - $0)) }
    #expect(ReplicaSetRule.compare(pods[3], pods[7]) == 0)
    #expect(ReplicaSetRule.victims(among: pods, count: 3) == [0, 1, 2])
    #expect(ReplicaSetRule.victims(among: pods, count: 60) == Array(0..<60))
  }

  @Test(arguments: [
    ("5", Int32(5)), ("-5", -5), ("0", 0), ("-05", -5), ("05", 0), ("+5", 0), ("1.5", 0),
    ("", 0), ("2147483647", .max), ("2147483648", 0), ("-3000000000", 0), (" 1", 0), ("1_0", 0),
  ])
  func `a deletion cost is a plain number of 32 bits`(text: String, cost: Int32) {
    #expect(VictimCandidate.cost(ofAnnotation: text) == cost)
    #expect(VictimCandidate.cost(ofAnnotation: nil) == 0)
  }

  @Test func `ages beyond 64 bits are cut`() {
    #expect(VictimCandidate.nanoseconds(.seconds(2)) == 2_000_000_000)
    #expect(VictimCandidate.nanoseconds(.microseconds(.max)) == .max)
    #expect(VictimCandidate.nanoseconds(.microseconds(.min)) == .min)
  }

  @Test(arguments: UInt64(1)...UInt64(20))
  func `the heap takes the same pods as sorting all of them`(seed: UInt64) {
    var random = RandomStream(seed: seed, name: "victims")
    let count = 20 + random.next(below: 400)
    var pods: [VictimCandidate] = []
    for position in 0..<count {
      // All ready times differ, so that the order is consistent.
      var pod = ReplicaSetRuleTests.candidate(
        position, uid: random.nextUInt64(), readySeconds: Double(position * 97 % count) + 0.5)
      pod.isReady = random.next(below: 4) > 0
      if !pod.isReady { pod.ageNanoseconds = Int64(position + 1) << 20 }
      pod.deletionCost = Int32(random.next(below: 3))
      pod.podsOnNode = Int32(1 + random.next(below: 3))
      pods.append(pod)
    }
    let all = pods.sorted(by: ReplicaSetRule.goesBefore).map(\.position)
    for taken in [1, 2, count / 5, count / 3, count - 1] {
      let victims = ReplicaSetRule.victims(among: pods, count: taken)
      #expect(victims == Array(all.prefix(taken)), "seed \(seed), \(taken) of \(count)")
    }
  }
}
