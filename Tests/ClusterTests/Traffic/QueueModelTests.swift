// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Glibc
import Testing

@testable import Cluster

@Suite struct QueueModelTests {
  private static func model(
    servers: Int, utilisation: Double, serviceSpread: Double = 1, arrivalSpread: Double = 1,
    fixed: Double = 0
  ) -> QueueModel {
    QueueModel(
      servers: servers, serviceSeconds: 1, serviceSpread: serviceSpread,
      arrivalSpread: arrivalSpread, arrivalsPerSecond: utilisation * Double(servers),
      fixedSeconds: fixed)
  }

  /// Probability of waiting, mean wait and 99th percentile of the wait in service times, to the
  /// digits of the table; from the closed form of M/M/c in exact arithmetic.
  private static let vectors: [(Int, Double, Double, Double, Double)] = [
    (1, 0.5, 0.5000, 1.000, 7.82), (1, 0.7, 0.7000, 2.333, 14.16),
    (1, 0.8, 0.8000, 4.000, 21.91), (1, 0.9, 0.9000, 9.000, 45.00),
    (1, 0.95, 0.9500, 19.00, 91.08), (2, 0.5, 0.3333, 0.333, 3.51),
    (2, 0.7, 0.5765, 0.961, 6.76), (2, 0.8, 0.7111, 1.778, 10.66),
    (2, 0.9, 0.8526, 4.263, 22.23), (2, 0.95, 0.9256, 9.256, 45.28),
    (4, 0.5, 0.1739, 0.087, 1.43), (4, 0.7, 0.4287, 0.357, 3.13),
    (4, 0.8, 0.5964, 0.746, 5.11), (4, 0.9, 0.7878, 1.969, 10.92),
    (4, 0.95, 0.8914, 4.457, 22.45), (8, 0.5, 0.0590, 0.015, 0.44),
    (8, 0.7, 0.2706, 0.113, 1.37), (8, 0.8, 0.4576, 0.286, 2.39),
    (8, 0.9, 0.7015, 0.877, 5.31), (8, 0.95, 0.8442, 2.110, 11.09),
    (32, 0.5, 0.0003, 0.000, 0), (32, 0.7, 0.0380, 0.004, 0.14),
    (32, 0.8, 0.1606, 0.025, 0.43), (32, 0.9, 0.4582, 0.143, 1.20),
    (32, 0.95, 0.6957, 0.435, 2.65),
  ]

  @Test func `waiting is that of M M c`() {
    for (servers, utilisation, probability, mean, percentile) in Self.vectors {
      let model = Self.model(servers: servers, utilisation: utilisation)
      #expect(
        abs(model.waitProbability - probability) <= 0.000_05, "c \(servers), ρ \(utilisation)")
      let wait = model.waitProbability / model.waitRate
      #expect(abs(wait - mean) <= 0.005 * max(mean, 0.1), "c \(servers), ρ \(utilisation)")
      let ninetyNine = max(0, log(model.waitProbability / 0.01) / model.waitRate)
      #expect(abs(ninetyNine - percentile) <= 0.005 + 1e-9, "c \(servers), ρ \(utilisation)")
    }
  }

  @Test(arguments: [1, 2, 5, 30, 150]) func `Erlang C is the ratio of its sums`(servers: Int) {
    for utilisation in [0.01, 0.3, 0.77, 0.98] {
      let load = utilisation * Double(servers)
      var term = 1.0
      var sum = 0.0
      for count in 0..<servers {
        sum += term
        term *= load / Double(count + 1)
      }
      let waiting = term / (1 - utilisation)
      let wanted = waiting / (sum + waiting)
      let actual = QueueModel.erlangC(servers: servers, utilisation: utilisation)
      #expect(abs(actual - wanted) < 1e-12, "\(servers) servers, ρ \(utilisation)")
    }
    #expect(QueueModel.erlangC(servers: servers, utilisation: 0) == 0)
  }

  /// The mean of a law from its tail, by the trapezoidal rule on a fine grid.
  private static func mean(_ model: QueueModel, to end: Double) -> Double {
    let steps = 100_000
    let width = end / Double(steps)
    var sum = (model.tail(0) + model.tail(end)) / 2
    for step in 1..<steps { sum += model.tail(Double(step) * width) }
    return sum * width
  }

  @Test(arguments: [
    (1, 0.5, 1.0, 1.0), (1, 0.9, 0.5, 1.0), (4, 0.8, 2.5, 1.0), (2, 0.95, 1.0, 1.5),
    (16, 0.7, 0.0, 0.3), (3, 0.3, 0.2, 0.0), (1, 0.75, 1.7, 2.0),
  ])
  func `the mean of the law is that of Allen and Cunneen`(
    servers: Int, utilisation: Double, serviceSpread: Double, arrivalSpread: Double
  ) {
    let model = Self.model(
      servers: servers, utilisation: utilisation, serviceSpread: serviceSpread,
      arrivalSpread: arrivalSpread, fixed: 0.25)
    let waiting =
      QueueModel.erlangC(servers: servers, utilisation: utilisation)
      / (Double(servers) * (1 - utilisation))
      * (arrivalSpread * arrivalSpread + serviceSpread * serviceSpread) / 2
    let mean = Self.mean(model, to: 400)
    #expect(abs(mean - (1.25 + waiting)) < 2e-3 * mean)
  }

  @Test(arguments: 0..<60 as Range<UInt64>) func `the tail falls from one to nothing`(
    seed: UInt64
  ) {
    var stream = RandomStream(seed: seed, name: "tail")
    let model = Self.model(
      servers: 1 + stream.next(below: 64), utilisation: stream.uniform() * 1.5,
      serviceSpread: stream.uniform() * 3, arrivalSpread: stream.uniform() * 2,
      fixed: stream.uniform())
    #expect(model.tail(0) == 1)
    var last = 1.0
    var greatestRise = 0.0
    for step in 0..<4000 {
      let tail = model.tail(Double(step) * 0.01)
      greatestRise = max(greatestRise, tail - last)
      last = tail
    }
    #expect(greatestRise < 1e-12 && last >= 0, "seed \(seed)")
    #expect(model.tail(1e7) < 1e-9, "seed \(seed)")
  }

  @Test func `equal rates of wait and service are no special case`() {
    // One server at one half: the wait has half the rate of the service; at c = 2 the same rate.
    let exact = Self.model(servers: 2, utilisation: 0.5)
    let near = Self.model(servers: 2, utilisation: 0.500_01)
    for second in [0.1, 1, 3, 9] {
      #expect(abs(exact.tail(second) - near.tail(second)) < 1e-4)
    }
  }

  @Test func `the shortest request takes the fixed time`() {
    let model = Self.model(servers: 1, utilisation: 0.5, serviceSpread: 0, fixed: 2)
    #expect(model.tail(2.999) == 1)
    #expect(model.tail(3.000_001) < 0.51)
  }

  @Test func `a queue above the greatest utilisation stays finite`() {
    let model = Self.model(servers: 4, utilisation: 7)
    let most = Self.model(servers: 4, utilisation: QueueModel.greatestUtilisation)
    #expect(model == most)
    #expect(model.waitRate > 0)
  }
}
