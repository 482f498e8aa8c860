// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests

/// One autoscaler with its target on a workbench: tests turn the inputs and look at decisions.
struct HPABench {
  var spec = HorizontalPodAutoscaler.Spec()
  var configuration = HPAControllerConfiguration()
  var rule = HorizontalPodAutoscalerRule()
  var pods: [PodSample] = []
  var readings: [HPAMetricReading] = []
  var specReplicas: Int32
  var statusReplicas: Int32
  var seconds: Int64 = 0
  var isScaleReadable = true
  var isScaleWritable = true

  init(_ metrics: MetricSpec..., replicas: Int32, min: Int32 = 1, max: Int32 = 100) {
    spec.minReplicas = min
    spec.maxReplicas = max
    spec.metrics = metrics
    specReplicas = replicas
    statusReplicas = replicas
  }

  /// An external metric of one replica for each unit, which sets the raw recommendation directly.
  static func wanting(replicas: Int32, min: Int32 = 1, max: Int32 = 100) -> HPABench {
    HPABench(
      .external(metric: MetricIdentifier(name: "load"), target: .averageValue(Quantity(1))),
      replicas: replicas, min: min, max: max)
  }

  static let oldPod = PodSample(
    startTime: .zero - .seconds(5_000), readyTransitionTime: .zero - .seconds(4_990))

  var view: HPAView {
    var view = HPAView(
      now: .zero + .seconds(seconds),
      autoscaler: CompiledHPA(spec, configuration: configuration), specReplicas: specReplicas,
      statusReplicas: statusReplicas, pods: pods, readings: readings)
    view.isScaleReadable = isScaleReadable
    view.isScaleWritable = isScaleWritable
    return view
  }

  /// Ready pods with one CPU sample each, in millicores, and one request for all.
  mutating func setPods(_ usage: [Int64], request: Int64 = 100) {
    pods = usage.map { _ in HPABench.oldPod }
    readings = [
      HPAMetricReading(
        samples: usage.map {
          PodMetricSample(
            valueMilli: $0, requestMilli: request, timestamp: .zero + .seconds(seconds),
            window: .seconds(30))
        })
    ]
  }

  mutating func reconcile() -> HPADecision { rule.reconcile(view) }

  /// One reconcile at a time with the raw recommendation given, applied to the target.
  mutating func reconcile(at seconds: Int64, wanting count: Int64) -> HPADecision {
    self.seconds = seconds
    readings = [HPAMetricReading(totalMilli: count * 1_000)]
    let decision = rule.reconcile(view)
    specReplicas = decision.resultingReplicas
    statusReplicas = specReplicas
    return decision
  }

  /// The counts after each of a series of raw recommendations, one every 15 seconds.
  mutating func counts(wanting series: [Int64], from start: Int64 = 0) -> [Int32] {
    series.enumerated().map { index, wanted in
      reconcile(at: start + Int64(index) * 15, wanting: wanted).resultingReplicas
    }
  }

  var proposal: HPAMetricProposal { HorizontalPodAutoscalerRule.proposals(for: view)[0] }
}

extension MetricSpec {
  static func cpu(percent: Int32) -> MetricSpec {
    .resource(name: "cpu", target: .utilization(percent))
  }

  static func cpu(averageMilli: Int64) -> MetricSpec {
    .resource(name: "cpu", target: .averageValue(Quantity(milli: averageMilli)))
  }

  static func memory(percent: Int32) -> MetricSpec {
    .resource(name: "memory", target: .utilization(percent))
  }

  static func external(_ name: String = "load", value: Int64) -> MetricSpec {
    .external(metric: MetricIdentifier(name: name), target: .value(Quantity(value)))
  }

  static func external(_ name: String = "load", averageValue: Int64) -> MetricSpec {
    .external(metric: MetricIdentifier(name: name), target: .averageValue(Quantity(averageValue)))
  }
}

extension HorizontalPodAutoscalerBehavior {
  /// Default rules with these windows and policies in the place of the default ones.
  init(
    upWindow: Int32 = 0, downWindow: Int32? = nil, up: [HPAScalingRules.Policy]? = nil,
    down: [HPAScalingRules.Policy]? = nil
  ) {
    self.init()
    scaleUp.stabilizationWindowSeconds = upWindow
    scaleDown.stabilizationWindowSeconds = downWindow
    if let up { scaleUp.policies = up }
    if let down { scaleDown.policies = down }
  }
}

extension HPAScalingRules.Policy {
  static func pods(_ value: Int32, every seconds: Int32) -> HPAScalingRules.Policy {
    HPAScalingRules.Policy(type: .pods, value: value, periodSeconds: seconds)
  }

  static func percent(_ value: Int32, every seconds: Int32) -> HPAScalingRules.Policy {
    HPAScalingRules.Policy(type: .percent, value: value, periodSeconds: seconds)
  }
}
