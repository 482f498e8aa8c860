// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

/// KEDA's way to zero and back.
@Suite struct ScaledObjectRuleTests {
  private func at(_ second: Int64) -> SimulationTime { .zero + .seconds(second) }

  private func rule(
    min: Int32 = 0, idle: Int32? = nil, cooldown: Int32 = 300, initial: Int32 = 0
  ) -> ScaledObjectRule {
    var object = ScaledObject()
    object.minReplicaCount = min
    object.idleReplicaCount = idle
    object.cooldownPeriod = cooldown
    object.initialCooldownPeriod = initial
    return ScaledObjectRule(object, createdAt: .zero)
  }

  @Test func `an active trigger brings one pod back from zero, or the least count`() {
    var free = rule()
    #expect(free.poll(at: at(30), isActive: true, isError: false, replicas: 0) == 1)
    #expect(free.lastActiveTime == at(30))
    var held = rule(min: 4)
    #expect(held.poll(at: at(30), isActive: true, isError: false, replicas: 0) == 4)
    #expect(held.poll(at: at(60), isActive: true, isError: false, replicas: 3) == nil)
  }

  @Test func `zero comes only when the quiet time is over, to the second`() {
    var rule = rule()
    #expect(rule.poll(at: at(30), isActive: true, isError: false, replicas: 5) == nil)
    #expect(rule.poll(at: at(60), isActive: false, isError: false, replicas: 5) == nil)
    #expect(rule.poll(at: at(330), isActive: false, isError: false, replicas: 1) == nil)
    #expect(rule.poll(at: at(331), isActive: false, isError: false, replicas: 1) == 0)
    #expect(rule.poll(at: at(360), isActive: false, isError: false, replicas: 0) == nil)
  }

  @Test func `what was never active goes to zero at once, after its initial quiet time`() {
    var plain = rule()
    #expect(plain.poll(at: at(1), isActive: false, isError: false, replicas: 3) == 0)
    var waiting = rule(initial: 600)
    #expect(waiting.poll(at: at(600), isActive: false, isError: false, replicas: 3) == nil)
    #expect(waiting.poll(at: at(630), isActive: false, isError: false, replicas: 3) == 0)
  }

  @Test func `with a least count there is no way to zero, only up to that count`() {
    var rule = rule(min: 2)
    #expect(rule.poll(at: at(900), isActive: false, isError: false, replicas: 5) == nil)
    #expect(rule.poll(at: at(930), isActive: false, isError: false, replicas: 1) == 2)
  }

  @Test func `the idle count stands below the least count while all is quiet`() {
    var rule = rule(min: 3, idle: 1)
    #expect(rule.poll(at: at(30), isActive: true, isError: false, replicas: 3) == nil)
    #expect(rule.poll(at: at(331), isActive: false, isError: false, replicas: 3) == 1)
    #expect(rule.poll(at: at(360), isActive: false, isError: false, replicas: 1) == nil)
    #expect(rule.poll(at: at(390), isActive: true, isError: false, replicas: 1) == 3)
  }

  @Test func `a trigger that cannot be read holds the count`() {
    var rule = rule()
    #expect(rule.poll(at: at(30), isActive: true, isError: false, replicas: 5) == nil)
    #expect(rule.poll(at: at(600), isActive: false, isError: true, replicas: 5) == nil)
    // One of several is active: the time of the last activity stays as it was.
    #expect(rule.poll(at: at(630), isActive: true, isError: true, replicas: 5) == nil)
    #expect(rule.lastActiveTime == at(30))
    #expect(rule.poll(at: at(660), isActive: false, isError: false, replicas: 5) == 0)
  }
}
