// SPDX-License-Identifier: Apache-2.0

extension MetricSpec {
  private enum SourceType: String, CaseIterable {
    case resource = "Resource"
    case containerResource = "ContainerResource"
    case pods = "Pods"
    case object = "Object"
    case external = "External"

    var key: String { rawValue.prefix(1).lowercased() + rawValue.dropFirst() }
  }

  init?(reading reader: ObjectReader) {
    guard let type = reader.requiredOneOf("type", as: SourceType.self),
      let source = reader.requiredObject(type.key)
    else { return nil }
    let allowed: [String] =
      switch type {
      case .resource, .containerResource: ["Utilization", "AverageValue"]
      case .pods: ["AverageValue"]
      case .object, .external: ["Value", "AverageValue"]
      }
    let target = source.requiredObject("target").flatMap {
      MetricTarget(reading: $0, allowed: allowed)
    }
    let name: String
    switch type {
    case .resource, .containerResource: name = source.requiredString("name")
    case .pods, .object, .external: name = ""
    }
    let container = type == .containerResource ? source.requiredString("container") : ""
    let identifier = name.isEmpty ? MetricIdentifier(of: type.key, in: source) : nil
    var described: CrossVersionObjectReference?
    if type == .object, let object = source.requiredObject("describedObject") {
      described = CrossVersionObjectReference(reading: object)
    }
    guard let target else { return nil }
    switch type {
    case .resource: self = .resource(name: name, target: target)
    case .containerResource:
      self = .containerResource(name: name, container: container, target: target)
    case .pods, .object, .external:
      guard let identifier else { return nil }
      if type == .pods {
        self = .pods(metric: identifier, target: target)
      } else if type == .external {
        self = .external(metric: identifier, target: target)
      } else {
        self = .object(
          metric: identifier, describedObject: described ?? CrossVersionObjectReference(),
          target: target)
      }
    }
  }
}

extension MetricIdentifier {
  fileprivate init?(of type: String, in source: ObjectReader) {
    guard type != "resource", type != "containerResource" else { return nil }
    guard let reader = source.requiredObject("metric") else { return nil }
    self.init(
      name: reader.requiredString("name"),
      selector: reader.object("selector").map { LabelSelector(reading: $0) })
  }
}

extension MetricTarget {
  fileprivate init?(reading reader: ObjectReader, allowed: [String]) {
    guard reader.has("type") else {
      reader.missing("type", hint: "one of \(allowed.joined(separator: ", "))")
      return nil
    }
    guard let type = reader.oneOf("type", allowed) else { return nil }
    switch type {
    case "Utilization":
      guard reader.has("averageUtilization") else {
        reader.missing("averageUtilization")
        return nil
      }
      guard let percent = reader.int32("averageUtilization", in: 1 ... .max) else { return nil }
      self = .utilization(percent)
    case "Value":
      guard let quantity = MetricTarget.positive("value", in: reader) else { return nil }
      self = .value(quantity)
    default:
      guard let quantity = MetricTarget.positive("averageValue", in: reader) else { return nil }
      self = .averageValue(quantity)
    }
  }

  private static func positive(_ key: String, in reader: ObjectReader) -> Quantity? {
    guard reader.has(key) else {
      reader.missing(key)
      return nil
    }
    guard let quantity = reader.quantity(key) else { return nil }
    guard quantity > .zero else {
      reader.error(key, found: "found \(quantity)", expected: "a quantity greater than 0")
      return nil
    }
    return quantity
  }
}
