// SPDX-License-Identifier: Apache-2.0

public import Metrics

/// One stored run as the report draws it: its samples thinned to what a page can show.
public struct ReportedRun: Sendable {
  /// What tells the run from others on the page, such as `run 3`.
  public var name: String
  /// What was known before the run started.
  public var header: RunHeader
  /// How the run ended, or nil if it did not reach its end.
  public var outcome: RunOutcome?
  /// The events that are not stages of a pod's life, in order of time.
  public var events: [EventRecord]
  /// Whether later events were not read because there are too many.
  public var eventsAreCut = false
  /// The pods that took longest from creation to readiness, the slowest first.
  public var slowestPods: [PodRecord]
  /// The number of pods that the run recorded.
  public var podCount: Int
  /// Where the minutes of each rise of replicas went, in order of time.
  package var scaleUps: [ScaleUpEpisode] = []
  /// The batches of rollouts with what bound them, in order of their begin.
  package var batches: [BatchExplanation] = []
  /// What releases in batches have published, in order of time.
  package var batchStatuses: [BatchStatusRecord] = []
  /// The series that a chart shows, in the order of the store.
  package private(set) var lines: [ReportedSeries]
  /// The last instant of which the run has a sample, in microseconds.
  package private(set) var lastSampleMicroseconds: Int64

  /// Creates a run without samples.
  public init(
    name: String, header: RunHeader, outcome: RunOutcome?, events: [EventRecord] = [],
    pods: [PodRecord] = []
  ) {
    self.name = name
    self.header = header
    self.outcome = outcome
    self.events = events
    podCount = pods.count
    lines = []
    lastSampleMicroseconds = 0
    slowestPods = []
    slowestPods = Self.slowest(pods, until: endMicroseconds)
  }

  /// Adds a series; running totals become rates, and more samples than a chart has room for are
  /// thinned so that every peak stays.
  public mutating func add(_ series: Series, chunks: [SampleChunk]) {
    var trace = Trace()
    for chunk in chunks { trace.append(chunk) }
    lastSampleMicroseconds = max(lastSampleMicroseconds, trace.points.last?.microseconds ?? 0)
    if series.metric.kind == .counter { trace = trace.ratePerSecond() }
    lines.append(ReportedSeries(series: series, trace: Downsampling.reduce(trace)))
  }

  /// Whether the run reached its end.
  package var isComplete: Bool { outcome != nil }

  /// The end of the run, or of what is stored of it.
  package var endMicroseconds: Int64 {
    isComplete
      ? header.durationMicroseconds
      : max(lastSampleMicroseconds, events.last?.timeMicroseconds ?? 0)
  }

  /// The wall clock of the simulated world.
  package var clock: WallClock {
    WallClock(
      startUnixSeconds: header.startUnixSeconds, utcOffsetSeconds: header.utcOffsetSeconds)
  }

  /// The number of pods whose stages the page lists.
  package static let slowestPodCount = 15

  /// The pods with the longest way to readiness; one that is still on its way counts until `end`.
  static func slowest(_ pods: [PodRecord], until end: Int64) -> [PodRecord] {
    let waits = pods.enumerated().compactMap { position, pod in
      StartupTable.wait(of: pod, until: end).map { (position: position, wait: $0) }
    }
    return
      waits
      .sorted { ($1.wait, $0.position) < ($0.wait, $1.position) }
      .prefix(slowestPodCount)
      .map { pods[$0.position] }
  }
}
