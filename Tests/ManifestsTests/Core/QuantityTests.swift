// SPDX-License-Identifier: Apache-2.0

import Manifests
import Testing

/// Texts with what kubernetes v1.36 resource.Quantity makes of them: String of the canonical form,
/// Value and MilliValue.
private let table: [(text: String, canonical: String, value: Int64, milli: Int64)] = [
  ("0", "0", 0, 0),
  ("1", "1", 1, 1_000),
  ("100m", "100m", 1, 100),
  ("0.1", "100m", 1, 100),
  (".5", "500m", 1, 500),
  ("5.", "5", 5, 5_000),
  ("1.5", "1500m", 2, 1_500),
  ("+5", "5", 5, 5_000),
  ("-5", "-5", -5, -5_000),
  ("-1.5", "-1500m", -2, -1_500),
  ("005", "5", 5, 5_000),
  ("1000", "1k", 1_000, 1_000_000),
  ("1024", "1024", 1_024, 1_024_000),
  ("1e3", "1e3", 1_000, 1_000_000),
  ("1E3", "1e3", 1_000, 1_000_000),
  ("12e6", "12e6", 12_000_000, 12_000_000_000),
  ("1e-3", "1e-3", 1, 1),
  ("1.5e2", "150", 150, 150_000),
  ("1E", "1E", 1_000_000_000_000_000_000, .max),
  ("1P", "1P", 1_000_000_000_000_000, 1_000_000_000_000_000_000),
  ("3T", "3T", 3_000_000_000_000, 3_000_000_000_000_000),
  ("1500M", "1500M", 1_500_000_000, 1_500_000_000_000),
  ("2k", "2k", 2_000, 2_000_000),
  ("1n", "1n", 1, 1),
  ("1u", "1u", 1, 1),
  ("0.1n", "1n", 1, 1),
  ("-0.1n", "-1n", -1, -1),
  ("1.0000000001", "1000000001n", 2, 1_001),
  ("30873004Ki", "30873004Ki", 31_613_956_096, 31_613_956_096_000),
  ("1Ki", "1Ki", 1_024, 1_024_000),
  ("1.5Gi", "1536Mi", 1_610_612_736, 1_610_612_736_000),
  ("0.5Gi", "512Mi", 536_870_912, 536_870_912_000),
  ("0.5Mi", "512Ki", 524_288, 524_288_000),
  ("1024Mi", "1Gi", 1_073_741_824, 1_073_741_824_000),
  ("0.0001Ki", "102400u", 1, 103),
  ("0.3Ki", "307200m", 308, 307_200),
  ("1.1Ki", "1126400m", 1_127, 1_126_400),
  ("1Ei", "1Ei", 1_152_921_504_606_846_976, .max),
  ("8Ei", "9223372036854775807", .max, .max),
  ("-8Ei", "-9223372036854775807", -.max, .min),
  ("99999999999999999999Ki", "9223372036854775807", .max, .max),
  ("9223372036854775807", "9223372036854775807", .max, .max),
  ("18446744073709551616", "18446744073709551616", .max, .max),
  ("1000E", "1e21", .max, .max),
  ("1.2345", "1234500u", 2, 1_235),
  ("123456789012345678901.5", "123456789012345678901500m", .max, .max),
  // Oddities that the parser of Kubernetes lets pass.
  ("-", "0", 0, 0),
  ("+", "0", 0, 0),
  (".", "0", 0, 0),
  ("m", "0", 0, 0),
  ("e3", "0", 0, 0),
  ("0e9999999", "0", 0, 0),
  ("1e-9999999", "1e-9", 1, 1),
]

struct QuantityTests {
  @Test(arguments: table.indices)
  func `a quantity is read, rounded and written as Kubernetes does`(_ row: Int) throws {
    let (text, canonical, value, milli) = table[row]
    let quantity = try Quantity(parsing: text)
    #expect(quantity.description == canonical, "\(text)")
    #expect(quantity.value == value, "\(text)")
    #expect(quantity.milliValue == milli, "\(text)")
  }

