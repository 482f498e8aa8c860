// SPDX-License-Identifier: Apache-2.0

import EventKernel
public import Manifests

/// Outcomes in the structure of a recording, for writing and for comparing.
extension HPAReplay.Outcome {
  /// The outcome as the `expect` object of a step.
  public var expect: Value {
    let status = decision.status
    var entries: [Value.Entry] = []
    func add(_ key: String, _ kind: Value.Kind) {
      entries.append(
        Value.Entry(key: key, keyMark: HPAReplay.mark, value: Value(kind, at: HPAReplay.mark)))
    }
    add("scaleTo", decision.scaleTo.map(HPAReplay.number) ?? .null)
    add("statusDesiredReplicas", HPAReplay.number(status.desiredReplicas))
    add("statusCurrentReplicas", HPAReplay.number(status.currentReplicas))
    add(
      "conditions",
      HPAReplay.object(status.conditions.map { ($0.type, .string($0.condition.summary)) }))
    add(
      "metricProposals",
      HPAReplay.list(proposals.map { $0.replicas.map(HPAReplay.number) ?? .null }))
    if !status.currentMetrics.isEmpty {
      let shown = zip(status.currentMetrics, statusMetrics)
      add("statusCurrentMetrics", HPAReplay.list(shown.map { text(of: $0, named: $1) }))
    }
    if decision.isError { add("reconcileError", .bool(true)) }
    if let rescaleReason { add("rescaleReason", .string(rescaleReason)) }
    if let time = status.lastScaleTime { add("lastScaleTime", .number(HPAReplay.seconds(time))) }
    return Value(.mapping(entries), at: HPAReplay.mark)
  }

  private func text(of metric: HPAStatus.Metric?, named spec: HPAMetric) -> Value.Kind {
    guard let metric else { return .null }
    var parts: [(String, Value.Kind)] = [
      ("type", .string(spec.typeName)), ("name", .string(spec.statusName)),
    ]
    if let percent = metric.averageUtilization {
      parts.append(("averageUtilization", HPAReplay.number(percent)))
    }
    if let milli = metric.averageValueMilli {
      parts.append(("averageValueMilli", HPAReplay.number(milli)))
    }
    if let milli = metric.valueMilli { parts.append(("valueMilli", HPAReplay.number(milli))) }
    return HPAReplay.object(parts)
  }
}

extension HPAReplay {
  /// Outputs have no place in a file.
  fileprivate static let mark = Mark(line: 1, column: 1)

  fileprivate static func number(_ number: some BinaryInteger) -> Value.Kind {
    .number("\(number)")
  }

  fileprivate static func list(_ kinds: [Value.Kind]) -> Value.Kind {
    .sequence(kinds.map { Value($0, at: HPAReplay.mark) })
  }

  fileprivate static func object(_ parts: [(String, Value.Kind)]) -> Value.Kind {
    .mapping(
      parts.map {
        Value.Entry(key: $0.0, keyMark: HPAReplay.mark, value: Value($0.1, at: HPAReplay.mark))
      })
  }

  /// A time in seconds without needless decimals.
  fileprivate static func seconds(_ time: SimulationTime) -> String {
    let microseconds = time.microseconds
    if microseconds % 1_000_000 == 0 { return "\(microseconds / 1_000_000)" }
    let digits = String(microseconds.magnitude % 1_000_000)
    var fraction = String(repeating: "0", count: 6 - digits.count) + digits
    while fraction.hasSuffix("0") { fraction.removeLast() }
    let sign = microseconds < 0 ? "-" : ""
    return "\(sign)\(microseconds.magnitude / 1_000_000).\(fraction)"
  }
}

extension HPARecording {
  /// The recording with the outputs of this build in the place of the recorded ones.
  ///
  /// Steps without recorded outputs are computed all the same.
  public var withActualOutputs: Value {
    var file = source
    file.replace("cases") { list in
      for index in list.indices where index < cases.count {
        var replay = HPAReplay(cases[index])
        let steps = cases[index].steps
        list[index].replace("steps") { values in
          for place in values.indices where place < steps.count {
            values[place].set("expect", to: replay.play(steps[place]).expect)
          }
        }
      }
    }
    return file
  }
}

extension Value {
  /// Changes the list under a key of a mapping in place.
  fileprivate mutating func replace(_ key: String, _ change: (inout [Value]) -> Void) {
    guard case .mapping(var entries) = kind,
      let place = entries.firstIndex(where: { $0.key == key }),
      case .sequence(var items) = entries[place].value.kind
    else { return }
    change(&items)
    entries[place].value.kind = .sequence(items)
    kind = .mapping(entries)
  }

  fileprivate mutating func set(_ key: String, to value: Value) {
    guard case .mapping(var entries) = kind else { return }
    if let place = entries.firstIndex(where: { $0.key == key }) {
      entries[place].value = value
    } else {
      entries.append(Entry(key: key, keyMark: mark, value: value))
    }
    kind = .mapping(entries)
  }
}
