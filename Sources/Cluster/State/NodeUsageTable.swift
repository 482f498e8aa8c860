// SPDX-License-Identifier: Apache-2.0

package import EventKernel

/// The real use of the nodes, as the metrics show it to plugins that look at load.
///
/// Nothing is kept until a plugin asks for it. Times stand still between two scrapes, so that a
/// measurement expires with the first scrape at which it is too old.
package struct NodeUsageTable: Sendable {
  /// What was measured on a node.
  package struct Measurement: BitwiseCopyable, Sendable, Equatable {
    /// Thousandths of a core that all pods used.
    package var cpuMillis: Int64
    /// Bytes that all pods used.
    package var memoryBytes: Int64
    /// When.
    package var at: SimulationTime

    /// Creates a measurement.
    package init(cpuMillis: Int64, memoryBytes: Int64, at: SimulationTime) {
      self.cpuMillis = cpuMillis
      self.memoryBytes = memoryBytes
      self.at = at
    }
  }

  /// A pod of whose use the measurement tells too little, since it came a short time ago.
  package struct UnsettledPod: BitwiseCopyable, Sendable, Equatable {
    /// Its template.
    package var template: TemplateIndex
    /// Its part of what was measured, in thousandths of a core.
    package var cpuMillis: Int64
    /// Its part of what was measured, in bytes.
    package var memoryBytes: Int64

    /// Creates one; a pod that was not measured used nothing.
    package init(template: TemplateIndex, cpuMillis: Int64 = 0, memoryBytes: Int64 = 0) {
      self.template = template
      self.cpuMillis = cpuMillis
      self.memoryBytes = memoryBytes
    }
  }

  /// What the metrics tell of one node at a scrape.
  package struct Sample: Sendable, Equatable {
    /// The sums.
    package var cpuMillis: Int64 = 0
    /// Bytes that all pods used.
    package var memoryBytes: Int64 = 0
    /// The pods that came a short time ago.
    package var unsettled: ContiguousArray<UnsettledPod> = []

    /// Creates a sample of a node without use.
    package init() {}
  }

  /// Whether use is kept.
  package internal(set) var isTracked = false
  /// The instant of the last scrape.
  package private(set) var now = SimulationTime.zero
  private var measurements: ContiguousArray<Measurement?> = []
  private var unsettledPods: ContiguousArray<ContiguousArray<UnsettledPod>> = []
  private var histories: ContiguousArray<NodeLoadHistory> = []
  /// What is computed of the histories; nil if they are not kept.
  var loadPolicy: LoadPolicy?

  /// Creates an empty table.
  init() {}

  /// What was measured last on a node; nil before the first time.
  package func measurement(of node: NodeIndex) -> Measurement? {
    node.position < measurements.count ? measurements[node.position] : nil
  }

  /// The pods of a node that came a short time before its measurement, or after it.
  package func unsettled(on node: NodeIndex) -> ContiguousArray<UnsettledPod> {
    node.position < unsettledPods.count ? unsettledPods[node.position] : []
  }

  /// What was published of the load of a node over time.
  package func load(of node: NodeIndex) -> NodeLoad {
    node.position < histories.count ? histories[node.position].published : NodeLoad()
  }

  mutating func addPod(_ template: TemplateIndex, on node: NodeIndex) {
    grow(to: node.position + 1)
    unsettledPods[node.position].append(UnsettledPod(template: template))
    if loadPolicy != nil { histories[node.position].addBinding(at: now) }
  }

  /// Drops a pod that left, as far as it is not one of those that stay.
  mutating func removePod(_ template: TemplateIndex, on node: NodeIndex, leaving rest: Int) {
    guard node.position < unsettledPods.count else { return }
    let count = unsettledPods[node.position].count { $0.template == template }
    guard count > rest,
      let place = unsettledPods[node.position].firstIndex(where: { $0.template == template })
    else { return }
    unsettledPods[node.position].remove(at: place)
  }

  mutating func begin(_ instant: SimulationTime, nodeCount: Int) {
    now = instant
    grow(to: nodeCount)
  }

  mutating func set(_ sample: Sample, of node: NodeIndex, capacity: Resources) {
    measurements[node.position] = Measurement(
      cpuMillis: sample.cpuMillis, memoryBytes: sample.memoryBytes, at: now)
    unsettledPods[node.position] = sample.unsettled
    guard let loadPolicy else { return }
    histories[node.position].add(
      cpuShare: Self.share(sample.cpuMillis, of: capacity.cpuMillis),
      memoryShare: Self.share(sample.memoryBytes, of: capacity.memoryBytes), at: now, loadPolicy)
  }

  private static func share(_ part: Int64, of whole: Int64) -> Double {
    whole > 0 ? Double(part) / Double(whole) : 0
  }

  private mutating func grow(to count: Int) {
    while measurements.count < count {
      measurements.append(nil)
      unsettledPods.append([])
      histories.append(NodeLoadHistory())
    }
  }
}

extension NodeTable {
  /// Takes in what the metrics tell of the nodes; a node without a sample keeps its old one.
  ///
  /// `samples` is by node and may be shorter than the table.
  package mutating func measure(_ samples: [NodeUsageTable.Sample?], at now: SimulationTime) {
    usage.begin(now, nodeCount: count)
    for node in indices where isPresent[node] {
      if node.position < samples.count, let sample = samples[node.position] {
        let whole = capacity[node] == .zero ? allocatable[node] : capacity[node]
        usage.set(sample, of: node, capacity: whole)
      } else if usage.measurement(of: node) == nil {
        continue
      }
      note(node, .usageMeasured)
    }
  }
}