  @Test(arguments: [
    ("", QuantityError.formatWrong),
    ("abc", .formatWrong),
    (" 1", .formatWrong),
    ("1 ", .formatWrong),
    ("1.2.3", .formatWrong),
    ("1,5", .formatWrong),
    ("--1", .suffix("-1")),
    ("1e3.5", .formatWrong),
    ("1Gb", .formatWrong),
    ("1K", .suffix("K")),
    ("1ki", .suffix("ki")),
    ("1i", .suffix("i")),
    ("1Kii", .suffix("Kii")),
    ("1e", .suffix("e")),
    ("1e+", .suffix("e+")),
    ("1-3", .suffix("-3")),
    ("1g", .formatWrong),
    ("1e30", .outOfRange),
    ("1e9999999", .outOfRange),
    ("999999999999999999999999999999999999999999", .outOfRange),
  ])
  func `a text that is no quantity is refused with its reason`(text: String, reason: QuantityError)
  {
    #expect(throws: reason, "\(text)") { try Quantity(parsing: text) }
  }

  @Test func `amounts are equal whatever their notation`() throws {
    let one = try Quantity(parsing: "1")
    #expect(try one == Quantity(parsing: "1000m"))
    #expect(try one.hashValue == Quantity(parsing: "1e0").hashValue)
    #expect(try Quantity(parsing: "1Ki") == Quantity(1_024))
    #expect(try Quantity(parsing: "1Gi") > Quantity(parsing: "1G"))
    #expect(try Quantity(parsing: "-1") < Quantity.zero)
  }

  @Test func `a sum takes the notation of what is not zero and is checked`() throws {
    let gibi = try Quantity(parsing: "1Gi")
    #expect((Quantity.zero + gibi).description == "1Gi")
    #expect((gibi + gibi).description == "2Gi")
    #expect(try (Quantity(parsing: "1") + Quantity(parsing: "500m")).description == "1500m")
    #expect((gibi - gibi).isZero)
    let huge = try Quantity(parsing: "1e29")
    #expect(huge.adding(huge) == nil)
    #expect(huge + huge > huge)
    #expect(huge.multiplied(by: 5) == nil)
    #expect(Quantity(3).multiplied(by: 5) == Quantity(15))
  }

  @Test func `the approximate double is mantissa times power of ten`() throws {
    #expect(try Quantity(parsing: "50m").approximateDouble == 50 * 1e-3)
    #expect(try Quantity(parsing: "570m").approximateDouble == 570 * 1e-3)
    #expect(try Quantity(parsing: "2k").approximateDouble == 2_000)
    #expect(Quantity.zero.approximateDouble == 0)
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func `what is written is read back as the same amount`(seed: UInt64) throws {
    var random = TestGenerator(seed: seed)
    let suffixes = ["", "n", "u", "m", "k", "M", "G", "Ki", "Mi", "Gi", "e3", "E-2"]
    for _ in 0..<2_000 {
      let whole = random.next(below: 100_000_000)
      let fraction = random.next(below: 4) == 0 ? ".\(random.next(below: 1_000_000))" : ""
      let sign = random.next(below: 5) == 0 ? "-" : ""
      let suffix = suffixes[Int(random.next(below: UInt64(suffixes.count)))]
      let text = "\(sign)\(whole)\(fraction)\(suffix)"
      let quantity = try Quantity(parsing: text)
      let again = try Quantity(parsing: quantity.description)
      #expect(again == quantity, "seed \(seed): \(text) was written as \(quantity)")
      #expect(again.description == quantity.description, "seed \(seed): \(text)")
    }
  }

  @Test(arguments: [UInt64(11), 12])
  func `long texts and short ones are read by the same rule`(seed: UInt64) throws {
    // Trailing zeros of the fraction push a text over to the digit-by-digit way.
    var random = TestGenerator(seed: seed)
    for _ in 0..<500 {
      let text = "\(random.next(below: 1_000_000)).\(random.next(below: 1_000))"
      for suffix in ["", "m", "Ki", "Gi"] {
        let short = try Quantity(parsing: text + suffix)
        let long = try Quantity(parsing: text + String(repeating: "0", count: 25) + suffix)
        #expect(short == long, "seed \(seed): \(text)\(suffix)")
      }
    }
  }
}
