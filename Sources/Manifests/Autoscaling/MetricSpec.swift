// SPDX-License-Identifier: Apache-2.0

/// One metric of an autoscaler with its target.
///
/// Source: kubernetes v1.36 staging/src/k8s.io/api/autoscaling/v2/types.go.
public enum MetricSpec: Sendable, Hashable {
  /// Use of a resource by the pods.
  case resource(name: String, target: MetricTarget)
  /// Use of a resource by one container of each pod.
  case containerResource(name: String, container: String, target: MetricTarget)
  /// A metric that each pod has.
  case pods(metric: MetricIdentifier, target: MetricTarget)
  /// A metric of another object.
  case object(
    metric: MetricIdentifier, describedObject: CrossVersionObjectReference, target: MetricTarget)
  /// A metric from outside the cluster.
  case external(metric: MetricIdentifier, target: MetricTarget)

  /// The value that is aimed at.
  public var target: MetricTarget {
    switch self {
    case .resource(_, let target), .containerResource(_, _, let target), .pods(_, let target),
      .object(_, _, let target), .external(_, let target):
      target
    }
  }
}

/// A metric's name and the choice of its series.
public struct MetricIdentifier: Sendable, Hashable {
  /// The name.
  public var name: String
  /// The series that count; nil for all.
  public var selector: LabelSelector?

  /// Makes an identifier.
  public init(name: String, selector: LabelSelector? = nil) {
    self.name = name
    self.selector = selector
  }
}

/// The value that an autoscaler aims at.
public enum MetricTarget: Sendable, Hashable {
  /// Mean use in percent of the request.
  case utilization(Int32)
  /// The metric itself.
  case value(Quantity)
  /// The metric divided by the number of pods.
  case averageValue(Quantity)
}
