// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

/// Decisions on random inputs against a second, slower way to compute them, and invariants.
@Suite struct HPAPropertyTests {
  @Test(arguments: UInt64(1)...UInt64(20))
  func `one pass over the pods gives the same as sets of samples`(seed: UInt64) {
    var random = SplitMix(seed)
    for _ in 0..<200 {
      let isUtilization = random.below(2) == 0
      let metric: MetricSpec =
        isUtilization
        ? .cpu(percent: Int32(1 + random.below(180)))
        : .cpu(averageMilli: Int64(1 + random.below(300)))
      let bench = HPAPropertyTests.randomBench(metric, &random)
      let proposal = bench.proposal
      let reference = ReferenceCalculator(bench.view).replicas
      #expect(proposal.replicas == reference, "seed \(seed)")
    }
  }

  @Test(arguments: UInt64(1)...UInt64(10))
  func `a decision keeps the bounds and the order of pods does not matter`(seed: UInt64) {
    var random = SplitMix(seed)
    var bench = HPAPropertyTests.randomBench(.cpu(percent: 60), &random)
    bench.spec.minReplicas = 2
    bench.spec.maxReplicas = 40
    var other = bench
    for step in 0..<50 {
      let next = HPAPropertyTests.randomBench(.cpu(percent: 60), &random)
      (bench.pods, bench.readings) = (next.pods, next.readings)
      bench.seconds = Int64(step) * 15
      other.seconds = bench.seconds
      other.pods = bench.pods.reversed()
      other.readings = bench.readings
      other.readings[0].samples.reverse()
      let decision = bench.reconcile()
      #expect(decision == other.reconcile(), "seed \(seed)")
      if let count = decision.scaleTo {
        #expect((2...40).contains(count), "seed \(seed)")
        #expect(count != bench.specReplicas, "seed \(seed)")
      }
      bench.specReplicas = decision.resultingReplicas
      other.specReplicas = bench.specReplicas
    }
  }

  @Test(arguments: UInt64(1)...UInt64(10))
  func `wild inputs never stop the program`(seed: UInt64) {
    var random = SplitMix(seed)
    // The last one times 100 wraps round to the least number, which -1 does not divide.
    let wild: [Int64] = [.min, .max, 0, -1, 1, .max / 100, 1 << 61]
    for _ in 0..<200 {
      var bench = HPAPropertyTests.randomBench(.cpu(percent: 1), &random)
      for index in bench.pods.indices {
        bench.readings[0].samples[index].valueMilli = wild[random.below(wild.count)]
        bench.readings[0].samples[index].requestMilli = wild[random.below(wild.count)]
      }
      if random.below(3) == 0 { bench.readings[0].samples.removeLast(bench.pods.count / 2) }
      _ = bench.reconcile()
      bench.spec.metrics = [.external(averageValue: 1), .external(value: 1)]
      bench.readings = [
        HPAMetricReading(totalMilli: wild[random.below(wild.count)]),
        HPAMetricReading(totalMilli: wild[random.below(wild.count)]),
      ]
      _ = bench.reconcile()
    }
  }

  static func randomBench(_ metric: MetricSpec, _ random: inout SplitMix) -> HPABench {
    let count = 1 + random.below(12)
    var bench = HPABench(metric, replicas: Int32(1 + random.below(14)))
    bench.seconds = 1_000
    bench.setPods((0..<count).map { _ in Int64(random.below(250)) })
    for index in 0..<count {
      switch random.below(9) {
      case 0: bench.pods[index].isTerminating = true
      case 1: bench.pods[index].phase = .failed
      case 2, 3: bench.pods[index].phase = .pending
      case 4: bench.pods[index].readiness = .notReady
      case 5: bench.pods[index].startTime = nil
      default: break
      }
      if random.below(4) == 0 {
        bench.readings[0].samples[index] = .missing(requestMilli: 100)
      }
      bench.readings[0].samples[index].requestMilli = Int64(50 + random.below(200))
      if random.below(60) == 0 { bench.readings[0].samples[index].hasRequest = false }
    }
    if random.below(5) == 0 {
      bench.readings[0].unlistedCount = 1 + random.below(3)
      bench.readings[0].unlistedTotalMilli = Int64(random.below(500))
    }
    return bench
  }
}

/// The rules of the README on pods, with sets of samples that are filled in and summed up again.
private struct ReferenceCalculator {
  private struct Sample {
    var value: Int64
    var request: Int64?
  }

  let replicas: Int32?

  init(_ view: HPAView) {
    replicas = ReferenceCalculator.replicas(view)
  }

  private static func replicas(_ view: HPAView) -> Int32? {
    let reading = view.readings[0]
    var ready: [Sample] = []
    var unready: [Sample] = []
    var missing: [Sample] = []
    var target: Int64 = 0
    var isUtilization = false
    switch view.autoscaler.metrics[0].target {
    case .utilization(let percent): (target, isUtilization) = (Int64(percent), true)
    case .averageValue(let milli), .value(let milli): target = milli
    }
    for (pod, sample) in zip(view.pods, reading.samples) {
      if isUtilization, !sample.hasRequest { return nil }
      let own = Sample(value: sample.valueMilli, request: sample.requestMilli)
      if pod.isTerminating || pod.phase == .failed { continue }
      let neverReady = pod.startTime.map { pod.readyTransitionTime - $0 < .seconds(30) } ?? true
      if pod.phase == .pending {
        unready.append(own)
      } else if !sample.isPresent {
        missing.append(own)
      } else if pod.startTime == nil || (pod.readiness == .notReady && neverReady) {
        unready.append(own)
      } else {
        ready.append(own)
      }
    }
    var counted = ready
    for index in 0..<reading.unlistedCount {
      counted.append(Sample(value: index == 0 ? reading.unlistedTotalMilli : 0, request: nil))
    }
    if counted.isEmpty { return nil }
    guard let first = ratio(counted, target, isUtilization) else { return nil }
    let isInside = { (ratio: Double) in ratio >= 0.9 && ratio <= 1.1 }
    if missing.isEmpty, unready.isEmpty || first <= 1 {
      return isInside(first)
        ? view.specReplicas : Int32((first * Double(ready.count)).rounded(.up))
    }
    for pod in missing where first != 1 {
      let request = pod.request ?? 0
      let full = isUtilization ? request * max(100, target) / 100 : target
      counted.append(Sample(value: first < 1 ? full : 0, request: request))
    }
    if first > 1 { counted += unready.map { Sample(value: 0, request: $0.request) } }
    guard let second = ratio(counted, target, isUtilization) else { return nil }
    let count = Int32((second * Double(counted.count)).rounded(.up))
    let isTurned = (first < 1 && second > 1) || (first > 1 && second < 1)
    let isBackward =
      (second < 1 && count > view.specReplicas) || (second > 1 && count < view.specReplicas)
    return isInside(second) || isTurned || isBackward ? view.specReplicas : count
  }

  private static func ratio(_ samples: [Sample], _ target: Int64, _ isUtilization: Bool) -> Double?
  {
    guard isUtilization else {
      let sum = samples.reduce(0) { $0 + $1.value }
      return Double(sum / Int64(samples.count)) / Double(target)
    }
    let known = samples.filter { $0.request != nil }
    let requests = known.reduce(0) { $0 + ($1.request ?? 0) }
    if requests == 0 { return nil }
    return Double(known.reduce(0) { $0 + $1.value } * 100 / requests) / Double(target)
  }
}

/// A small generator of its own, so that a seed gives the same inputs everywhere.
struct SplitMix {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
