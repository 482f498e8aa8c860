// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario
import Testing

@Suite struct CSVCurveTests {
  private func read(_ csv: String, _ set: String...) throws -> (ScenarioFolder, ScenarioReadResult)
  {
    let folder = try ScenarioFolder()
    try folder.write(csv, to: "data/peak.csv")
    return (folder, folder.read(set: ["spec.traffic[0].rate.csvStart=0s"] + set))
  }

  private func points(_ result: ScenarioReadResult) -> [[Double]]? {
    result.scenario?.traffic.first?.rate.csv.map { [$0.at.seconds, $0.rate] }
  }

  @Test func `a curve is scaled`() throws {
    let (_, result) = try read("t_seconds,requests_per_second\n0,10\n60,40.5\n")
    #expect(points(result) == [[0, 20], [60, 81]])
  }

  @Test func `a curve that begins before the run is cut at time zero`() throws {
    let (_, result) = try read(
      "t,r\n0,10\n60,40\n120,100\n", "spec.traffic[0].rate.csvStart=30s",
      "spec.traffic[0].rate.scale=1")
    #expect(points(result) == [[0, 25], [30, 40], [90, 100]])
    let (_, exact) = try read(
      "t,r\n0,10\n60,40\n120,100\n", "spec.traffic[0].rate.csvStart=1m",
      "spec.traffic[0].rate.scale=1")
    #expect(points(exact) == [[0, 40], [60, 100]])
  }

  @Test func `carriage returns, blanks, empty lines and a byte order mark are no faults`() throws {
    let (_, result) = try read("\u{FEFF}t , r\r\n\r\n0.5 ,\t1e1\r\n 2,3\r\n\r\n")
    #expect(points(result) == [[0.5, 20], [2, 6]])
  }

  @Test func `a rate is taken from a named column`() throws {
    let (_, result) = try read(
      "t,reads,writes\n0,1,2\n1,3,4\n",
      "spec.traffic[0].rate.csv={path: data/peak.csv, column: writes}")
    #expect(points(result) == [[0, 4], [1, 8]])
  }

  /// A file and the fault that is told, without the name of the file.
  @Test(arguments: [
    ("", ["1:1: no rows, expected a header and at least one row"]),
    ("t,r\n", ["1:1: no rows, expected a header and at least one row"]),
    ("0,1\n1,2\n", ["1:1: numbers in the first line, expected a header such as t_seconds,rate"]),
    ("t\n0\n", ["1:1: a header of one column, expected two columns: seconds,rate"]),
    ("t,a,b\n0,1,2\n", ["1:1: 3 columns, expected two columns"]),
    ("t,r\n0,1\n1\n", ["3:1: 1 columns, expected 2 as in the header"]),
    (
      "t,r\n0,1\n1,x\n2,nan\n-1,0\n",
      [
        "3:3: found \"x\", expected a rate from 0 to 1000000000",
        "4:3: found \"nan\", expected a rate from 0 to 1000000000",
        "5:1: found \"-1\", expected seconds from 0 to 34560000",
      ]
    ),
    ("t,r\n5,1\n5,2\n", ["3:1: found 5, expected seconds that grow from row to row"]),
    ("t,r\n0,2e9\n", ["2:3: found \"2e9\", expected a rate from 0 to 1000000000"]),
    ("t,r\n0,\"1\"\n", ["2:3: found \"\"1\"\", expected a rate from 0 to 1000000000"]),
  ])
  func `a broken curve is refused at its place`(_ csv: String, _ faults: [String]) throws {
    let (folder, result) = try read(csv)
    #expect(result.scenario == nil)
    #expect(folder.faults(result) == faults.map { "data/peak.csv:" + $0 })
  }

  @Test func `a column that is not there suggests the nearest`() throws {
    let (_, result) = try read(
      "t,reads,writes\n0,1,2\n", "spec.traffic[0].rate.csv={path: data/peak.csv, column: write}")
    #expect(result.diagnostics.map(\.hint) == ["did you mean \"writes\"?"])
  }

  @Test func `a scaled rate above a billion is refused`() throws {
    let (_, result) = try read("t,r\n0,1e6\n", "spec.traffic[0].rate.scale=2000")
    #expect(
      result.diagnostics.map(\.message) == [
        "spec.traffic[0].rate.scale: the highest rate becomes 2000000000, "
          + "expected at most 1000000000 requests/s"
      ])
  }

  @Test func `only the first faults of a broken curve are told`() throws {
    let (_, result) = try read("t,r\n" + String(repeating: "x,y\n", count: 1000))
    #expect((20...21).contains(result.diagnostics.count))
  }
}
