// SPDX-License-Identifier: Apache-2.0

import Cluster
import Manifests

/// Replays the cases of one file of workload decisions and compares.
struct WorkloadReplay<Case: RecordedWorkloadCase> {
  /// Puts a value of an output key into a form in which equal ones are equal.
  typealias Normaliser = (_ key: String, _ value: Value, _ actual: Value) -> Value

  /// Changes recorded and actual values before they are compared.
  var normalise: Normaliser = { _, value, _ in value }

  /// Decides about all cases of a file; recorded outputs are looked at for the comparison alone.
  func replay(_ document: Value, family: String, file: String, path: String) -> ReplayedCase {
    var result = ReplayedCase(family: family, path: path)
    result.caseCount = 0
    let diagnostics = Diagnostics()
    let root = ObjectReader(document, file: file, diagnostics: diagnostics)
    let written = root.requiredList("cases") { reader -> Value? in
      let recorded = reader.value
      let inputs = ObjectReader(
        recorded.removing(Case.outputKeys), file: file, path: reader.path,
        diagnostics: diagnostics)
      let name = inputs.string("name") ?? "case \(result.caseCount + 1)"
      let faults = diagnostics.all.count
      let one = Case(reading: inputs)
      result.caseCount += 1
      guard diagnostics.all.count == faults else { return recorded }
      guard let outputs = one.outputs() else {
        reader.error(found: "the case takes too much work", expected: "a smaller case")
        return recorded
      }
      compare(recorded, outputs, name: name, &result)
      return recorded.replacing(outputs)
    }
    result.diagnostics = diagnostics.all
    result.outputs = [
      ReplayedCase.Output(
        path: path, content: document.replacing([("cases", RecordedOutput.list(written))]))
    ]
    return result
  }

  private func compare(
    _ recorded: Value, _ outputs: [(key: String, value: Value)], name: String,
    _ result: inout ReplayedCase
  ) {
    let actual = RecordedOutput.object(outputs)
    let present = outputs.filter { recorded[$0.key].map { !$0.isNull } ?? false }
    if present.isEmpty { result.unrecordedCount += 1 }
    for (key, value) in outputs {
      let mine = normalise(key, value, actual)
      let decided = mine.items ?? [mine]
      guard let theirs = recorded[key].map({ normalise(key, $0, actual) }), !theirs.isNull else {
        result.decisionCount += decided.count
        continue
      }
      let found = theirs.items ?? [theirs]
      let count = max(decided.count, found.count)
      result.decisionCount += count
      for place in 0..<count {
        let decision = mine.items == nil ? "\(name) \(key)" : "\(name) \(key)[\(place)]"
        result.compare(
          decision, recorded: place < found.count ? found[place] : RecordedOutput.null,
          actual: place < decided.count ? decided[place] : RecordedOutput.null)
      }
    }
  }
}

extension Value {
  /// The mapping without some of its keys.
  func removing(_ keys: [String]) -> Value {
    guard let entries else { return self }
    return Value(.mapping(entries.filter { !keys.contains($0.key) }), at: mark)
  }

  /// The mapping with values in the places of the recorded ones, or at its end.
  func replacing(_ outputs: [(key: String, value: Value)]) -> Value {
    guard var entries else { return self }
    for output in outputs {
      if let place = entries.firstIndex(where: { $0.key == output.key }) {
        entries[place].value = output.value
      } else {
        entries.append(Entry(key: output.key, keyMark: mark, value: output.value))
      }
    }
    return Value(.mapping(entries), at: mark)
  }
}
