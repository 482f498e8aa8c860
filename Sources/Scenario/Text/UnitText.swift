// SPDX-License-Identifier: Apache-2.0

/// Numbers with a unit of size, bandwidth or share: `500MB`, `1Gbps`, `0.1%`.
enum UnitText {
  /// The units of sizes with their bytes.
  static let sizes: [(name: String, bytes: Int64)] = [
    ("B", 1), ("", 1), ("k", 1000), ("kB", 1000), ("KB", 1000), ("M", 1_000_000),
    ("MB", 1_000_000), ("G", 1_000_000_000), ("GB", 1_000_000_000), ("T", 1_000_000_000_000),
    ("TB", 1_000_000_000_000), ("Ki", 1 << 10), ("KiB", 1 << 10), ("Mi", 1 << 20),
    ("MiB", 1 << 20), ("Gi", 1 << 30), ("GiB", 1 << 30), ("Ti", 1 << 40), ("TiB", 1 << 40),
  ]
  /// The units of bandwidths with their bits per second.
  static let bandwidths: [(name: String, bits: Int64)] = [
    ("bps", 1), ("kbps", 1000), ("Kbps", 1000), ("Mbps", 1_000_000), ("Gbps", 1_000_000_000),
    ("Tbps", 1_000_000_000_000), ("B/s", 8), ("kB/s", 8000), ("MB/s", 8_000_000),
    ("GB/s", 8_000_000_000), ("KiB/s", 8 << 10), ("MiB/s", 8 << 20), ("GiB/s", 8 << 30),
  ]

  /// A regular expression that every size matches.
  static let sizePattern = "^[0-9]+(\\.[0-9]+)?(B|[kKMGT]B?|[KMGT]iB?)?$"
  /// A regular expression that every bandwidth matches.
  static let bandwidthPattern = "^[0-9]+(\\.[0-9]+)?([kKMGT]?bps|([kMG]|[KMG]i)?B/s)$"
  /// A regular expression that every share with a percent sign matches.
  static let sharePattern = "^[0-9]+(\\.[0-9]+)?%?$"

  /// Reads a size in bytes.
  static func parseSize(_ text: String) throws(TextFault) -> Int64 {
    let hint = "write a size such as 500MB or 300Mi"
    let (number, unit) = try split(text, "size", hint)
    guard let bytes = sizes.first(where: { $0.name == unit })?.bytes else {
      throw TextFault(expected: "a size with a known unit", hint: hint)
    }
    guard let size = number.times(bytes) else {
      throw TextFault(expected: "a whole number of bytes in 64 bits")
    }
    return size
  }

  /// Reads a bandwidth in bytes per second.
  static func parseBandwidth(_ text: String) throws(TextFault) -> Double {
    let hint = "write a bandwidth such as 1Gbps or 125MB/s"
    let (number, unit) = try split(text, "bandwidth", hint)
    guard let bits = bandwidths.first(where: { $0.name == unit })?.bits else {
      throw TextFault(expected: "a bandwidth with a unit", hint: hint)
    }
    guard let rate = number.times(bits) else {
      throw TextFault(expected: "whole bits per second in 64 bits")
    }
    return Double(rate) / 8
  }

  /// Reads a share: `0.1%` or a ratio such as `0.001`.
  static func parseShare(_ text: String) throws(TextFault) -> Double {
    let isPercent = text.hasSuffix("%")
    let digits = isPercent ? String(text.dropLast()) : text
    guard let number = plainNumber(digits) else {
      throw TextFault(expected: "a share", hint: "write a share such as 0.1% or 0.001")
    }
    return isPercent ? number / 100 : number
  }

  /// Reads a finite decimal number; nil for anything else, such as `nan`, `0x10` or ` 1`.
  static func plainNumber(_ text: String) -> Double? {
    let allowed = text.utf8.allSatisfy { (48...57).contains($0) || "+-.eE".utf8.contains($0) }
    guard allowed, text.utf8.count <= 64, let number = Double(text), number.isFinite else {
      return nil
    }
    return number
  }

  /// A size in the largest unit that divides it.
  static func sizeText(_ bytes: Int64) -> String {
    for (unit, name) in [(Int64(1_000_000_000), "GB"), (1_000_000, "MB"), (1000, "kB")]
    where bytes > 0 && bytes % unit == 0 {
      return "\(bytes / unit)\(name)"
    }
    return "\(bytes)B"
  }

  /// A bandwidth in bits per second, in the largest unit that divides it.
  static func bandwidthText(_ bytesPerSecond: Double) -> String {
    let bits = bytesPerSecond * 8
    for (unit, name) in [(1e9, "Gbps"), (1e6, "Mbps"), (1e3, "kbps")]
    where (bits / unit).rounded() == bits / unit {
      return numberText(bits / unit) + name
    }
    return numberText(bits) + "bps"
  }

  /// A number without a needless `.0`.
  static func numberText(_ number: Double) -> String {
    if number == number.rounded(), abs(number) < 1e15 { return "\(Int64(number))" }
    return "\(number)"
  }

  private static func split(
    _ text: String, _ what: String, _ hint: String
  ) throws(TextFault) -> (DecimalText, Substring) {
    if text.hasPrefix("-") { throw TextFault(expected: "a \(what) that is not negative") }
    var rest = text[...]
    guard text.utf8.count <= 64, let number = DecimalText.take(from: &rest) else {
      throw TextFault(expected: "a \(what)", hint: hint)
    }
    return (number, rest)
  }
}
