// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Testing

@testable import Cluster

@Suite struct ReadinessTimingTests {
  private static func probe(
    delay: Int32 = 0, period: Int32 = 10, successes: Int32 = 1
  ) -> Probe {
    var probe = Probe(handler: .tcpSocket(port: .int(80)))
    probe.initialDelaySeconds = delay
    probe.periodSeconds = period
    probe.successThreshold = successes
    return probe
  }

  private static func spec(_ probes: [(startup: Probe?, readiness: Probe?)]) -> PodSpec {
    var spec = PodSpec()
    spec.containers = probes.map {
      var container = Container()
      container.startupProbe = $0.startup
      container.readinessProbe = $0.readiness
      return container
    }
    return spec
  }

  private static func ready(_ spec: PodSpec, answersAt second: Double) -> Double {
    let start = SimulationTime.zero + .seconds(100)
    return
      (ReadinessTiming(spec).readyAt(
        containerStart: start, canAnswerAt: start + SimulationDuration(seconds: second)) - start)
      .seconds
  }

  /// Probes one instant after the other, in steps of a tenth of a second, as a worker would.
  private static func ticked(
    _ probe: Probe, answersAt second: Double, notBefore: Double = 0
  ) -> Double {
    var tenths = Int(probe.initialDelaySeconds) * 10
    var successes: Int32 = 0
    while true {
      let instant = Double(tenths) / 10
      if instant >= second, instant >= notBefore { successes += 1 }
      if successes >= probe.successThreshold { return instant }
      tenths += Int(probe.periodSeconds) * 10
    }
  }

  @Test func `a pod without a probe is ready when its containers run`() {
    #expect(Self.ready(Self.spec([(nil, nil)]), answersAt: 45) == 0)
    #expect(!ReadinessTiming(Self.spec([(nil, nil)])).hasProbe)
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `readiness comes at the probe that ticking finds`(seed: UInt64) {
    var stream = RandomStream(seed: seed, name: "probe")
    let probe = Self.probe(
      delay: Int32(stream.next(below: 30)), period: Int32(1 + stream.next(below: 20)),
      successes: Int32(1 + stream.next(below: 3)))
    let answers = Double(stream.next(below: 900)) / 10
    let ready = Self.ready(Self.spec([(nil, probe)]), answersAt: answers)
    #expect(ready == Self.ticked(probe, answersAt: answers), "seed \(seed)")
  }

  @Test func `an answer at the very instant of a probe counts`() {
    let spec = Self.spec([(nil, Self.probe(delay: 5, period: 10))])
    #expect(Self.ready(spec, answersAt: 15) == 15)
    #expect(Self.ready(spec, answersAt: 15.000_001) == 25)
    #expect(Self.ready(spec, answersAt: 0) == 5)
  }

  @Test func `readiness is asked at once when the startup probe succeeds`() {
    let startup = Self.probe(delay: 0, period: 3)
    let spec = Self.spec([(startup, Self.probe(period: 60))])
    #expect(Self.ready(spec, answersAt: 7) == 9)
    let twice = Self.spec([(startup, Self.probe(period: 60, successes: 2))])
    #expect(Self.ready(twice, answersAt: 7) == 69)
  }

  @Test func `the initial delay of readiness holds also after a startup probe`() {
    let spec = Self.spec([(Self.probe(period: 3), Self.probe(delay: 60, period: 10))])
    #expect(Self.ready(spec, answersAt: 7) == 60)
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `a pod is ready when the last of its containers is`(seed: UInt64) {
    var stream = RandomStream(seed: seed, name: "probes")
    let probes = (0..<3).map { _ in
      Self.probe(
        delay: Int32(stream.next(below: 30)), period: Int32(1 + stream.next(below: 40)))
    }
    let answers = Double(stream.next(below: 900)) / 10
    let wanted = probes.map { Self.ticked($0, answersAt: answers) }.max()
    let spec = Self.spec(probes.map { (nil, $0) })
    #expect(Self.ready(spec, answersAt: answers) == wanted, "seed \(seed)")
  }

  @Test func `a startup probe holds back its own container alone`() {
    let spec = Self.spec([(Self.probe(period: 30), nil), (nil, Self.probe(period: 2))])
    #expect(Self.ready(spec, answersAt: 3) == 30)
    #expect(Self.ready(spec, answersAt: 30) == 30)
    #expect(Self.ready(spec, answersAt: 31) == 60)
  }
}
