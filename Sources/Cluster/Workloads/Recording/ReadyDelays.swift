// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// How long after their creation the pods of each template version become ready.
struct ReadyDelays: Sendable {
  /// Looked up by version only.
  private var delays: [String: [SimulationDuration?]] = [:]

  /// Reads the field `podReadyAfterSeconds`.
  init(reading reader: ObjectReader?) {
    guard let reader else { return }
    for key in reader.keys {
      var own: [SimulationDuration?] = []
      for item in reader.items(key) ?? [] {
        if item.isNull {
          own.append(nil)
        } else if let seconds = item.double, (0...ReadyDelays.mostSeconds).contains(seconds) {
          own.append(SimulationDuration(seconds: seconds))
        } else {
          reader.error(key, found: "found \(item.summary)", expected: "seconds or null")
        }
      }
      delays[key] = own
    }
  }

  /// The delay of the pod with a number; nil if it never becomes ready.
  func delay(of version: String, pod number: Int) -> SimulationDuration? {
    guard let own = delays[version], !own.isEmpty else { return nil }
    return own[number % own.count]
  }

  /// Thirty years; longer times are taken for faults.
  static let mostSeconds = 1e9
}

extension ObjectReader {
  /// A time of a recording in seconds; nil when absent or faulty.
  func recordedSeconds(_ key: String) -> SimulationDuration? {
    double(key, in: 0...ReadyDelays.mostSeconds).map { SimulationDuration(seconds: $0) }
  }

  /// A count of pods of a recording, bounded so that no case can exhaust memory.
  func recordedCount(_ key: String) -> Int? {
    int64(key, in: 0...Int64(ReplayBudget.mostObjects)).map { Int($0) }
  }

  /// A count or a percentage, also where the count is written as text.
  func recordedAmount(_ key: String) -> IntOrString? {
    guard let value = field(key) else { return nil }
    if let number = value.integer.flatMap(Int32.init(exactly:)) { return .int(number) }
    guard let text = value.string else {
      wrongType(key, expected: "a count or a percentage")
      return nil
    }
    if let number = Int32(text), number >= 0 { return .int(number) }
    let amount = IntOrString.string(text)
    if let percent = amount.percent, percent >= 0 { return amount }
    error(key, found: "found \"\(text)\"", expected: "a count or a percentage")
    return nil
  }
}
