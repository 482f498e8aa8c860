// SPDX-License-Identifier: Apache-2.0

/// A moment, as Kubernetes writes it in RFC 3339: `2019-02-04T18:00:00Z`.
public struct Timestamp: Sendable, Hashable, Comparable {
  /// Microseconds since 1970-01-01T00:00:00Z; finer digits are cut off.
  public var microsecondsSince1970: Int64

  /// Makes a moment from microseconds since 1970.
  public init(microsecondsSince1970: Int64) {
    self.microsecondsSince1970 = microsecondsSince1970
  }

  /// Orders by time.
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.microsecondsSince1970 < right.microsecondsSince1970
  }
}
