// SPDX-License-Identifier: Apache-2.0

public import EventKernel
public import Manifests

/// Karpenter: the machines that it can buy and how they come.
public struct KarpenterBlock: Sendable, Equatable {
  /// A kind of machine with what it costs where.
  public struct InstanceType: Sendable, Equatable {
    /// What a machine costs in one zone and one way to pay.
    public struct Offering: Sendable, Equatable {
      /// The zone; nil if machines tell none.
      public var zone: String?
      /// Whether the provider may take the machine back.
      public var isSpot: Bool
      /// The price for an hour.
      public var pricePerHour: Double

      /// Creates an offering.
      public init(zone: String?, isSpot: Bool, pricePerHour: Double) {
        self.zone = zone
        self.isSpot = isSpot
        self.pricePerHour = pricePerHour
      }
    }

    /// The name.
    public var name = ""
    /// What a machine has.
    public var capacity = ResourceList()
    /// Labels besides those of name, zone and way to pay.
    public var labels = LabelSet()
    /// Where it is to be had, at least once.
    public var offerings: [Offering] = []
    var zones: [String] = []
    var price = 0.0
    var spotPrice: Double?

    /// Creates a kind without a name.
    public init() {}
  }

  /// How long no pod must come until a batch ends.
  public var batchIdleDuration = SimulationDuration.seconds(1)
  /// How old a batch may grow.
  public var batchMaxDuration = SimulationDuration.seconds(10)
  /// The time from the order to the machine.
  public var launch = DurationSpread(median: .seconds(2), p99: .seconds(5))
  /// The time from the machine to its node.
  public var registration = DurationSpread(median: .seconds(35), p99: .seconds(60))
  /// The time from the node to its readiness.
  public var initialization = DurationSpread(median: .seconds(10), p99: .seconds(20))
  /// The share of orders that the provider can not fulfil.
  public var failureRatio = 0.0
  /// The machines that can be bought.
  public var instanceTypes: [InstanceType] = []

  /// Creates a provider without machines.
  public init() {}
}
