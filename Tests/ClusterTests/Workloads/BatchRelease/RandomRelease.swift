// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// A release of a StatefulSetPlus in a small cluster, with what operators and autoscalers do
/// meanwhile; everything is drawn from a seed.
struct RandomRelease {
  /// The scenario with its timeline.
  var small: SmallScenario
  /// When the release is held back, in seconds; nil if it never is.
  var pause: ClosedRange<Double>?
  /// The ordinals that are picked by hand for the first batch; empty if they are not.
  var picked: [Int] = []

  private var random: RandomStream
  /// The manifest as it was applied last.
  private var manifest: StatefulSetPlus

  init(seed: UInt64) {
    random = RandomStream(seed: seed, name: "release")
    let replicas = 6 + random.next(below: 10)
    let types: [CloneSet.UpdateStrategyType] = [.recreate, .inPlaceIfPossible]
    manifest = SmallScenario.statefulSetPlus(
      "im", replicas: Int32(replicas), batches: Int32(1 + random.next(below: 4)),
      type: types[random.next(below: 2)])
    small = SmallScenario(nodes: 4, seconds: 1500, isRunning: true)
    small.scenario.seed = seed
    small.scenario.cluster.controlPlane.releaseSyncTimePerPod =
      .milliseconds([0, 1, 300][random.next(below: 3)])
    manifest.spec.updateStrategy.parallel = random.next(below: 3) > 0
    manifest.spec.updateStrategy.batchAuto = random.next(below: 2) == 0
    if random.next(below: 3) == 0 { pick(among: replicas) }
    small.add(.statefulSetPlus(manifest))
    behave()
    manifest.spec.template.spec.containers[0].image = "app:2"
    small.apply(.statefulSetPlus(manifest), at: 10)
    intervene()
  }

  private mutating func pick(among replicas: Int) {
    picked = (0..<replicas).filter { _ in random.next(below: 3) == 0 }.sorted(by: >)
    manifest.spec.updateStrategy.podsToUpdate = [picked.map { "im-\($0)" }]
  }

  private mutating func behave() {
    var behavior = BehaviorBlock(
      target: WorkloadReference(kind: "StatefulSetPlus", name: "im"))
    behavior.startup.applicationStart = DurationSpread(
      median: .seconds(Int64(1 + random.next(below: 10))), p99: .seconds(20))
    behavior.request = BehaviorBlock.RequestBlock(cpu: .milliseconds(10))
    small.scenario.behavior = [behavior]
  }

  // MARK: What happens meanwhile

  private mutating func intervene() {
    switch random.next(below: 6) {
    case 0: hold()
    case 1: scale()
    case 2: autoscale()
    case 3: order(.rollbackAll)
    case 4: order(.rollbackBatch)
    default: break
    }
    // By hand a batch is confirmed now and then, also after it went back.
    guard !manifest.spec.updateStrategy.batchAuto else { return }
    for second in stride(from: 250.0, to: 1_100, by: 120) where random.next(below: 3) > 0 {
      order(.next, at: second + random.uniform() * 50)
    }
  }

  private mutating func hold() {
    let begin = 12 + random.uniform() * 60
    manifest.metadata.annotations[StatefulSetPlus.pauseAnnotation] = "true"
    small.apply(.statefulSetPlus(manifest), at: begin)
    manifest.metadata.annotations[StatefulSetPlus.pauseAnnotation] = nil
    small.apply(.statefulSetPlus(manifest), at: begin + 150)
    pause = begin...(begin + 150)
  }

  private mutating func scale() {
    for part in 0..<2 {
      manifest.spec.replicas = Int32(1 + random.next(below: 20))
      small.apply(
        .statefulSetPlus(manifest), at: 15 + Double(part) * 100 + random.uniform() * 90)
    }
  }

  private mutating func autoscale() {
    var autoscaler = HorizontalPodAutoscaler()
    autoscaler.metadata.name = "im"
    autoscaler.spec.scaleTargetRef = CrossVersionObjectReference(
      apiVersion: "platform.tkex/v1alpha1", kind: "StatefulSetPlus", name: "im")
    autoscaler.spec.minReplicas = 2
    autoscaler.spec.maxReplicas = 20
    autoscaler.spec.metrics = [.resource(name: "cpu", target: .utilization(50))]
    small.add(.horizontalPodAutoscaler(autoscaler))
    var rate = TrafficBlock.RateBlock()
    let peak = 20 + Double(random.next(below: 80))
    rate.points = [(0, 30.0), (30, peak), (300, peak), (330, 10)].map {
      .init(at: .zero + .seconds($0.0), rate: $0.1)
    }
    small.scenario.traffic = [
      TrafficBlock(target: WorkloadReference(kind: "StatefulSetPlus", name: "im"), rate: rate)
    ]
  }

  private mutating func order(_ order: BatchOrder, at second: Double? = nil) {
    var ordered = manifest
    ordered.metadata.annotations[StatefulSetPlus.orderAnnotation] = order.rawValue
    small.apply(.statefulSetPlus(ordered), at: second ?? 20 + random.uniform() * 80)
  }

  private enum BatchOrder: String {
    case next = "Next"
    case rollbackBatch = "RollbackBatch"
    case rollbackAll = "RollbackAll"
  }
}
