// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

/// One sync of a Job, with pods written as text, one letter each.
///
/// `p` pending, `r` running, `s` succeeded, `f` failed, `t` running and terminating.
@Suite struct JobRuleTests {
  static func view(
    _ pods: String, parallelism: Int32 = 1, completions: Int32? = 1, isIndexed: Bool = false,
    _ change: (inout JobView) -> Void = { _ in }
  ) -> JobView {
    var spec = Job.Spec()
    spec.parallelism = parallelism
    spec.completions = completions
    spec.completionMode = isIndexed ? .indexed : .nonIndexed
    var view = JobView(spec: spec)
    view.startedAt = .zero
    for (place, letter) in pods.enumerated() {
      var pod = JobView.Pod(id: place, index: isIndexed ? place : nil)
      pod.phase =
        switch letter {
        case "s": .succeeded
        case "f": .failed
        case "p": .pending
        default: .running
        }
      pod.isTerminating = letter == "t"
      pod.finishedAt = .zero + .seconds(Int64(place))
      pod.createdAt = .zero + .seconds(Int64(place))
      view.pods.append(pod)
    }
    view.now = .zero + .hours(1)
    change(&view)
    return view
  }

  @Test(arguments: [
    ("", 3, 5, 3), ("rr", 3, 5, 1), ("sssr", 3, 5, 1), ("ssss", 3, 5, 1), ("rrr", 3, 5, 0),
    ("f", 1, 1, 1), ("t", 1, 1, 1),
  ])
  func `as many pods run as may and are still needed`(
    pods: String, parallelism: Int32, completions: Int32, created: Int
  ) {
    let view = Self.view(pods, parallelism: parallelism, completions: completions)
    #expect(JobRule.sync(view).creations.count == created)
    #expect(JobRule.sync(view).deletions.isEmpty)
  }

  @Test func `without completions any success ends the job when the others are done`() {
    let going = JobRule.sync(Self.view("sr", parallelism: 3, completions: nil))
    #expect(going.creations.isEmpty && going.outcome == .running)
    #expect(JobRule.sync(Self.view("sss", parallelism: 3, completions: nil)).outcome == .complete)
    #expect(JobRule.sync(Self.view("", parallelism: 3, completions: nil)).creations.count == 3)
  }

  @Test func `with pods on their way out completion waits`() {
    let view = Self.view("st", parallelism: 2) { $0.spec.podReplacementPolicy = .failed }
    #expect(JobRule.sync(view).outcome == .successCriteriaMet)
    #expect(JobRule.sync(Self.view("s")).outcome == .complete)
  }

  @Test func `replacements wait for the end of a pod only if the policy says so`() {
    #expect(JobRule.sync(Self.view("t")).creations.count == 1)
    let waiting = Self.view("t") { $0.spec.podReplacementPolicy = .failed }
    #expect(JobRule.sync(waiting).creations.isEmpty)
    #expect(JobRule.sync(waiting).failed == 0 && JobRule.sync(Self.view("t")).failed == 1)
  }

  @Test(arguments: [("f", 10), ("ff", 20), ("fff", 40), ("sf", 10), ("fffffff", 600)])
  func `after failures new pods wait, longer each time`(pods: String, seconds: Int64) {
    func sync(at second: Int64) -> JobSync {
      JobRule.sync(
        Self.view(pods, completions: 9) {
          $0.spec.backoffLimit = 99
          $0.now = .zero + .seconds(second)
        })
    }
    let last = Int64(pods.count - 1)
    #expect(sync(at: last + seconds - 1).creations.isEmpty)
    #expect(sync(at: last + seconds - 1).recheckAt == .zero + .seconds(last + seconds))
    #expect(sync(at: last + seconds).creations.count == 1)
  }

  @Test func `too many failures end the job and all its pods`() {
    let view = Self.view("ffr", completions: 5) { $0.spec.backoffLimit = 1 }
    let sync = JobRule.sync(view)
    #expect(sync.outcome == .failureTarget(.backoffLimitExceeded) && sync.deletions == [2])
    let over = Self.view("ff", completions: 5) { $0.spec.backoffLimit = 1 }
    #expect(JobRule.sync(over).outcome == .failed(.backoffLimitExceeded))
    let borne = Self.view("ff", completions: 5) { $0.spec.backoffLimit = 2 }
    #expect(JobRule.sync(borne).outcome == .running)
  }

