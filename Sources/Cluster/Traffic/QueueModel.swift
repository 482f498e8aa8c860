// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// A pod as a queue with several servers: how long requests wait and stay.
///
/// Waiting follows M/M/c (Erlang C) with the correction of Allen and Cunneen for other arrivals and
/// services. The service time is a law with the given mean and spread: shifted exponential up to a
/// spread of 1, two exponential branches with balanced means above.
struct QueueModel: Equatable, BitwiseCopyable, Sendable {
  /// Utilisation above which the stationary formulas are not used.
  ///
  /// The wait that they give takes longer to build up than a load step lasts. The bound is assumed.
  static let greatestUtilisation = 0.98

  /// Time that passes in any case, in seconds: fixed parts of the service, calls downstream, the
  /// backlog ahead.
  var fixedSeconds: Double
  /// Probability that a request has to wait for a server.
  var waitProbability: Double
  /// Rate of the exponential law of that wait, per second.
  var waitRate: Double
  /// Rates and weight of the two branches of the random part of the service.
  var firstRate: Double
  var secondRate: Double
  var firstWeight: Double

  /// Creates the model of one pod.
  ///
  /// - Parameters:
  ///   - servers: requests served at once.
  ///   - serviceSeconds: mean time in service.
  ///   - capacityPerSecond: requests served at most, if other than the servers' number over their
  ///     time: a limit of one and a half cores serves more than one core, but no request faster.
  ///   - serviceSpread: coefficient of variation of that time.
  ///   - arrivalSpread: coefficient of variation of the time between arrivals.
  ///   - arrivalsPerSecond: requests that arrive at the pod.
  ///   - fixedSeconds: time added to every request.
  init(
    servers: Int, serviceSeconds: Double, capacityPerSecond: Double? = nil,
    serviceSpread: Double, arrivalSpread: Double, arrivalsPerSecond: Double, fixedSeconds: Double
  ) {
    let capacity = capacityPerSecond ?? Double(servers) / serviceSeconds
    let utilisation = min(arrivalsPerSecond / capacity, Self.greatestUtilisation)
    waitProbability = Self.erlangC(servers: servers, utilisation: utilisation)
    let variability =
      (arrivalSpread * arrivalSpread + serviceSpread * serviceSpread) / 2
    // A tiny floor keeps the rate finite for constant arrivals and services.
    waitRate = capacity * (1 - utilisation) / max(variability, 1e-3)
    if serviceSpread <= 1 {
      self.fixedSeconds = fixedSeconds + serviceSeconds * (1 - serviceSpread)
      firstRate = 1 / max(serviceSeconds * serviceSpread, 1e-9)
      secondRate = firstRate
      firstWeight = 1
    } else {
      self.fixedSeconds = fixedSeconds
      let square = serviceSpread * serviceSpread
      firstWeight = (1 + ((square - 1) / (square + 1)).squareRoot()) / 2
      firstRate = 2 * firstWeight / serviceSeconds
      secondRate = 2 * (1 - firstWeight) / serviceSeconds
    }
  }

  /// The probability that all servers are busy, by the stable recursion of Erlang B.
  ///
  /// Cost: one division for each server.
  static func erlangC(servers: Int, utilisation: Double) -> Double {
    guard utilisation > 0 else { return 0 }
    let load = utilisation * Double(servers)
    var blocking = 1.0
    for server in 1...servers {
      blocking = load * blocking / (Double(server) + load * blocking)
    }
    return blocking / (1 - utilisation * (1 - blocking))
  }

  /// The share of requests that stay longer than a time in seconds.
  func tail(_ seconds: Double) -> Double {
    let excess = seconds - fixedSeconds
    guard excess > 0 else { return 1 }
    let waiting = PortableMath.exp(-waitRate * excess)
    let first = branch(rate: firstRate, excess: excess, waiting: waiting)
    guard firstWeight < 1 else { return min(1, max(0, first)) }
    let second = branch(rate: secondRate, excess: excess, waiting: waiting)
    return min(1, max(0, firstWeight * first + (1 - firstWeight) * second))
  }

  /// The tail of one exponential service after a wait that is zero or exponential.
  private func branch(rate: Double, excess: Double, waiting: Double) -> Double {
    let serving = PortableMath.exp(-rate * excess)
    let difference = rate - waitRate
    // Nearly equal rates: the sum of the two is an Erlang law of two stages.
    if abs(difference) < 1e-6 * rate {
      return serving * (1 + waitProbability * rate * excess)
    }
    let both = (rate * waiting - waitRate * serving) / difference
    return serving + waitProbability * (both - serving)
  }
}
