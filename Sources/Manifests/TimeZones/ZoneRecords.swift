// SPDX-License-Identifier: Apache-2.0

/// The IANA time zone database, version 2025b, from 1995 on, as text.
///
/// Part of the program rather than of the machine, so that a run gives the same result wherever it
/// is made. The database is in the public domain. Zones that agree since 1995 share a record;
/// records are separated by `;`, the fields of a record by `|`:
///
/// 1. the names, separated by spaces;
/// 2. what holds at the end: the offset in quarters of an hour east of UTC, or the offsets of
///    winter and summer and the days on which summer begins and ends, as month.week.weekday/quarter
///    with week 5 for the last one, as in a TZ variable of POSIX;
/// 3. all offsets of field 4 in quarters of an hour, that of the beginning of 1995 first;
/// 4. changes at certain minutes: the place of the new offset and five digits of base 36 for the
///    minutes since the change before, or since 1995;
/// 5. the minute since 1970 from which the days of field 2 hold; absent if they always do.
enum ZoneRecords {
  /// The version of the database.
  static let version = "2025b"
  /// The moment from which the records hold.
  static let firstSecond: Int64 = 788_918_400

  /// The records by name; lookups only.
  static let byName: [String: Substring] = {
    var table: [String: Substring] = [:]
    for text in [first, second] {
      for record in text.split(separator: ";") {
        let names = record.prefix { $0 != "|" }
        for name in names.split(separator: " ") { table[String(name)] = record }
      }
    }
    return table
  }()

  /// All names in alphabetical order.
  static let names: [String] = byName.keys.sorted()
}
