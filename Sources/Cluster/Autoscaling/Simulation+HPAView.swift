// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// What an autoscaler sees: the target, its pods and the answers of the metrics APIs.
extension Simulation {
  mutating func fillView(of index: Int) {
    let deployment = autoscalers[index].deployment
    let scale = autoscalers[index].previewReplicas ?? deployments[deployment].specReplicas
    let status = autoscalers[index].previewReplicas ?? deployments[deployment].status.replicas
    autoscalers[index].view.now = now
    autoscalers[index].view.specReplicas = Int32(clamping: scale)
    autoscalers[index].view.statusReplicas = Int32(clamping: status)
    autoscalers[index].view.pods.removeAll(keepingCapacity: true)
    for replicaSet in deployments[deployment].replicaSets {
      for handle in replicaSets[replicaSet].pods {
        autoscalers[index].view.pods.append(podSample(pods[handle]))
      }
    }
    for metric in autoscalers[index].sources.indices { fillReading(metric, of: index) }
  }

  private func podSample(_ pod: PodState) -> PodSample {
    // The API holds these instants in whole seconds.
    PodSample(
      phase: pod.stage == .running ? .running : (pod.stage == .exited ? .succeeded : .pending),
      readiness: pod.isReady ? .ready : .notReady, isTerminating: pod.isTerminating,
      startTime: pod.stage.isAcknowledged ? pod.acknowledgedAt.wholeSecond : nil,
      readyTransitionTime: pod.readyChangedAt.wholeSecond)
  }

  private mutating func fillReading(_ metric: Int, of index: Int) {
    switch autoscalers[index].sources[metric] {
    case .cpu(let container): fillSamples(metric, of: index, "cpu", container)
    case .memory(let container): fillSamples(metric, of: index, "memory", container)
    case .pods(let quantity): fillPods(metric, of: index, quantity)
    case .workloads(let quantity, _):
      let loads = autoscalers[index].loads[metric]
      fillTotal(metric, of: index, metricsValue(quantity, ofLoads: loads))
    case .series(let places): fillTotal(metric, of: index, externalValue(places))
    case .cron(let floor):
      fillTotal(metric, of: index, Double(floor.replicas(at: unixSecond)))
    case .none: fillTotal(metric, of: index, nil)
    }
  }

  private mutating func fillTotal(_ metric: Int, of index: Int, _ value: Double?) {
    autoscalers[index].view.readings[metric].isAnswered = value != nil
    autoscalers[index].view.readings[metric].totalMilli = Self.milli(value ?? 0)
  }

  /// Thousandths, cut off as the adapters do when they make a quantity.
  private static func milli(_ value: Double) -> Int64 {
    Int64(exactly: (value * 1000).rounded(.towardZero)) ?? Int64.max
  }

  /// One sample for each pod, of the resource metrics API.
  private mutating func fillSamples(
    _ metric: Int, of index: Int, _ resource: String, _ container: String?
  ) {
    var samples = autoscalers[index].view.readings[metric].samples
    autoscalers[index].view.readings[metric].samples = []
    samples.removeAll(keepingCapacity: true)
    var anyPresent = false
    for replicaSet in deployments[autoscalers[index].deployment].replicaSets {
      // Pods of one list have one template, but for those that are being changed in place.
      var scale = MetricScale(template: .none)
      for handle in replicaSets[replicaSet].pods {
        let pod = pods[handle]
        if scale.template != pod.template {
          scale = metricScale(resource, container, of: pod.template)
        }
        let isPresent = pod.usage.isPresent && pod.stage == .running
        anyPresent = anyPresent || isPresent
        samples.append(
          isPresent ? scale.sample(pod.usage, isCPU: resource == "cpu") : scale.missing)
      }
    }
    autoscalers[index].view.readings[metric].samples = samples
    autoscalers[index].view.readings[metric].isAnswered = anyPresent
  }

  /// One sample for each pod, of the custom metrics API.
  private mutating func fillPods(
    _ metric: Int, of index: Int, _ quantity: CustomMetric.Quantity
  ) {
    var samples = autoscalers[index].view.readings[metric].samples
    autoscalers[index].view.readings[metric].samples = []
    samples.removeAll(keepingCapacity: true)
    var anyPresent = false
    for replicaSet in deployments[autoscalers[index].deployment].replicaSets {
      for handle in replicaSets[replicaSet].pods {
        guard let value = metricsValue(quantity, of: handle) else {
          samples.append(.missing(hasRequest: false))
          continue
        }
        anyPresent = true
        samples.append(PodMetricSample(valueMilli: Self.milli(value)))
      }
    }
    autoscalers[index].view.readings[metric].samples = samples
    autoscalers[index].view.readings[metric].isAnswered = anyPresent
  }

  // MARK: Requests and use

  /// What pods of a template are compared with, and which part of their use counts.
  private func metricScale(
    _ resource: String, _ container: String?, of template: TemplateIndex
  ) -> MetricScale {
    let spec = compiledTemplates[template.position].specification.spec
    var scale = MetricScale(template: template)
    scale.requestMilli = spec.metricRequestMilli(resource, container: container)
    if let container { scale.share = usageShare(resource, ofContainer: container, in: template) }
    return scale
  }
}

/// What the use of pods of one template is compared with.
private struct MetricScale {
  var template: TemplateIndex
  /// The request in thousandths; nil if a container has none.
  var requestMilli: Int64?
  /// The part of the pod's use that counts.
  var share = 1.0

  init(template: TemplateIndex) { self.template = template }

  var missing: PodMetricSample {
    .missing(requestMilli: requestMilli ?? 0, hasRequest: requestMilli != nil)
  }

  func sample(_ usage: UsageSample, isCPU: Bool) -> PodMetricSample {
    let whole = isCPU ? Int64(usage.cpuMillis) : usage.memoryBytes
    let part = share == 1 ? whole : Int64((Double(whole) * share).rounded(.up))
    return PodMetricSample(
      valueMilli: isCPU ? part : min(part, Int64.max / 1000) * 1000,
      requestMilli: requestMilli ?? 0, hasRequest: requestMilli != nil,
      timestamp: usage.timestamp.wholeSecond, window: usage.window)
  }
}

extension PodStage {
  /// Whether the kubelet has taken the pod, so that its status has a start time.
  fileprivate var isAcknowledged: Bool {
    switch self {
    case .pending, .binding, .bound: false
    case .creatingSandbox, .pulling, .starting, .running, .exited: true
    }
  }
}
