// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// Which pods match which affinity terms, worked out once for each pair.
///
/// Many templates share a term, as the pods of a StatefulSet do, and comparing texts is slow.
struct TermMatches: Sendable {
  /// From which side a term is looked at; that matters for namespaces that are not known.
  enum Side: Sendable {
    /// The term is of the pod to be placed, the template of a pod on a node.
    case existing
    /// The template is to be placed, the term is of a pod on a node.
    case incoming
  }

  /// Answers of one term by template, a bit each.
  private struct Answers: Sendable {
    var known: ContiguousArray<UInt64> = []
    var matching: ContiguousArray<UInt64> = []
  }

  private struct Row: Sendable {
    let selection: PodSelection
    var existing = Answers()
    var incoming = Answers()
  }

  private var rows: ContiguousArray<Row> = []
  private var numberOfSelection: [PodSelection: Int32] = [:]

  init() {}

  /// The number of a selection, which is added if it is new.
  mutating func number(of selection: PodSelection) -> Int32 {
    if let number = numberOfSelection[selection] { return number }
    let number = Int32(rows.count)
    numberOfSelection[selection] = number
    rows.append(Row(selection: selection))
    return number
  }

  /// Forgets all answers, as when the labels of namespaces changed.
  mutating func forget() {
    for row in rows.indices {
      rows[row].existing = Answers()
      rows[row].incoming = Answers()
    }
  }

  /// The answer for a pair, or nil if it was not worked out.
  func known(_ number: Int32, _ side: Side, _ template: TemplateIndex) -> Bool? {
    switch side {
    case .existing: Self.known(rows[Int(number)].existing, template)
    case .incoming: Self.known(rows[Int(number)].incoming, template)
    }
  }

  private static func known(_ answers: Answers, _ template: TemplateIndex) -> Bool? {
    let word = Int(template.rawValue >> 6)
    let bit: UInt64 = 1 << UInt64(template.rawValue & 63)
    guard word < answers.known.count, answers.known[word] & bit != 0 else { return nil }
    return answers.matching[word] & bit != 0
  }

  /// Works out the answer for a pair.
  mutating func decide(
    _ number: Int32, _ side: Side, _ index: TemplateIndex, _ template: PodTemplate,
    _ namespaceLabels: [String: LabelSet]
  ) -> Bool {
    let row = Int(number)
    switch side {
    case .existing:
      let answer = rows[row].selection.matches(existing: template, namespaceLabels)
      Self.note(answer, index, in: &rows[row].existing)
      return answer
    case .incoming:
      let answer = rows[row].selection.matches(incoming: template, namespaceLabels)
      Self.note(answer, index, in: &rows[row].incoming)
      return answer
    }
  }

  private static func note(
    _ answer: Bool, _ template: TemplateIndex, in answers: inout Answers
  ) {
    let word = Int(template.rawValue >> 6)
    let bit: UInt64 = 1 << UInt64(template.rawValue & 63)
    while answers.known.count <= word {
      answers.known.append(0)
      answers.matching.append(0)
    }
    answers.known[word] |= bit
    if answer { answers.matching[word] |= bit }
  }
}
