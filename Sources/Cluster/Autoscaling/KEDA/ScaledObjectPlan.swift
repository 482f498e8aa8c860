// SPDX-License-Identifier: Apache-2.0

import Manifests
import Scenario

/// What KEDA makes of a ScaledObject: an autoscaler, and what tells whether it is active.
struct ScaledObjectPlan: Sendable {
  /// What tells whether a trigger is active.
  enum Activity: Sendable, Hashable {
    case cron(CronWindow)
    case value(MetricSource, above: Double)
  }

  /// The HorizontalPodAutoscaler, which counts from one even if the object goes to zero.
  private(set) var autoscaler = HorizontalPodAutoscaler()
  /// Where its metrics have their values, in its order.
  private(set) var sources: [MetricSource] = []
  /// The triggers that can be active; those of CPU and memory never tell.
  private(set) var activities: [Activity] = []
  /// Whether there is nothing but CPU and memory, which counts as always active.
  var isAlwaysActive: Bool { activities.isEmpty }
  /// What is wrong or left out.
  private(set) var faults: [Diagnostic] = []
  private var metrics: [(spec: MetricSpec, source: MetricSource)] = []
  private let place: SourcePlace
  private let target: WorkloadReference
  private let owner: String

  /// Reads the triggers; what cannot be read is told and has no value.
  init(
    _ object: ScaledObject, at place: SourcePlace, sources known: MetricSources,
    clocks: ScheduleClocks
  ) {
    self.place = place
    owner = object.metadata.name
    target = WorkloadReference(object.scaleTargetRef, of: object.metadata)
    for path in object.unreadFields { tell(.warning, path, "the field is not simulated") }
    for (index, trigger) in object.triggers.enumerated() {
      switch trigger.type {
      case "cron": addCron(trigger, index, clocks)
      case "cpu", "memory": addResource(trigger, index, known)
      default: addValue(trigger, index, known)
      }
    }
    autoscaler.metadata = object.metadata
    autoscaler.metadata.name = object.autoscalerName ?? "keda-hpa-\(object.metadata.name)"
    autoscaler.spec.scaleTargetRef = object.scaleTargetRef
    autoscaler.spec.minReplicas = max(object.minReplicaCount, 1)
    autoscaler.spec.maxReplicas = object.maxReplicaCount
    autoscaler.spec.behavior = object.behavior
    // The controller sorts by type (kedacore/keda v2.20 controllers/keda/hpa.go).
    let order = metrics.indices.sorted {
      (Self.typeName(metrics[$0].spec), $0) < (Self.typeName(metrics[$1].spec), $1)
    }
    autoscaler.spec.metrics = order.map { metrics[$0].spec }
    sources = order.map { metrics[$0].source }
  }

  // MARK: Triggers

  private mutating func addCron(
    _ trigger: ScaledObject.Trigger, _ index: Int, _ clocks: ScheduleClocks
  ) {
    let path = "spec.triggers[\(index)].metadata"
    let settings = trigger.metadata
    guard let zone = settings["timezone"], let start = settings["start"],
      let end = settings["end"], let text = settings["desiredReplicas"]
    else {
      tell(
        .error, path, "a cron trigger without all of its settings",
        expected: "timezone, start, end and desiredReplicas")
      return
    }
    guard let replicas = Int32(text), replicas > 0 else {
      tell(.error, path + ".desiredReplicas", "found \"\(text)\"", expected: "a number of pods")
      return
    }
    guard start != end else {
      tell(.error, path + ".end", "the window ends when it begins", expected: "another time")
      return
    }
    guard let clock = clocks.clock(ofZone: zone) else {
      tell(
        .error, path + ".timezone", "no time zone \"\(zone)\"",
        expected: "a zone of the IANA database", hint: didYouMean(zone, in: ZoneRules.names))
      return
    }
    do throws(CronScheduleError) {
      let window = try CronWindow(start: start, end: end, replicas: replicas, clock: clock)
      let name = Self.metricName(index, "cron-\(zone)-\(Self.shaped(start))-\(Self.shaped(end))")
      add(.cron(.keda(window)), external: name, trigger, target: 1)
      activities.append(.cron(window))
    } catch {
      tell(
        .error, path, "the schedule can not be read: \(error)",
        expected: "five fields: minute hour day month weekday")
    }
  }