  @Test(arguments: [(0, 0, false), (0, 1, true), (3, 2, false), (3, 3, true)])
  func `restarts in the pod count as failures`(limit: Int32, restarts: Int, fails: Bool) {
    let view = Self.view("r") {
      $0.restartsOnFailure = true
      $0.spec.backoffLimit = limit
      $0.pods[0].restarts = restarts
    }
    #expect((JobRule.sync(view).outcome != .running) == fails)
  }

  @Test func `the deadline ends the job`() {
    func sync(at second: Int64) -> JobSync {
      JobRule.sync(
        Self.view("r") {
          $0.spec.activeDeadlineSeconds = 60
          $0.now = .zero + .seconds(second)
        })
    }
    #expect(sync(at: 59).outcome == .running && sync(at: 59).recheckAt == .zero + .seconds(60))
    #expect(sync(at: 60).outcome == .failureTarget(.deadlineExceeded))
  }

  @Test func `a suspended job has no pods`() {
    let sync = JobRule.sync(Self.view("rr", parallelism: 2) { $0.spec.suspend = true })
    #expect(sync.deletions == [0, 1] && sync.outcome == .suspended)
  }

  @Test func `pods too many go, those that came least far first`() {
    let sync = JobRule.sync(Self.view("rprp", parallelism: 1, completions: 9))
    #expect(sync.deletions == [3, 1, 2])
  }

  @Test func `indexes are filled from the lowest, once each`() {
    let view = Self.view("sfr", parallelism: 4, completions: 6, isIndexed: true)
    #expect(JobRule.sync(view).creations == [1, 3, 4])
    let doubled = Self.view("rr", parallelism: 2, completions: 6, isIndexed: true) {
      $0.pods[1].index = 0
    }
    #expect(JobRule.sync(doubled).deletions == [1])
  }

  @Test func `an index that failed too often is given up, and so is the job at last`() {
    func view(_ pods: String, _ indexes: [Int]) -> JobView {
      Self.view(pods, parallelism: 3, completions: 3, isIndexed: true) {
        $0.spec.backoffLimitPerIndex = 1
        $0.spec.backoffLimit = .max
        for (place, index) in indexes.enumerated() { $0.pods[place].index = index }
      }
    }
    let going = JobRule.sync(view("ffr", [0, 0, 1]))
    #expect(going.failedIndexes == [0] && going.creations == [2])
    #expect(JobRule.sync(view("ffss", [0, 0, 1, 2])).outcome == .failed(.failedIndexes))
    var bounded = view("ffr", [0, 0, 1])
    bounded.spec.maxFailedIndexes = 0
    #expect(JobRule.sync(bounded).outcome == .failureTarget(.maxFailedIndexesExceeded))
  }

  @Test func `a sync creates 500 pods at most`() {
    let view = Self.view("", parallelism: 900, completions: 900)
    #expect(JobRule.sync(view).creations.count == 500)
  }

  @Test(arguments: UInt64(1)...UInt64(60))
  func `a job whose pods mostly succeed completes with as many as it wants`(seed: UInt64) {
    var random = RandomStream(seed: seed, name: "job")
    let isIndexed = random.next(below: 2) == 0
    let completions = 1 + random.next(below: 20)
    var view = Self.view(
      "", parallelism: Int32(1 + random.next(below: 6)), completions: Int32(completions),
      isIndexed: isIndexed
    ) { $0.spec.backoffLimit = 1_000 }
    var id = 0
    var outcome = JobSync.Outcome.running
    for step in 0..<2_000 where outcome == .running {
      let sync = JobRule.sync(view)
      outcome = sync.outcome
      #expect(sync.active + sync.creations.count <= Int(view.spec.parallelism), "seed \(seed)")
      #expect(sync.creations.isEmpty || sync.deletions.isEmpty, "seed \(seed), step \(step)")
      for index in sync.creations {
        view.pods.append(JobView.Pod(id: id, index: index))
        id += 1
      }
      view.now = view.now + .seconds(60)
      for place in view.pods.indices where view.pods[place].phase == .pending {
        view.pods[place].phase = random.next(below: 4) == 0 ? .failed : .succeeded
        view.pods[place].finishedAt = view.now
      }
    }
    #expect(outcome == .complete, "seed \(seed)")
    #expect(view.pods.count { $0.phase == .succeeded } == completions, "seed \(seed)")
  }

