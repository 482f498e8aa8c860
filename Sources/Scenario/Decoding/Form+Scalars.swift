// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

extension Form where Result == String {
  /// Any text up to a length.
  static func text(atMost count: Int) -> Form {
    let shape = ScalarShape(
      name: "text", bounds: "of at most \(count) characters", notation: .string)
    return .scalar(shape, text: { $0 }) { text throws(TextFault) in
      guard text.unicodeScalars.count <= count else {
        throw TextFault(expected: shape.expectation)
      }
      return text
    }
  }

  /// A DNS label: lower case letters, digits and dashes, neither first nor last a dash.
  static func dnsLabel(atMost count: Int = 63) -> Form {
    let shape = ScalarShape(
      name: "DNS label", bounds: "of at most \(count) characters", notation: .string,
      pattern: "^[a-z0-9]([-a-z0-9]{0,\(count - 2)}[a-z0-9])?$")
    return .scalar(shape, text: { $0 }) { text throws(TextFault) in
      let allowed = text.utf8.allSatisfy {
        (97...122).contains($0) || (48...57).contains($0) || $0 == 45
      }
      guard allowed, !text.isEmpty, text.utf8.count <= count, !text.hasPrefix("-"),
        !text.hasSuffix("-")
      else {
        throw TextFault(
          expected: shape.expectation, hint: "use lower case letters, digits and dashes")
      }
      return text
    }
  }

  /// A DNS name: labels joined with dots, such as the name of a Deployment.
  static var dnsName: Form {
    let shape = ScalarShape(
      name: "DNS name", bounds: "of at most 253 characters", notation: .string,
      pattern: "^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$")
    return .scalar(shape, text: { $0 }) { text throws(TextFault) in
      let allowed = text.utf8.allSatisfy {
        (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 46
      }
      guard allowed, !text.isEmpty, text.utf8.count <= 253, text.first?.isPunctuation == false,
        text.last?.isPunctuation == false
      else { throw TextFault(expected: shape.expectation) }
      return text
    }
  }

  /// One of a few texts.
  static func choice(_ choices: [String], name: String) -> Form {
    let shape = ScalarShape(name: name, notation: .string, choices: choices)
    return .scalar(shape, text: { $0 }) { text throws(TextFault) in
      guard choices.contains(text) else {
        throw TextFault(
          expected: "one of " + choices.joined(separator: ", "),
          hint: didYouMean(text, in: choices))
      }
      return text
    }
  }
}

extension Form where Result == Bool {
  /// `true` or `false`.
  static var flag: Form {
    let shape = ScalarShape(name: "boolean", notation: .boolean)
    return .scalar(shape, text: { "\($0)" }) { text throws(TextFault) in text == "true" }
  }
}

extension Form where Result == Int {
  /// A whole number between bounds.
  static func integer(_ range: ClosedRange<Int>) -> Form {
    let shape = ScalarShape(
      name: "integer", bounds: "from \(range.lowerBound) to \(range.upperBound)",
      notation: .integer, minimum: Double(range.lowerBound), maximum: Double(range.upperBound))
    return .scalar(shape, text: { "\($0)" }) { text throws(TextFault) in
      guard let number = Int(text), range.contains(number) else {
        throw TextFault(expected: shape.expectation)
      }
      return number
    }
  }
}

extension Form where Result == UInt64 {
  /// The seed of the random streams.
  ///
  /// JSON and YAML tools lose whole numbers beyond 2^63, so the seed ends there.
  static var seed: Form {
    let shape = ScalarShape(
      name: "integer", bounds: "from 0 to \(Int64.max)", notation: .integer, minimum: 0,
      maximum: 0x1p63)
    return .scalar(shape, text: { "\($0)" }) { text throws(TextFault) in
      guard let number = Int64(text), number >= 0 else {
        throw TextFault(expected: shape.expectation)
      }
      return UInt64(number)
    }
  }
}

extension Form where Result == Double {
  /// A number between bounds.
  static func number(_ range: ClosedRange<Double>, unit: String = "") -> Form {
    let low = UnitText.numberText(range.lowerBound)
    let high = UnitText.numberText(range.upperBound)
    let shape = ScalarShape(
      name: "number", bounds: "from \(low) to \(high)" + (unit.isEmpty ? "" : " \(unit)"),
      notation: .number, minimum: range.lowerBound, maximum: range.upperBound)
    return .scalar(shape, text: UnitText.numberText) { text throws(TextFault) in
      guard let number = UnitText.plainNumber(text), range.contains(number) else {
        throw TextFault(expected: shape.expectation)
      }
      return number
    }
  }

  /// Requests per second.
  static var rate: Form { .number(0...1e9, unit: "requests/s") }

  /// A share, as a percentage or a ratio.
  static var share: Form {
    let shape = ScalarShape(
      name: "share", bounds: "from 0% to 100%", notation: .stringOrNumber,
      pattern: UnitText.sharePattern, minimum: 0, maximum: 1)
    return .scalar(shape, text: { UnitText.numberText($0 * 100) + "%" }) { text throws(TextFault) in
      let share = try UnitText.parseShare(text)
      guard (0...1).contains(share) else { throw TextFault(expected: shape.expectation) }
      return share
    }
  }

  /// Bytes per second, written in bits or bytes.
  static var bandwidth: Form {
    let shape = ScalarShape(
      name: "bandwidth", bounds: "from 1kbps to 100Tbps", notation: .string,
      pattern: UnitText.bandwidthPattern)
    return .scalar(shape, text: UnitText.bandwidthText) { text throws(TextFault) in
      let rate = try UnitText.parseBandwidth(text)
      guard (125...12.5e12).contains(rate) else { throw TextFault(expected: shape.expectation) }
      return rate
    }
  }
}

extension Form where Result == Int64 {
  /// Bytes.
  static func size(atMost bytes: Int64) -> Form {
    let shape = ScalarShape(
      name: "size", bounds: "from 0B to \(UnitText.sizeText(bytes))", notation: .stringOrNumber,
      pattern: UnitText.sizePattern, minimum: 0, maximum: Double(bytes))
    return .scalar(shape, text: UnitText.sizeText) { text throws(TextFault) in
      let size = try UnitText.parseSize(text)
      guard size <= bytes else { throw TextFault(expected: shape.expectation) }
      return size
    }
  }
}
