// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

struct TaintTolerationTests {
  private func tolerating(_ key: String, effect: Taint.Effect?) -> Pod {
    World.pod { pod in
      var toleration = Toleration()
      toleration.key = key
      toleration.operator = .exists
      toleration.effect = effect
      pod.spec.tolerations = [toleration]
    }
  }

  @Test(arguments: [Taint.Effect.noSchedule, .noExecute])
  func `a hard taint keeps pods away`(effect: Taint.Effect) {
    var world = World()
    world.add("a") { $0.spec.taints = [Taint(key: "gpu", effect: effect)] }
    #expect(world.reasons(World.pod()) == ["node(s) had untolerated taint(s)": 1])
    #expect(world.place(tolerating("gpu", effect: effect)) == "a")
    #expect(world.place(tolerating("gpu", effect: nil)) == "a")
    #expect(world.place(tolerating("gpu", effect: .preferNoSchedule)) == nil)
  }

  @Test func `each soft taint that is not borne lowers the score`() {
    var world = World()
    world.add("a")
    world.add("b") { $0.spec.taints = [Taint(key: "x", effect: .preferNoSchedule)] }
    world.add("c") {
      $0.spec.taints = ["x", "y", "z"].map { Taint(key: $0, effect: .preferNoSchedule) }
    }
    let scores = world.scores("TaintToleration", World.pod())
    // 100 - 100 * 1 / 3 is 67 in integers; the weight is 3.
    #expect(scores == ["a": 300, "b": 201, "c": 0])
    #expect(
      world.scores("TaintToleration", tolerating("x", effect: .preferNoSchedule))
        == ["a": 300, "b": 300, "c": 0])
  }

  @Test func `taints that come and go are noticed`() {
    var world = World()
    let first = world.add("a")
    world.add("b")
    let taint = Taint(key: "node.kubernetes.io/not-ready", effect: .noExecute)
    #expect(world.place(World.pod()) == "a")
    world.nodes.addTaint(taint, to: first)
    for _ in 0..<3 { #expect(world.place(World.pod()) == "b") }
    world.nodes.removeTaint(key: taint.key, effect: taint.effect, from: first)
    #expect(world.place(World.pod()) == "a")
  }
}
