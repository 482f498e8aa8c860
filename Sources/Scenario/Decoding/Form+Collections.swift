// SPDX-License-Identifier: Apache-2.0

import Manifests

extension Form where Result: ScenarioBlock {
  /// A mapping that is read over the blank block of its type.
  static func block(_ type: Result.Type) -> Form {
    Form(
      shape: .block(
        BlockShape(name: type.shapeName, fields: type.fieldShapes, oneOf: type.oneOf)),
      read: { value, reading in
        var block = Result.blank
        return reading.decode(value, into: &block) ? block : nil
      },
      text: { _ in "{}" })
  }
}

extension Form {
  /// A list whose items have one form.
  static func list<Item>(
    of item: Form<Item>, count: ClosedRange<Int> = 0...10_000
  ) -> Form where Result == [Item] {
    Form(
      shape: .list(item.shape, count: count),
      read: { value, reading in
        guard let values = reading.items(of: value, count: count) else { return nil }
        var result: [Item] = []
        var isWhole = true
        for (index, value) in values.enumerated() {
          let found = reading.within("[\(index)]") { item.read(value, reading) }
          if let found { result.append(found) } else { isWhole = false }
        }
        return isWhole ? result : nil
      },
      text: { "[" + $0.map(item.text).joined(separator: ", ") + "]" })
  }
}

extension Form {
  /// A list that holds exactly one item for now.
  static func onlyItem(of item: Form, tooMany: String) -> Form {
    Form(
      shape: .list(item.shape, count: 1...1),
      read: { value, reading in
        guard let values = reading.items(of: value, count: 1...10_000) else { return nil }
        if values.count > 1 {
          reading.report(
            values[1], found: "\(values.count) items", expected: "exactly one", hint: tooMany)
        }
        return reading.within("[0]") { item.read(values[0], reading) }
      },
      text: { "[" + item.text($0) + "]" })
  }
}

extension Reading {
  /// The items of a list whose length lies between bounds; nil after a fault.
  func items(of value: Value, count: ClosedRange<Int>) -> [Value]? {
    guard let values = value.items else {
      report(value, expected: "a list")
      return nil
    }
    guard count.contains(values.count) else {
      let expected =
        values.count < count.lowerBound
        ? "at least \(count.lowerBound)" : "at most \(count.upperBound)"
      report(value, found: "a list of \(values.count) items", expected: expected)
      return nil
    }
    return values
  }
}
