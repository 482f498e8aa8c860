// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Glibc
import Testing

@testable import Cluster

@Suite struct DailyWaveTests {
  @Test func `the wave is the cosine of the time of day`() {
    var worst = 0.0
    for second in stride(from: -200_000.0, through: 400_000, by: 37) {
      let wanted = cos(2 * Double.pi * second / 86_400)
      worst = max(worst, abs(DailyWave.cosine(secondsFromPeak: second) - wanted))
    }
    #expect(worst < 1e-12, "\(worst)")
  }

  @Test func `it has its peak at the peak and its trough twelve hours away`() {
    #expect(DailyWave.cosine(secondsFromPeak: 0) == 1)
    #expect(DailyWave.cosine(secondsFromPeak: 43_200) == -1)
    #expect(DailyWave.cosine(secondsFromPeak: -86_400) == 1)
    #expect(abs(DailyWave.cosine(secondsFromPeak: 21_600)) < 1e-13)
  }
}
