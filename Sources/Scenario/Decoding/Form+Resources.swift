// SPDX-License-Identifier: Apache-2.0

import Manifests

extension Form where Result == Quantity {
  /// A quantity of Kubernetes between bounds.
  static func quantity(_ low: Quantity, to high: Quantity) -> Form {
    let shape = ScalarShape(
      name: "quantity", bounds: "from \(low) to \(high)", notation: .stringOrNumber,
      pattern: "^[0-9.]+([eE][-+]?[0-9]+|[numkMGTPE]|[KMGTPE]i)?$")
    return .scalar(shape, text: { "\($0)" }) { text throws(TextFault) in
      do {
        let quantity = try Quantity(parsing: text)
        guard low <= quantity, quantity <= high else { throw QuantityError.outOfRange }
        return quantity
      } catch {
        let isInBytes = text.hasSuffix("B") || text.hasSuffix("b")
        throw TextFault(
          expected: shape.expectation,
          hint: isInBytes ? "Kubernetes writes \(text.dropLast()), without B" : nil)
      }
    }
  }
}

extension Form where Result == Double {
  /// CPU in cores, written as a quantity such as `50m`.
  static func cores(atMost cores: Int64) -> Form {
    let quantity = Form<Quantity>.quantity(.zero, to: Quantity(cores))
    return Form(
      shape: quantity.shape,
      read: { value, reading in quantity.read(value, reading).map(\.approximateDouble) },
      text: { "\(Quantity(milli: Int64(($0 * 1000).rounded())))" })
  }
}

extension Form where Result == ResourceList {
  /// The resources that Kubernetes knows by short names, with what one node can have of them.
  private static var native: [(name: String, form: Form<Quantity>, summary: String)] {
    [
      (
        "cpu", .quantity(Quantity(milli: 1), to: Quantity(100_000)),
        "Cores, in whole or thousandths."
      ),
      (
        "memory",
        .quantity(Quantity(1 << 20, format: .binarySI), to: Quantity(1 << 50, format: .binarySI)),
        "Memory in bytes."
      ),
      ("pods", .quantity(Quantity(1), to: Quantity(10_000)), "Pods that the node can run."),
      (
        "ephemeral-storage", .quantity(.zero, to: Quantity(1 << 60, format: .binarySI)),
        "Local disk in bytes."
      ),
    ]
  }

  private static var keyPattern: String {
    "^(" + native.map(\.name).joined(separator: "|") + "|hugepages-.+|[^/]+/[^/]+)$"
  }

  /// Extended resources such as `nvidia.com/gpu` and huge pages.
  private static var extended: Form<Quantity> {
    .quantity(.zero, to: Quantity(1_000_000_000_000_000))
  }

  /// The resources of a node; without `isCapacity` none is required.
  static func resources(isCapacity: Bool) -> Form {
    let rest = "taken from the capacity"
    let fields = native.map { name, form, summary in
      let presence: Presence =
        !isCapacity
        ? .absent(rest)
        : name == "pods"
          ? .kubernetes("pkg/kubelet/apis/config/v1beta1/defaults.go (maxPods)")
          : name == "ephemeral-storage" ? .absent("pods that ask for it do not fit") : .required
      return FieldShape(
        key: name, summary: summary, presence: presence, shape: form.shape,
        defaultText: isCapacity && name == "pods" ? "\(NodePoolBlock.defaultPods)" : nil)
    }
    return Form(
      shape: .block(
        BlockShape(
          name: isCapacity ? "capacity" : "allocatable", fields: fields,
          others: OtherKeys(
            name: "extended resources such as nvidia.com/gpu", pattern: keyPattern,
            shape: extended.shape)
        )),
      read: { value, reading in read(value, reading, isCapacity: isCapacity) },
      text: { list in
        "{" + list.items.map { "\($0.name): \($0.quantity)" }.joined(separator: ", ") + "}"
      })
  }

  private static func read(_ value: Value, _ reading: Reading, isCapacity: Bool) -> ResourceList? {
    guard let entries = value.entries else {
      reading.report(value, expected: "a mapping")
      return nil
    }
    let before = reading.failureCount
    var list = ResourceList()
    for entry in entries where !entry.value.isNull {
      guard let form = form(of: entry, reading) else { continue }
      list[entry.key] = reading.within(entry.key) { form.read(entry.value, reading) }
    }
    for name in ["cpu", "memory"] where isCapacity && (value[name]?.isNull ?? true) {
      reading.report(value, key: name, found: "required field is missing")
    }
    return reading.failureCount == before ? list : nil
  }

  /// Names without a slash belong to Kubernetes, so that a misspelled one can be told.
  private static func form(of entry: Value.Entry, _ reading: Reading) -> Form<Quantity>? {
    if let known = native.first(where: { $0.name == entry.key }) { return known.form }
    let isQualified = entry.key.contains("/") && LabelSyntax.isKey(entry.key)
    if isQualified || entry.key.hasPrefix("hugepages-") { return extended }
    let names = native.map(\.name)
    reading.report(
      .error, entry.keyMark, entry.key, found: "unknown resource",
      expected: "one of \(names.joined(separator: ", ")) or a name such as example.com/gpu",
      hint: didYouMean(entry.key, in: names))
    return nil
  }
}
