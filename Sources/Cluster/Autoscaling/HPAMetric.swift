// SPDX-License-Identifier: Apache-2.0

public import Manifests

/// One metric of a HorizontalPodAutoscaler, made ready for computing.
public struct HPAMetric: Sendable, Hashable {
  /// Where the metric comes from.
  public enum Source: Sendable, Hashable {
    /// Use of a resource by all containers of each pod.
    case resource(name: String)
    /// Use of a resource by one container of each pod.
    case containerResource(name: String, container: String)
    /// A custom metric of each pod.
    case pods(name: String)
    /// A metric of another object of this kind.
    case object(name: String, kind: String, selector: LabelSelector?)
    /// A metric from outside the cluster; the selector is nil when not given.
    case external(name: String, selector: LabelSelector?)
  }

  /// The value that is aimed at.
  public enum Target: Sendable, Hashable, BitwiseCopyable {
    /// Mean use in per cent of the request.
    case utilization(Int32)
    /// The metric as a whole, in thousandths.
    case value(Int64)
    /// The metric per pod, in thousandths.
    case averageValue(Int64)
  }

  /// Where the metric comes from.
  public var source: Source
  /// The value that is aimed at.
  public var target: Target

  /// Makes a metric ready.
  public init(_ spec: MetricSpec) {
    source =
      switch spec {
      case .resource(let name, _): .resource(name: name)
      case .containerResource(let name, let container, _):
        .containerResource(name: name, container: container)
      case .pods(let metric, _): .pods(name: metric.name)
      case .object(let metric, let object, _):
        .object(name: metric.name, kind: object.kind, selector: metric.selector)
      case .external(let metric, _): .external(name: metric.name, selector: metric.selector)
      }
    target =
      switch spec.target {
      case .utilization(let percent): .utilization(percent)
      case .value(let quantity): .value(quantity.milliValue)
      case .averageValue(let quantity): .averageValue(quantity.milliValue)
      }
  }

  /// The metric's own name, such as `cpu`.
  public var name: String {
    switch source {
    case .resource(let name), .containerResource(let name, _), .pods(let name),
      .object(let name, _, _), .external(let name, _):
      name
    }
  }

  /// The type of the metric in the API, such as `ContainerResource`.
  public var typeName: String {
    switch source {
    case .resource: "Resource"
    case .containerResource: "ContainerResource"
    case .pods: "Pods"
    case .object: "Object"
    case .external: "External"
    }
  }

  /// The metric as recordings name it: `cpu@app` for the container `app`.
  var statusName: String {
    if case .containerResource(let name, let container) = source { return "\(name)@\(container)" }
    return name
  }

  /// Whether unready pods are told by the rules of CPU; all other metrics trust every sample.
  var isCPU: Bool {
    switch source {
    case .resource(let name), .containerResource(let name, _): name == "cpu"
    case .pods, .object, .external: false
    }
  }

  /// The condition's reason when the metric fails.
  var failureReason: HPACondition.Reason {
    switch source {
    case .resource: .failedGetResourceMetric
    case .containerResource: .failedGetContainerResourceMetric
    case .pods: .failedGetPodsMetric
    case .object: .failedGetObjectMetric
    case .external: .failedGetExternalMetric
    }
  }

  /// The metric in the words of the controller's events, such as `pods metric rps`.
  ///
  /// With an AverageValue target the events call a container's metric one of the pod, and an
  /// object's metric an external one.
  public var eventName: String {
    switch (source, target) {
    case (.resource(let name), .utilization):
      "\(name) resource utilization (percentage of request)"
    case (.resource(let name), _): "\(name) resource"
    case (.containerResource(let name, _), .utilization):
      "\(name) container resource utilization (percentage of request)"
    case (.containerResource(let name, _), _): "\(name) resource"
    case (.pods(let name), _): "pods metric \(name)"
    case (.object(let name, let kind, _), .value): "\(kind) metric \(name)"
    case (.object(let name, _, let selector), _): HPAMetric.externalName(name, selector)
    case (.external(let name, let selector), _): HPAMetric.externalName(name, selector)
    }
  }

  private static func externalName(_ name: String, _ selector: LabelSelector?) -> String {
    "external metric \(name)(\(selector.map(text) ?? "nil"))"
  }

  /// A selector as the events of the controller print it.
  private static func text(_ selector: LabelSelector) -> String {
    let labels = selector.matchLabels.labels.map { "\($0.key): \($0.value)," }.joined()
    let expressions = selector.matchExpressions.map { requirement in
      "{\(requirement.key) \(requirement.operator.rawValue) "
        + "[\(requirement.values.joined(separator: " "))]}"
    }
    return "&LabelSelector{MatchLabels:map[string]string{\(labels)},MatchExpressions:"
      + "[]LabelSelectorRequirement{\(expressions.joined(separator: ","))},}"
  }
}