  @Test func `what was decided stays decided`() {
    let failing = Self.view("t") { $0.failureTarget = .deadlineExceeded }
    #expect(JobRule.sync(failing).outcome == .failureTarget(.deadlineExceeded))
    let failed = Self.view("s") { $0.failureTarget = .backoffLimitExceeded }
    #expect(JobRule.sync(failed).outcome == .failed(.backoffLimitExceeded))
    let complete = Self.view("sf", completions: 1) {
      $0.isSuccessDecided = true
      $0.spec.backoffLimit = 0
    }
    #expect(JobRule.sync(complete).outcome == .complete)
  }

  @Test func `restarts of pods on their way out count too`() {
    let view = Self.view("tr") {
      $0.restartsOnFailure = true
      $0.spec.backoffLimit = 3
      $0.spec.podReplacementPolicy = .failed
      $0.pods[0].restarts = 2
      $0.pods[1].restarts = 1
    }
    #expect(JobRule.sync(view).outcome == .failureTarget(.backoffLimitExceeded))
  }

  @Test func `a deleted pod is a failure that must be waited for`() {
    let soon = Self.view("t") { $0.now = .zero + .seconds(4) }
    #expect(JobRule.sync(soon).creations.isEmpty)
    #expect(JobRule.sync(soon).recheckAt == .zero + .seconds(10))
    let late = Self.view("t") { $0.now = .zero + .seconds(10) }
    #expect(JobRule.sync(late).creations.count == 1)
  }

  @Test func `the last pods too many go and the job is complete`() {
    let sync = JobRule.sync(Self.view("sssr", parallelism: 2, completions: 3))
    #expect(sync.deletions == [3] && sync.outcome == .successCriteriaMet)
  }

  @Test func `all pods of a suspended job go at once`() {
    let view = Self.view(String(repeating: "r", count: 600), parallelism: 600, completions: 600) {
      $0.spec.suspend = true
    }
    #expect(JobRule.sync(view).deletions.count == 600)
  }

  @Test func `indexes that wait keep their share of the parallelism`() {
    let view = Self.view("ff", parallelism: 2, completions: 4, isIndexed: true) {
      $0.spec.backoffLimitPerIndex = 3
      $0.spec.backoffLimit = .max
      $0.now = .zero + .milliseconds(10_500)
    }
    // The back-off of index 0 ended at 10 s, that of index 1 ends at 11 s; index 2 has to wait.
    #expect(JobRule.sync(view).creations == [0] && JobRule.sync(view).recheckAt == nil)
    var early = view
    early.now = .zero + .seconds(5)
    #expect(JobRule.sync(early).creations.isEmpty)
    #expect(JobRule.sync(early).recheckAt == .zero + .seconds(10))
  }

  @Test func `failures beyond the indexes do not count`() {
    let view = Self.view("rf", parallelism: 1, completions: 1, isIndexed: true) {
      $0.spec.backoffLimit = 0
    }
    #expect(JobRule.sync(view).failed == 0 && JobRule.sync(view).outcome == .running)
  }

  @Test func `what the controller deletes as too many is no failure`() {
    let released = Self.view("tf") {
      $0.spec.backoffLimit = 0
      $0.now = .zero + .seconds(2)
      for place in $0.pods.indices { $0.pods[place].isReleased = true }
    }
    let sync = JobRule.sync(released)
    #expect(sync.failed == 0 && sync.terminating == 1 && sync.creations.count == 1)
    #expect(JobRule.sync(Self.view("tf") { $0.spec.backoffLimit = 0 }).failed == 2)
  }
}
