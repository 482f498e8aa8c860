// SPDX-License-Identifier: Apache-2.0

import Metrics
import Report
import Testing

/// Paths without gaps, told backwards, of batches and of rises of replicas.
@Suite struct CriticalPathTests {
  private static let second: Int64 = 1_000_000

  /// A pod that was asked for at an instant and took a second for each stage, but for the pull.
  private static func pod(
    _ name: String, requested: Int64, revision: Int = 2, pull: Int64 = 0, node: String = "n1",
    client: Int64 = 1, known: Int64? = nil
  ) -> PodRecord {
    var at = PodRecord.Stages()
    at.known = (known ?? requested) * second
    at.requested = requested * second
    at.created = at.requested + client * second
    at.scheduled = at.created + second
    at.seen = at.scheduled + second
    at.sandboxed = at.seen + second
    if pull > 0 { at.pulling = at.sandboxed }
    at.pulled = at.sandboxed + pull * second
    at.started = at.pulled + second
    at.answering = at.started + 3 * second
    at.ready = at.answering + 2 * second
    at.available = at.ready
    return PodRecord(
      name: "default/\(name)", workload: "Deployment/default/web", revision: revision, node: node,
      stages: at)
  }

  private static func batch(from start: Int64, to end: Int64) -> BatchRecord {
    var batch = BatchRecord(
      workload: "Deployment/default/web", rollout: 1, batch: 1, replicas: 2,
      startedMicroseconds: start * second)
    batch.endedMicroseconds = end * second
    batch.revision = 2
    batch.outcome = .completed
    return batch
  }

  private static func seconds(_ path: CriticalPath) -> [PathCause: Int64] {
    Dictionary(
      path.totals.map { ($0.cause, $0.microseconds / second) }, uniquingKeysWith: +)
  }

  private static func hasNoGap(_ path: CriticalPath) -> Bool {
    zip(path.steps, path.steps.dropFirst()).allSatisfy { $0.to == $1.from }
  }

  @Test func `a step that begins no earlier than the path adds nothing`() {
    var path = CriticalPath(endingAt: 100)
    path.prepend(.probe, from: 90)
    path.prepend(.start, from: 95)
    path.prepend(.probe, from: 80)
    path.prepend(.pull, from: 20)
    let told = path.finished(from: 30)
    #expect(told.steps.map(\.cause) == [.pull, .probe])
    #expect(told.steps.map(\.from) == [30, 80])
    #expect(told.steps.map(\.to) == [80, 100])
    #expect(told.binding?.cause == .pull)
    #expect(told.binding?.microseconds == 50)
  }

  @Test func `the path of a batch goes through the pod before to its begin`() throws {
    var history = RunHistory(endMicroseconds: 1_000 * Self.second)
    // The second pod is asked for two seconds after the first was known to be available.
    let first = Self.pod("a", requested: 11, pull: 20)
    let known = first.stages.available / Self.second + 1
    let second = Self.pod("b", requested: known + 2, client: 5, known: known)
    let end = second.stages.available / Self.second + 4
    history.pods = [first, second, Self.pod("old", requested: 1, revision: 1)]
    history.batches = [Self.batch(from: 10, to: end)]
    let explained = try #require(history.explainBatches().first)
    #expect(explained.podCount == 2)
    #expect(explained.slowest?.name == "default/b")
    #expect(explained.chainLength == 2)
    #expect(Self.hasNoGap(explained.path))
    #expect(explained.path.steps.first?.from == 10 * Self.second)
    #expect(explained.path.steps.last?.to == end * Self.second)
    let seconds = Self.seconds(explained.path)
    #expect(seconds[.pull] == 20)
    #expect(seconds[.clientRate] == 6)
    // One before the first pod, three between the two, four at the end.
    #expect(seconds[.statusSync] == 8)
    #expect(seconds[.warmUp] == 6 && seconds[.probe] == 4 && seconds[.scheduling] == 2)
    #expect(explained.path.binding?.cause == .pull)
    #expect(explained.turnMicroseconds == (known + 2 - 10) * Self.second)
  }

  @Test(arguments: [(client: Int64(1), PathCause.disruptionBudget), (client: 30, .clientRate)])
  func `the budget binds pods that wait for one another, not those that wait for the same`(
    client: Int64, bound: PathCause
  ) throws {
    var history = RunHistory(endMicroseconds: 1_000 * Self.second)
    var requested: Int64 = 10
    for name in ["a", "b", "c"] {
      let pod = Self.pod(name, requested: requested, client: client)
      history.pods.append(pod)
      requested = pod.stages.available / Self.second
    }
    history.batches = [Self.batch(from: 10, to: requested)]
    let explained = try #require(history.explainBatches().first)
    #expect(explained.chainLength == 3)
    #expect(explained.boundBy == bound)
    // The stages of a pod alone are not held by others.
    history.pods.removeFirst(2)
    history.batches = [Self.batch(from: history.pods[0].stages.known / Self.second, to: requested)]
    let alone = try #require(history.explainBatches().first)
    #expect(alone.boundBy == alone.path.binding?.cause)
  }

