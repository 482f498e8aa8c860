// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Testing

struct `Simulation time` {
  @Test(arguments: [
    (0, "0.000s"), (4_500_000, "4.500s"), (4_500_250, "4.500250s"), (1, "0.000001s"),
    (64_007_000, "1m04.007s"), (7_384_500_000, "2h03m04.500s"), (3_600_000_000, "1h00m00.000s"),
    (-90_000_000, "-1m30.000s"), (360_000_000_000, "100h00m00.000s"),
    (Int64.min, "-2562047788h00m54.775808s"),
  ])
  func `reads as hours, minutes and seconds`(microseconds: Int64, text: String) {
    #expect("\(SimulationDuration(microseconds: microseconds))" == text)
    #expect("\(SimulationTime(microseconds: microseconds))" == text)
  }

  @Test func `moves by durations and differs by durations`() {
    var time = SimulationTime.zero + .seconds(90)
    #expect(time.microseconds == 90_000_000)
    #expect(time - SimulationTime(microseconds: 30_000_000) == .minutes(1))
    #expect(time - .minutes(1) == SimulationTime(microseconds: 30_000_000))
    time += .milliseconds(5)
    time -= .microseconds(1)
    #expect(time.microseconds == 90_004_999)
    #expect(time.seconds == 90.004999)
    #expect(time > .zero && time < .horizon)
    #expect(time.sinceStart == .microseconds(90_004_999))
  }

  @Test func `durations are added, multiplied and divided`() {
    #expect(SimulationDuration.hours(1) == .minutes(59) + .seconds(60))
    #expect(.seconds(3) * 4 == SimulationDuration.seconds(12))
    #expect(4 * SimulationDuration.seconds(3) == .seconds(12))
    #expect(SimulationDuration.seconds(10) / 4 == .milliseconds(2_500))
    #expect(SimulationDuration.seconds(10) / .seconds(3) == 3)
    #expect(SimulationDuration.seconds(10) % .seconds(3) == .seconds(1))
    #expect(-SimulationDuration.seconds(1) == .zero - .seconds(1))
    #expect(SimulationDuration.seconds(1) < .milliseconds(1_001))
    var duration = SimulationDuration.seconds(1)
    duration += .seconds(2)
    duration -= .milliseconds(1)
    #expect(duration.seconds == 2.999)
  }

  @Test(arguments: [
    (0.0, 0), (1.5, 1_500_000), (1e-6, 1), (0.4e-6, 0), (0.5e-6, 1), (-0.5e-6, -1),
    (2.5e-6, 3), (0.1, 100_000), (-3.25, -3_250_000),
    (9_007_199_254.740_992, 9_007_199_254_740_992),
  ])
  func `seconds are rounded to the nearest microsecond`(seconds: Double, microseconds: Int64) {
    #expect(SimulationDuration(seconds: seconds).microseconds == microseconds)
    #expect(SimulationDuration(checkingSeconds: seconds)?.microseconds == microseconds)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 9.3e12, -9.3e12, 1e300])
  func `seconds out of range are refused`(seconds: Double) {
    #expect(SimulationDuration(checkingSeconds: seconds) == nil)
  }

  @Test func `an overflow stops the program`() async {
    await #expect(processExitsWith: .failure) {
      // Printed, since an optimiser may leave out a sum that nobody reads.
      print(SimulationTime(microseconds: .max) + .microseconds(1))
    }
    await #expect(processExitsWith: .failure) { print(SimulationDuration.hours(.max)) }
    await #expect(processExitsWith: .failure) { print(SimulationDuration(seconds: .nan)) }
  }

  @Test func `a phase is a number from 0 to 7`() async {
    #expect(EventPhase(rawValue: 7)?.rawValue == 7)
    #expect(EventPhase(rawValue: 8) == nil)
    #expect(EventPhase(0) < EventPhase(1))
    #expect(EventPhase.count == 8)
    await #expect(processExitsWith: .failure) { _ = EventPhase(8) }
  }
}
