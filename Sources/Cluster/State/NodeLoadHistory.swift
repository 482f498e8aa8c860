// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// The load of one node in the past, from which metrics over time are computed.
///
/// The recording rules are those that crane-scheduler c2c0533 README.md gives to Prometheus: means of
/// five minutes, made every minute; their greatest of an hour and a day, made every five minutes. One
/// number is kept for each five minutes, 288 for each resource.
struct NodeLoadHistory: Sendable {
  private struct Sample: BitwiseCopyable, Sendable {
    var cpu: Double
    var memory: Double
    var at: SimulationTime
  }

  private struct Block: BitwiseCopyable, Sendable {
    var cpu: Float
    var memory: Float
  }

  private static let minute = SimulationDuration.minutes(1)
  private static let block = SimulationDuration.minutes(5)
  private static let blocksPerHour = 12
  private static let blocksPerDay = 288

  private var samples: ContiguousArray<Sample> = []
  private var blocks: ContiguousArray<Block> = []
  private var current: Block?
  /// The newest value of each metric, whether it is published yet or not.
  private var values = ContiguousArray<Double?>(repeating: nil, count: LoadMetric.allCases.count)
  private var lastAt: SimulationTime?
  private var bindings: ContiguousArray<SimulationTime> = []
  private(set) var published = NodeLoad()

  init() {}

  /// Notes that a pod came to the node.
  mutating func addBinding(at instant: SimulationTime) { bindings.append(instant) }

  /// Takes in a measurement and publishes what is due.
  mutating func add(
    cpuShare: Double, memoryShare: Double, at now: SimulationTime, _ policy: LoadPolicy
  ) {
    samples.append(Sample(cpu: cpuShare, memory: memoryShare, at: now))
    let old = samples.prefix { now - $0.at >= Self.block }.count
    if old > 0 { samples.removeFirst(old) }
    if crosses(Self.minute, now) { average() }
    if crosses(Self.block, now) { closeBlock() }
    publish(now, policy)
    lastAt = now
  }

  /// Whether a multiple of a period lies behind the last instant, up to now.
  private func crosses(_ period: SimulationDuration, _ now: SimulationTime) -> Bool {
    guard let lastAt else { return true }
    return now.sinceStart / period > lastAt.sinceStart / period
  }

  private mutating func average() {
    let count = Double(samples.count)
    let cpu = samples.reduce(0) { $0 + $1.cpu } / count
    let memory = samples.reduce(0) { $0 + $1.memory } / count
    values[LoadMetric.cpuAverage5m.place] = cpu
    values[LoadMetric.memoryAverage5m.place] = memory
    let block = current ?? Block(cpu: 0, memory: 0)
    current = Block(cpu: max(block.cpu, Float(cpu)), memory: max(block.memory, Float(memory)))
  }

  private mutating func closeBlock() {
    if let current { blocks.append(current) }
    current = nil
    if blocks.count > Self.blocksPerDay { blocks.removeFirst(blocks.count - Self.blocksPerDay) }
    guard !blocks.isEmpty else { return }
    let hour = blocks.suffix(Self.blocksPerHour)
    values[LoadMetric.cpuMaximum1h.place] = Double(hour.reduce(0) { max($0, $1.cpu) })
    values[LoadMetric.memoryMaximum1h.place] = Double(hour.reduce(0) { max($0, $1.memory) })
    values[LoadMetric.cpuMaximum1d.place] = Double(blocks.reduce(0) { max($0, $1.cpu) })
    values[LoadMetric.memoryMaximum1d.place] = Double(blocks.reduce(0) { max($0, $1.memory) })
  }

  /// The annotator writes each metric once a period, and with any of them the hot value.
  private mutating func publish(_ now: SimulationTime, _ policy: LoadPolicy) {
    var writes = false
    for place in values.indices {
      guard let value = values[place], policy.periods[place] > .zero else { continue }
      if published.metrics[place] != nil, !crosses(policy.periods[place], now) { continue }
      // The annotation holds five decimals.
      let rounded = (value * 100_000).rounded(.toNearestOrEven) / 100_000
      published.metrics[place] = .init(value: rounded, at: now)
      writes = true
    }
    let longest = policy.hotValues.map(\.range).max() ?? .zero
    let old = bindings.prefix { now - $0 >= longest }.count
    if old > 0 { bindings.removeFirst(old) }
    guard writes else { return }
    var hot: Int64 = 0
    for rule in policy.hotValues {
      hot += Int64(bindings.count { now - $0 < rule.range }) / rule.count
    }
    published.hotValue = .init(value: Double(hot), at: now)
  }
}
