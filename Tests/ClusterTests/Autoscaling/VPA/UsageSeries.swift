// SPDX-License-Identifier: Apache-2.0

import Cluster
import Foundation
import Testing

/// One case of `Fixtures/vpa/series.txt`: usage of containers and what must be recommended.
struct UsageSeries: CustomTestStringConvertible {
  /// One line of usage.
  struct Sample {
    var seconds: Int64
    var cpuMillis: Int64
    var memoryBytes: Int64
    var isOOM: Bool
  }

  var name: String
  var samples: [String: [Sample]] = [:]
  var policies: [VPAContainerPolicy] = []
  /// Target, lower and upper bound by container.
  var expected: [String: [VPAResources]] = [:]

  var testDescription: String { name }

  /// All cases of the fixture.
  static func all() throws -> [UsageSeries] {
    let file = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/vpa/series.txt")
    var cases: [UsageSeries] = []
    var container = ""
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      switch words[0] {
      case "#": continue
      case "case": cases.append(UsageSeries(name: words[1]))
      case "container": container = words[1]
      default: cases[cases.count - 1].read(words, container)
      }
    }
    return cases
  }

  private mutating func read(_ words: [String], _ container: String) {
    switch words[0] {
    case "policy": setPolicy(of: container, words[1], words[2])
    case "expect":
      let numbers = words.dropFirst(2).map { Int64($0) }
      expected[words[1]] = stride(from: 0, to: 6, by: 2).map {
        VPAResources(cpuMillis: numbers[$0], memoryBytes: numbers[$0 + 1])
      }
    default:
      let numbers = words.dropFirst().compactMap { Int64($0) }
      samples[container, default: []].append(
        Sample(
          seconds: numbers[0], cpuMillis: numbers[1], memoryBytes: numbers[2],
          isOOM: words[0] == "oom"))
    }
  }

  private mutating func setPolicy(of container: String, _ key: String, _ value: String) {
    if !policies.contains(where: { $0.containerName == container }) {
      var policy = VPAContainerPolicy()
      policy.containerName = container
      policies.append(policy)
    }
    let last = policies.count - 1
    switch key {
    case "mode": policies[last].isScaled = value != "Off"
    case "controls":
      policies[last].controlledResources = Set(
        value.split(separator: ",").compactMap { VPAResource(rawValue: String($0)) })
    case "min-cpu": policies[last].minAllowed.cpuMillis = Int64(value)
    case "max-cpu": policies[last].maxAllowed.cpuMillis = Int64(value)
    case "min-memory": policies[last].minAllowed.memoryBytes = Int64(value)
    default: policies[last].maxAllowed.memoryBytes = Int64(value)
    }
  }
}
