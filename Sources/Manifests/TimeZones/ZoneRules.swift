// SPDX-License-Identifier: Apache-2.0

/// A zone of the IANA time zone database: its offset from UTC and the moments at which it changes.
///
/// Exact from 1995 on; before that the offset of the beginning of 1995 is given. The rules are part
/// of the program, so they do not depend on the machine.
public struct ZoneRules: Sendable, Hashable {
  /// A moment from which another offset holds.
  public struct Change: Sendable, Hashable, BitwiseCopyable {
    /// The moment in seconds since 1970-01-01T00:00:00Z.
    public var at: Int64
    /// The offset from then on, in seconds east of UTC.
    public var offsetSeconds: Int32
  }

  /// The name, such as `Asia/Shanghai`.
  public let name: String
  /// The offset before the first change, in seconds east of UTC.
  public let firstOffsetSeconds: Int32
  private let changes: [Change]
  private let yearly: ZoneYearlyRule?
  private let yearlySince: Int64

  /// Finds a zone by its name, in upper and lower case as written; an empty name is UTC.
  ///
  /// The names are those of Go's `time.LoadLocation`, which Kubernetes and KEDA read zones with.
  public init?(named name: String) {
    guard let record = ZoneRecords.byName[name.isEmpty ? "UTC" : name] else { return nil }
    let fields = record.split(separator: "|", omittingEmptySubsequences: false)
    guard fields.count >= 4 else { return nil }
    let offsets = fields[2].split(separator: " ").compactMap { Int32($0) }.map { $0 * 900 }
    guard let first = offsets.first else { return nil }
    self.name = name.isEmpty ? "UTC" : name
    firstOffsetSeconds = first
    changes = Self.changes(fields[3], offsets: offsets)
    yearly = ZoneYearlyRule(fields[1])
    yearlySince = fields.count > 4 ? (Int64(fields[4]) ?? 0) * 60 : ZoneRecords.firstSecond
  }

  /// The names of all zones in alphabetical order, those of old versions among them.
  public static var names: [String] { ZoneRecords.names }

  /// The version of the database, such as `2025b`.
  public static var version: String { ZoneRecords.version }

  /// The changes up to and at a moment, in order of time; cost: two for each year with summer time.
  public func changes(through last: Int64) -> [Change] {
    var result = changes.filter { $0.at <= last }
    guard let yearly, last >= yearlySince else { return result }
    let from = ZoneYearlyRule.year(of: yearlySince) - 1
    let to = min(ZoneYearlyRule.year(of: last), 9999)
    guard from <= to else { return result }
    for year in from...to {
      for change in yearly.changes(inYear: year)
      where change.at >= yearlySince && change.at <= last {
        result.append(change)
      }
    }
    return result
  }

  private static func changes(_ text: Substring, offsets: [Int32]) -> [Change] {
    var result: [Change] = []
    var minutes = ZoneRecords.firstSecond / 60
    var digits = text.utf8.makeIterator()
    while let place = digits.next().flatMap(digit) {
      var delta: Int64 = 0
      for _ in 0..<5 { delta = delta * 36 + Int64(digits.next().flatMap(digit) ?? 0) }
      minutes += delta
      guard place < offsets.count else { return result }
      result.append(Change(at: minutes * 60, offsetSeconds: offsets[place]))
    }
    return result
  }

  private static func digit(_ byte: UInt8) -> Int? {
    switch byte {
    case 0x30...0x39: Int(byte) - 0x30
    case 0x61...0x7A: Int(byte) - 0x61 + 10
    default: nil
    }
  }
}
