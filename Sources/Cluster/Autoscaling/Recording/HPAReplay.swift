// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// A controller that is fed the recorded inputs of one case, step by step.
public struct HPAReplay: Sendable {
  /// What this build decides at one step, in the terms of a recording.
  public struct Outcome: Sendable, Hashable {
    /// The decision.
    public var decision: HPADecision
    /// What every metric proposes, also where the controller does not look at the metrics.
    public var proposals: [HPAMetricProposal]
    /// The reason in the words of the controller's event; nil when nothing is rescaled.
    public var rescaleReason: String?
    /// The metrics of the spec, for naming the metrics in the status.
    public var metrics: [HPAMetric]
    /// The metrics that the status names, which may be those of an earlier spec.
    public var statusMetrics: [HPAMetric]
  }

  private let configuration: HPAControllerConfiguration
  private let defaultContainers: [RecordedContainer]
  private var autoscaler: CompiledHPA
  private var rule = HorizontalPodAutoscalerRule()
  private var pods: [RecordedPod] = []
  /// Looked up by name only; the order of pods is that of the array.
  private var places: [String: Int] = [:]
  private var statusMetrics: [HPAMetric] = []

  /// Makes a controller without memory for a case.
  public init(_ recording: HPARecording.Case) {
    configuration = recording.configuration
    defaultContainers = recording.defaultContainers
    autoscaler = CompiledHPA(recording.spec, configuration: recording.configuration)
  }

  /// Takes in one step and decides.
  public mutating func play(_ step: HPARecording.Step) -> Outcome {
    if let spec = step.spec {
      autoscaler = CompiledHPA(spec, configuration: configuration)
    }
    update(step.podUpdates)
    var view = HPAView(
      now: step.time, autoscaler: autoscaler, specReplicas: step.specReplicas,
      statusReplicas: step.statusReplicas, pods: pods.map(\.sample))
    view.isScaleReadable = step.isScaleReadable
    view.isScaleWritable = step.isScaleWritable
    view.readings = autoscaler.metrics.map { reading(of: $0, step.metrics) }
    let decision = rule.reconcile(view)
    if !decision.proposals.isEmpty { statusMetrics = autoscaler.metrics }
    return Outcome(
      decision: decision,
      proposals: step.isScaleReadable ? HorizontalPodAutoscalerRule.proposals(for: view) : [],
      rescaleReason: decision.scaleTo == nil ? nil : decision.rescaleText(of: autoscaler),
      metrics: autoscaler.metrics, statusMetrics: statusMetrics)
  }

  private mutating func update(_ updates: [RecordedPod]) {
    var hasGone = false
    for pod in updates {
      if let place = places[pod.name] {
        pods[place] = pod
      } else {
        places[pod.name] = pods.count
        pods.append(pod)
      }
      hasGone = hasGone || pod.isGone
    }
    guard hasGone else { return }
    pods.removeAll(where: \.isGone)
    places.removeAll(keepingCapacity: true)
    for (place, pod) in pods.enumerated() { places[pod.name] = place }
  }

  private func reading(of metric: HPAMetric, _ answers: RecordedMetrics) -> HPAMetricReading {
    switch metric.source {
    case .resource(let name): resourceReading(name, container: nil, answers)
    case .containerResource(let name, let container):
      resourceReading(name, container: container, answers)
    case .pods(let name): podsReading(name, answers)
    case .object(let name, _, _):
      answers.object.first { $0.name == name }.map { HPAMetricReading(totalMilli: $0.content) }
        ?? .failed
    case .external(let name, _):
      answers.external.first { $0.name == name && !$0.content.isEmpty }
        .map { HPAMetricReading(totalMilli: $0.content.reduce(0, &+)) } ?? .failed
    }
  }

  private func resourceReading(
    _ resource: String, container: String?, _ answers: RecordedMetrics
  ) -> HPAMetricReading {
    guard let usages = answers.resource, !usages.isEmpty else { return .failed }
    var reading = HPAMetricReading(
      samples: pods.map { pod in
        let request = pod.requestMilli(
          resource, container: container, defaults: defaultContainers)
        return .missing(requestMilli: request ?? 0, hasRequest: request != nil)
      })
    for usage in usages {
      let counted = usage.containers.filter { container == nil || $0.name == container }
      // One container without a value makes the whole pod missing.
      var value: Int64? = counted.isEmpty ? nil : 0
      for own in counted {
        guard let sum = value, let part = own.milli(resource) else {
          value = nil
          break
        }
        value = sum &+ part
      }
      guard let value else { continue }
      reading.take(value, of: places[usage.pod], usage.timestamp, usage.window)
    }
    return reading
  }

  private func podsReading(_ name: String, _ answers: RecordedMetrics) -> HPAMetricReading {
    guard let values = answers.pods.first(where: { $0.name == name })?.content, !values.isEmpty
    else { return .failed }
    var reading = HPAMetricReading(samples: pods.map { _ in .missing() })
    for value in values { reading.take(value.milli, of: places[value.pod], .zero, .zero) }
    return reading
  }
}

extension HPAMetricReading {
  /// Takes in the sample of the pod at a place, or of a pod outside the selector.
  fileprivate mutating func take(
    _ milli: Int64, of place: Int?, _ timestamp: SimulationTime, _ window: SimulationDuration
  ) {
    guard let place else {
      unlistedTotalMilli &+= milli
      unlistedCount += 1
      return
    }
    samples[place].valueMilli = milli
    samples[place].timestamp = timestamp
    samples[place].window = window
    samples[place].isPresent = true
  }
}
