// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

extension Scenario: ScenarioBlock {
  /// The version of the format that is read.
  static let apiVersion = "springtide.dev/v1alpha1"
  /// The kind of the document.
  static let kind = "Scenario"

  static let blank = Scenario(
    name: "", start: WallClock(unixSeconds: 0), duration: .zero, cluster: .blank)

  static let fields: [Field<Scenario>] = [
    Field(
      "apiVersion", .choice([apiVersion], name: "version"), .required, "The version of the format."
    ) { _, _ in },
    Field("kind", .choice([kind], name: "kind"), .required, "The kind of the document.") { _, _ in
    },
    Field(section: "metadata", required: true, metadataFields, "What the scenario is called."),
    Field(section: "spec", required: true, specFields, "What is simulated."),
  ]

  private static let metadataFields: [Field<Scenario>] = [
    Field("name", \.name, .dnsLabel(), .required, "The name of the scenario."),
    Field(
      "description", \.description, .text(atMost: 2000), .convention("no description"),
      "What the scenario shows, in a sentence or two."),
  ]

  private static let specFields: [Field<Scenario>] = [
    Field(
      "seed", \.seed, .seed, .convention("any seed is as good as another"),
      "The seed of all random streams."),
    Field(
      "start", \.start, .instant.also { start, _, reading in reading.start = start }, .required,
      "The instant of simulated time zero and the clock that cron schedules read."),
    Field(
      "duration", \.duration,
      .duration(.seconds(1)).also { duration, _, reading in reading.duration = duration },
      .required, "The simulated length."),
    Field(
      section: "sampling",
      [
        Field(
          "interval", \.sampleInterval,
          .duration(.seconds(1), to: .hours(24)).also(checkSamples),
          .convention("as often as the metrics pipeline measures"),
          "The distance of two samples of every series; at most \(mostSamples) samples a run.")
      ], "How often the state is recorded."),
    Field(
      "trafficStep", \.trafficStep,
      .duration(.milliseconds(100), to: .hours(1)).also(checkSteps),
      .assumed("recorded curves have steps of 60 s and more, bursts rise over 30 s and more"),
      "The distance of two evaluations of the load; at most \(mostSteps) steps a run."),
    Field(
      "clusters", \.cluster,
      .onlyItem(
        of: .block(ClusterBlock.self),
        tooMany: "this version simulates one cluster; write one scenario for each"), .required,
      "The cluster that is simulated: a list of exactly one for now."),
    Field(
      "behavior", \.behavior, .list(of: .block(BehaviorBlock.self)),
      .convention("every workload starts as `startup` says by default and serves no requests"),
      "What manifests do not say of workloads; one entry a workload."),
    Field(
      "traffic", \.traffic, .list(of: .block(TrafficBlock.self)), .convention("no load"),
      "The requests that workloads receive; one entry a workload."),
    Field(
      "timeline", \.timeline, .list(of: .block(TimelineEntry.self)), .convention("nothing happens"),
      "What an operator or fate does at which instant."),
    Field(
      "objectives", \.objectives, .list(of: .block(ObjectiveBlock.self)),
      .convention("nothing is promised"), "What must hold; a run that breaks one exits with 1."),
  ]

  /// The most samples of a series: a day by the second and a year by the minute fit.
  private static let mostSamples: Int64 = 600_000
  /// The most evaluations of the load: 400 days by the second fit.
  private static let mostSteps: Int64 = 40_000_000

  @Sendable private static func checkSamples(
    _ interval: SimulationDuration, _ value: Value, _ reading: Reading
  ) {
    check(interval, atMost: mostSamples, "samples", value, reading)
  }

  @Sendable private static func checkSteps(
    _ step: SimulationDuration, _ value: Value, _ reading: Reading
  ) {
    check(step, atMost: mostSteps, "steps", value, reading)
  }

  private static func check(
    _ step: SimulationDuration, atMost count: Int64, _ name: String, _ value: Value,
    _ reading: Reading
  ) {
    guard let duration = reading.duration, duration / step > count else { return }
    reading.report(
      value, found: "\(value.summary) gives \(duration / step) \(name)",
      expected: "at most \(count)")
  }

  static func check(_ block: inout Scenario, at value: Value, _ reading: Reading) {
    // A default that was not written down must fit a long run as well.
    checkDefault(
      block.sampleInterval, atMost: mostSamples, "spec.sampling.interval", value, reading)
    checkDefault(block.trafficStep, atMost: mostSteps, "spec.trafficStep", value, reading)
  }

  private static func checkDefault(
    _ step: SimulationDuration, atMost count: Int64, _ path: String, _ value: Value,
    _ reading: Reading
  ) {
    guard let duration = reading.duration, duration / step > count else { return }
    reading.report(
      value["spec"]?["duration"] ?? value, key: path,
      found: "the default \(DurationText.text(step)) gives \(duration / step) steps",
      expected: "at most \(count)", hint: "set \(path)")
  }
}