  @Test func `news that wait behind the requests of the controller wait for its client`() throws {
    var history = RunHistory(endMicroseconds: 1_000 * Self.second)
    let first = Self.pod("a", requested: 10)
    let available = first.stages.available / Self.second
    // The controller still sends two other requests when the first pod is available, then rests.
    var late = Self.pod("b", requested: available - 5, client: 15)
    late.stages.available = -1
    var old = Self.pod("old", requested: 1, revision: 1)
    old.ending = .controller
    old.stages.endRequested = (available + 8) * Self.second
    old.stages.terminating = (available + 20) * Self.second
    let last = Self.pod("c", requested: available + 24)
    history.pods = [first, late, old, last]
    history.batches = [Self.batch(from: 10, to: last.stages.available / Self.second)]
    let explained = try #require(history.explainBatches().first)
    #expect(explained.chainLength == 2)
    #expect(Self.hasNoGap(explained.path))
    let seconds = Self.seconds(explained.path)
    // Twenty seconds of others, one of its own creation and one of that of the first pod.
    #expect(seconds[.clientRate] == 22)
    #expect(seconds[.statusSync] == 4)
  }

  @Test func `what became available after the decision could not have led to it`() throws {
    var history = RunHistory(endMicroseconds: 1_000 * Self.second)
    let first = Self.pod("a", requested: 10)
    let late = first.stages.available / Self.second
    // Decided on what was known one second before the first pod was available.
    let second = Self.pod("b", requested: late + 5, known: late - 1)
    history.pods = [first, second]
    history.batches = [Self.batch(from: 10, to: late + 60)]
    let explained = try #require(history.explainBatches().first)
    #expect(explained.chainLength == 1)
    #expect(Self.seconds(explained.path)[.pull] == nil)
    #expect(explained.path.steps.first?.from == 10 * Self.second)
  }

  @Test func `a pod that keeps its name waits for the one before it to go`() throws {
    var history = RunHistory(endMicroseconds: 1_000 * Self.second)
    var old = Self.pod("web-0", requested: 1, revision: 1)
    old.stages.endRequested = 100 * Self.second
    old.stages.terminating = 140 * Self.second
    old.stages.deleted = 147 * Self.second
    let new = Self.pod("web-0", requested: 150)
    history.pods = [old, new]
    let end = new.stages.available / Self.second + 1
    history.batches = [Self.batch(from: 100, to: end)]
    let explained = try #require(history.explainBatches().first)
    let seconds = Self.seconds(explained.path)
    #expect(seconds[.clientRate] == 41)
    #expect(seconds[.shutdown] == 7)
    #expect(seconds[.statusSync] == 4)
    #expect(Self.hasNoGap(explained.path))
  }

  @Test func `a pod that never was ready binds its batch until the deadline`() throws {
    var history = RunHistory(endMicroseconds: 1_000 * Self.second)
    var stuck = Self.pod("a", requested: 10)
    stuck.stages.answering = -1
    stuck.stages.ready = -1
    stuck.stages.available = -1
    history.pods = [stuck, Self.pod("b", requested: 10)]
    var batch = Self.batch(from: 10, to: 310)
    batch.outcome = .failed
    history.batches = [batch]
    let explained = try #require(history.explainBatches().first)
    #expect(explained.slowest?.name == "default/a")
    #expect(explained.path.binding?.cause == .deadline)
    let started = stuck.stages.started / Self.second
    #expect(Self.seconds(explained.path)[.deadline] == 310 - started)
  }

  @Test func `waiting for a node is told apart from the scheduler and from a new node`() throws {
    var history = RunHistory(endMicroseconds: 1_000 * Self.second)
    var pod = Self.pod("a", requested: 10, node: "new")
    pod.stages.scheduled = 100 * Self.second
    for stage in [
      \PodRecord.Stages.seen, \.sandboxed, \.pulled, \.started, \.answering, \.ready, \.available,
    ] { pod.stages[keyPath: stage] += 100 * Self.second }
    history.pods = [pod]
    history.failures = ["default/a": [13 * Self.second]]
    history.batches = [Self.batch(from: 10, to: 200)]
    let room = try #require(history.explainBatches().first).path
    #expect(Self.seconds(room)[.room] == 87)
    #expect(Self.seconds(room)[.scheduling] == 2)
    history.joined = ["new": 90 * Self.second]
    let node = try #require(history.explainBatches().first).path
    #expect(Self.seconds(node)[.provisioning] == 77)
    #expect(Self.seconds(node)[.scheduling] == 12)
    #expect(Self.seconds(node)[.room] == nil)
  }

  @Test func `a batch without pods is bound by its controllers`() throws {
    var history = RunHistory(endMicroseconds: 1_000 * Self.second)
    history.batches = [Self.batch(from: 10, to: 20)]
    let explained = try #require(history.explainBatches().first)
    #expect(explained.slowest == nil)
    #expect(explained.path.binding?.cause == .statusSync)
  }
}
