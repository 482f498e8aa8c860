// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Cluster
import Planner

/// The verb `schedule`.
struct ScheduleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule",
    abstract: "Place pods once on nodes as the scheduler of Kubernetes would, without a clock.",
    discussion: """
      Pods with spec.nodeName are put on their nodes first. The others are tried in the order of \
      the files, each once. Deployments, ReplicaSets, StatefulSets, DaemonSets, Jobs, \
      ReplicationControllers and CloneSets of which no pod is given are expanded to their replicas; \
      where a dump has their pods, they only tell what selects them. CSV files are read as node \
      and pod lists of the public GPU cluster trace of Alibaba (2023).

      For pods that wait, the cheapest cure is the one that changes the fewest things: cordons, \
      resources of one node, rules of the pod, labels, taints, nodes added, preferred in this \
      order. Each is tried with the real filters.
      """)

  @OptionGroup var objects: ObjectOptions

  @Option(help: "What pods without a node may do to less important ones: off, dryRun or evict.")
  var preemption = OneShotScheduling.Preemption.off

  @Option(help: "The order in which pods are tried: as in the files, or higher priorities first.")
  var order = Order.file

  @Option(
    help: ArgumentHelp(
      "Among equally good nodes: smallest-name, seed=N for a draw, sample[=PERCENT][,seed=N].",
      valueName: "rule"),
    transform: Self.ties)
  var ties = TieRule.smallestName

  @Flag(
    help: """
      Tell the scores of the chosen nodes by plugin; with -o json those of all nodes, if pods \
      times nodes is at most 200000.
      """)
  var scores = false

  @Flag(help: "Print long lists whole.")
  var all = false

  @Option(name: .shortAndLong, help: "How to print.")
  var output = TableOrJSON.table

  enum Order: String, ExpressibleByArgument, CaseIterable {
    case file
    case priority
  }

  /// Pairs of a pod and a node beyond this many get no scores one by one.
  private static let mostScores = 200_000

  func validate() throws {
    if scores, ties != .smallestName {
      throw ValidationError("--scores needs --ties smallest-name")
    }
  }

  func run() throws {
    let input = try objects.load()
    var options = ScheduleRun.Options()
    options.preemption = preemption
    options.detail = scores ? detail(input) : .count
    options.ties = ties
    options.isByPriority = order == .priority
    var run = ScheduleRun(input, options: options)
    let limit = all ? Int.max : output == .table ? ScheduleText.mostGroups : 100
    switch output {
    case .table:
      let pending = PendingExplanation.all(of: &run, atMost: limit)
      let text = ScheduleText(run, pending: pending, isWhole: all, hasScores: scores)
      try DataOutput.print(text.lines.joined(separator: "\n") + "\n")
    case .json:
      let pending = PendingExplanation.all(of: &run, atMost: limit)
      let document = ScheduleDocument.value(run, pending: pending, version: Version.json)
      try DataOutput.print(document.jsonLines + "\n")
    }
  }

  /// All scores of all nodes as long as they can be held and read, else those of the chosen nodes.
  private func detail(_ input: ScheduleInput) -> OneShotScheduling.Detail {
    let (pairs, overflow) = input.pods.count.multipliedReportingOverflow(by: input.nodes.count)
    return output == .json && !overflow && pairs <= Self.mostScores ? .full : .tied
  }

  private static func ties(_ text: String) throws -> TieRule {
    guard let rule = TieRule(text) else {
      throw ValidationError(
        "expected smallest-name, seed=N or sample[=PERCENT][,seed=N], found \"\(text)\"")
    }
    return rule
  }
}

extension OneShotScheduling.Preemption: ExpressibleByArgument {}
