// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Testing

@testable import Cluster

/// The largest scale-up that the autoscaler makes at once.
struct BinpackingBench {
  /// 1,000 nodes are its own bound for one order; it grants itself 10 s for a group.
  @Test
  func `a thousand nodes are ordered at once and no more`() {
    var world = AutoscaledWorld()
    world.addGroup("a", cores: 32, maxSize: 5000)
    // Six kinds of pods that ask for 37,500 cores together.
    for kind in 0..<6 {
      let template = world.template("kind-\(kind)", cpuMillis: 250 * Int64(kind + 1))
      world.wait(template, count: 7_143)
    }
    let clock = ContinuousClock()
    let start = clock.now
    let actions = world.scan(atSecond: 0)
    let elapsed = clock.now - start
    #expect(actions == [.increase(group: 0, by: 1000)])
    print("42,858 pods packed on 1,000 nodes of 32 cores in \(elapsed)")
  }
}