  private mutating func addResource(
    _ trigger: ScaledObject.Trigger, _ index: Int, _ known: MetricSources
  ) {
    let path = "spec.triggers[\(index)]"
    let text = trigger.metadata["value"] ?? ""
    let type = trigger.metricType ?? trigger.metadata["type"] ?? ""
    let goal: MetricTarget
    if type == "Utilization", let percent = Int32(text), percent > 0 {
      goal = .utilization(percent)
    } else if type == "AverageValue", let amount = try? Quantity(parsing: text), amount > .zero {
      goal = .averageValue(amount)
    } else {
      tell(
        .error, path, "found metricType \"\(type)\" with value \"\(text)\"",
        expected: "Utilization with a percentage, or AverageValue with a quantity")
      return
    }
    let spec: MetricSpec =
      trigger.metadata["containerName"].map {
        .containerResource(name: trigger.type, container: $0, target: goal)
      } ?? .resource(name: trigger.type, target: goal)
    metrics.append((spec, known.source(of: spec, target: target)))
  }

  private mutating func addValue(
    _ trigger: ScaledObject.Trigger, _ index: Int, _ known: MetricSources
  ) {
    let path = "spec.triggers[\(index)]"
    guard let kind = ScalerKind.all.first(where: { $0.type == trigger.type }) else {
      let names = ScalerKind.all.map(\.type) + ["cpu", "cron", "memory"]
      tell(
        .warning, path + ".type", "a trigger of type \"\(trigger.type)\" is not simulated",
        hint: didYouMean(trigger.type, in: names) ?? "it never changes anything in the run")
      return
    }
    let text = trigger.metadata[kind.targetKey]
    guard let goal = text.map({ Double($0) }) ?? kind.defaultTarget, goal > 0, goal < 1e12 else {
      tell(
        .error, path + ".metadata.\(kind.targetKey)",
        text.map { "found \"\($0)\"" } ?? "required field is missing", expected: "a number above 0")
      return
    }
    let source = valueSource(of: trigger, known)
    if case .none(let fault) = source {
      tell(.warning, path, fault.found, hint: fault.hint)
    }
    add(source, external: Self.metricName(index, trigger.type), trigger, target: goal)
    let least = trigger.metadata[kind.activationKey].flatMap { Double($0) } ?? 0
    activities.append(.value(source, above: least))
  }

  /// A series that has the trigger's name or one of its settings for a name; else what its query or
  /// its name asks for.
  private func valueSource(
    of trigger: ScaledObject.Trigger, _ known: MetricSources
  ) -> MetricSource {
    let names = [trigger.name].compactMap { $0 } + trigger.metadata.labels.map(\.value)
    for name in names {
      if let series = known.series(named: name) { return series }
    }
    if let query = trigger.metadata["query"] {
      if let quantity = PromQuery.quantity(query) { return .workloads(quantity, [target]) }
      return .none(
        MetricFault(
          found: "the query has no value in a run",
          hint: "give the trigger a name, and that name values in "
            + "clusters[].customMetrics.external"))
    }
    for name in names where CustomMetric.named(name) != nil {
      return known.source(
        of: .external(
          metric: MetricIdentifier(name: name), target: .averageValue(Quantity(1))),
        target: target)
    }
    return .none(
      MetricFault(
        found: "the trigger of type \"\(trigger.type)\" has no value in a run",
        hint: "give the trigger a name, and that name values in "
          + "clusters[].customMetrics.external"))
  }

  private mutating func add(
    _ source: MetricSource, external name: String, _ trigger: ScaledObject.Trigger, target: Double
  ) {
    let quantity = Quantity(milli: Int64((target * 1000).rounded(.towardZero)))
    let identifier = MetricIdentifier(
      name: name,
      selector: LabelSelector(
        matchLabels: ["scaledobject.keda.sh/name": String(owner.prefix(63))]))
    let goal: MetricTarget =
      trigger.metricType == "Value" ? .value(quantity) : .averageValue(quantity)
    metrics.append((.external(metric: identifier, target: goal), source))
  }

  private mutating func tell(
    _ severity: Diagnostic.Severity, _ path: String, _ found: String, expected: String? = nil,
    hint: String? = nil
  ) {
    faults.append(
      Diagnostic(severity, at: place, path: path, found: found, expected: expected, hint: hint))
  }

  // MARK: Names

  /// The name that KEDA gives a metric.
  static func metricName(_ index: Int, _ text: String) -> String {
    "s\(index)-" + String(text.map { "/.:%()".contains($0) ? "-" : $0 })
  }

  private static func shaped(_ schedule: String) -> String {
    schedule.reduce(into: "") { text, character in
      switch character {
      case " ": break
      case "*": text += "x"
      case "/": text += "Sl"
      case "?": text += "Qm"
      case ",": text += "Cm"
      default: text.append(character)
      }
    }
  }

  private static func typeName(_ metric: MetricSpec) -> String { HPAMetric(metric).typeName }
}
