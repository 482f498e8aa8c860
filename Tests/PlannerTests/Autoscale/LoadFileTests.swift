// SPDX-License-Identifier: Apache-2.0

import Manifests
import Planner
import Testing

/// Recorded load from CSV and Prometheus, and where the faults of such files are.
struct LoadFileTests {
  private func read(_ text: String, path: String = "load.csv") -> (LoadFile?, [Diagnostic]) {
    let diagnostics = Diagnostics()
    let file = LoadFile.read(Array(text.utf8), path: path, into: diagnostics)
    return (file, diagnostics.all)
  }

  @Test func `CSV has a time, loads and the replicas`() throws {
    let (file, faults) = read("time,load,replicas\n1762128000,1.5,3\n1762128015,2,4\n")
    #expect(faults.isEmpty)
    let load = try #require(file)
    #expect(load.isCalendar)
    #expect(load.series.map(\.name) == ["load"])
    #expect(load.series[0].points.map(\.value) == [1.5, 2])
    #expect(load.series[0].points[1].microseconds == 1_762_128_015_000_000)
    #expect(load.replicas?.points.map(\.value) == [3, 4])
  }

  @Test func `dates and seconds since the start are read, but not both`() throws {
    let dates = try #require(read("t,load\n2025-11-03T00:00:00Z,1\n2025-11-03 00:00:15Z,2\n").0)
    #expect(dates.series[0].points[1].microseconds == 1_762_128_015_000_000)
    let seconds = try #require(read("t,load\r\n0,1\r\n15,2\r\n").0)
    #expect(!seconds.isCalendar)
    let (mixed, faults) = read("t,load\n0,1\n2025-11-03T00:00:00Z,2\n")
    #expect(mixed == nil)
    #expect(faults.map(\.description).first?.hasPrefix("load.csv:3:1: error:") == true)
  }

  @Test(arguments: [
    ("time,load\n0,1\n0,2\n", "load.csv:3:1"),
    ("time,load\n0,-1\n", "load.csv:2:3"),
    ("time,load\n15,abc\n", "load.csv:2:4"),
    ("time,load\n0,1,2\n", "load.csv:2:1"),
    ("time,load\nnoon,1\n", "load.csv:2:1"),
    ("time\n0\n", "load.csv:1:1"),
    ("0,1\n", "load.csv:1:1"),
    ("time,replicas\n0,1\n", "load.csv:1:1"),
    ("time,a,a\n0,1,1\n", "load.csv:1:1"),
    ("", "load.csv:1:1"),
  ])
  func `a fault in CSV is told with its place`(text: String, place: String) {
    let (file, faults) = read(text)
    #expect(file == nil)
    #expect(faults.first.map { $0.description.hasPrefix(place + ":") } == true, "\(faults)")
  }

  @Test func `the series of a Prometheus matrix are added up and counted`() throws {
    let text = """
      {"status":"success","data":{"resultType":"matrix","result":[
      {"metric":{"__name__":"cpu","pod":"a"},"values":[[100000000,"1"],[100000015,"2"]]},
      {"metric":{"__name__":"cpu","pod":"b"},"values":[[100000015,"0.5"],[100000030,"NaN"]]}]}}
      """
    let (file, faults) = read(text, path: "range.json")
    #expect(faults.isEmpty)
    let load = try #require(file)
    #expect(load.series[0].name == "cpu")
    #expect(load.series[0].points.map(\.value) == [1, 2.5])
    #expect(load.replicas?.points.map(\.value) == [1, 2])
  }

  @Test(arguments: [
    ("{\"status\":\"error\",\"error\":\"parse error\"}", "the query failed: parse error"),
    ("{\"data\":{\"resultType\":\"vector\",\"result\":[]}}", "expected \"matrix\""),
    ("{\"data\":{}}", "found no list \"result\""),
    ("[{\"metric\":{}}]", "found a series without \"values\""),
    ("[{\"values\":[[1]]}]", "expected a pair"),
    ("[{\"values\":[[1,\"x\"]]}]", "expected a number"),
    ("[{\"values\":[[2,\"1\"],[1,\"1\"]]}]", "expected times that grow"),
    ("[]", "found no samples"),
    ("{\"a\":", "load.json:1:"),
  ])
  func `a fault in a Prometheus answer is told`(text: String, words: String) {
    let (file, faults) = read(text, path: "load.json")
    #expect(file == nil)
    #expect(faults.contains { $0.description.contains(words) }, "\(faults)")
  }

  @Test func `a sample holds for five minutes and then there is a gap`() {
    let series = LoadSeries(
      name: "load",
      points: [0, 15, 30, 1_000].map { .init(microseconds: $0 * 1_000_000, value: Double($0)) })
    var cursor = LoadSeries.Cursor(series)
    #expect(cursor.value(at: -5_000_000) == 0)
    #expect(cursor.value(at: 29_000_000) == 15)
    #expect(cursor.value(at: 330_000_000) == 30)
    #expect(cursor.value(at: 331_000_000) == nil)
    #expect(cursor.value(at: 1_000_000_000) == 1_000)
  }
}
