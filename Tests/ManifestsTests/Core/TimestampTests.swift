// SPDX-License-Identifier: Apache-2.0

import Manifests
import Testing

struct TimestampTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", Int64(0)),
    ("2019-02-04T18:00:00+08:00", 1_549_274_400_000_000),
    ("2020-02-29T23:59:59.25Z", 1_583_020_799_250_000),
    ("2000-03-01T00:00:00Z", 951_868_800_000_000),
    ("1969-12-31T23:59:59Z", -1_000_000),
    ("2019-02-04t10:00:00.1234567z", 1_549_274_400_123_456),
  ])
  func `a time in RFC 3339 is read`(text: String, microseconds: Int64) {
    #expect(Timestamp(parsing: text)?.microsecondsSince1970 == microseconds)
  }

  @Test(arguments: [
    "", "2019-02-04", "2019-02-30T00:00:00Z", "2019-13-01T00:00:00Z", "2019-02-04T24:00:00Z",
    "2019-02-04T18:00:00", "2019-02-04T18:00:00.Z", "2019-02-04T18:00:00Zx", "2021-02-29T00:00:00Z",
    "2019-02-04T18:00:00+24:00",
  ])
  func `a text that is no time is refused`(text: String) {
    #expect(Timestamp(parsing: text) == nil)
  }

  @Test(arguments: [UInt64(21)])
  func `a time that is written is read back the same`(seed: UInt64) {
    var random = TestGenerator(seed: seed)
    for _ in 0..<2_000 {
      // From the year 1 to 9999, about.
      let seconds = Int64(random.next(below: 315_000_000_000)) - 62_000_000_000
      let moment = Timestamp(
        microsecondsSince1970: seconds * 1_000_000 + Int64(random.next(below: 1_000_000)))
      #expect(Timestamp(parsing: moment.description) == moment, "seed \(seed): \(moment)")
    }
  }
}
