// SPDX-License-Identifier: Apache-2.0

public import EventKernel

/// The requests that one workload receives.
public struct TrafficBlock: Sendable, Equatable {
  /// The workload.
  public var target: WorkloadReference
  /// The parts of the rate; they add up.
  public var rate: RateBlock

  /// Creates the load of a workload.
  public init(target: WorkloadReference, rate: RateBlock) {
    self.target = target
    self.rate = rate
  }

  /// The parts of a rate of requests per second.
  public struct RateBlock: Sendable, Equatable {
    /// A rate that never changes.
    public var constant: Double = 0
    /// Straight lines between points; the first and last values hold outside; empty if not given.
    public var points: [Point] = []
    /// A recorded curve, already scaled and shifted; same reading as `points`.
    public var csv: [Point] = []
    /// Where the recorded curve comes from; its factor is already part of `csv`.
    public var recording: RecordingBlock?
    /// A daily wave.
    public var daily: DailyBlock?
    /// Short rises on top of the rest.
    public var bursts: [BurstBlock] = []

    /// Creates a rate of zero.
    public init() {}
  }

  /// A rate at an instant.
  public struct Point: Sendable, Equatable {
    /// The instant.
    public var at: SimulationTime
    /// Requests per second.
    public var rate: Double

    /// Creates a point.
    public init(at: SimulationTime, rate: Double) {
      self.at = at
      self.rate = rate
    }
  }

  /// A file with a recorded curve.
  public struct RecordingBlock: Sendable, Equatable {
    /// The file, relative to the scenario.
    public var path: String
    /// The column of the rate; the second one if nil.
    public var column: String?
    /// The factor that was applied to each rate of the file.
    public var scale: Double = 1
    /// The instant of the file that was moved to the start of the run.
    public var start: SimulationDuration = .zero

    /// Creates a reference to a file that is used as it is.
    public init(path: String) {
      self.path = path
    }
  }

  /// A cosine over 24 hours.
  public struct DailyBlock: Sendable, Equatable {
    /// The least rate of the day, twelve hours from the peak.
    public var low: Double
    /// The greatest rate of the day.
    public var high: Double
    /// The time of day of the peak, in seconds after local midnight.
    public var peakSecondOfDay: Int

    /// Creates a wave.
    public init(low: Double, high: Double, peakSecondOfDay: Int) {
      self.low = low
      self.high = high
      self.peakSecondOfDay = peakSecondOfDay
    }
  }

  /// A rise that is linear and a fall that is exponential.
  public struct BurstBlock: Sendable, Equatable {
    /// The instant at which the rise begins.
    public var at: SimulationTime
    /// The height as a multiple of the rate without bursts at that instant.
    public var times: Double = 0
    /// The height in requests per second; adds to `times`.
    public var rate: Double = 0
    /// The length of the rise.
    public var rise: SimulationDuration = .seconds(45)
    /// The time constant of the fall.
    public var decay: SimulationDuration = .seconds(180)

    /// Creates a burst of no height.
    public init(at: SimulationTime) {
      self.at = at
    }
  }
}
