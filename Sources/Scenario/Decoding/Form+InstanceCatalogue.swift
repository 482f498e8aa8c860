// SPDX-License-Identifier: Apache-2.0

import Manifests

extension Form where Result == [KarpenterBlock.InstanceType] {
  /// The machines of a catalogue file.
  ///
  /// The format is that of kubernetes-sigs/karpenter kwok/cloudprovider/instance_types.json: a list
  /// with `name`, `offerings` of `Price`, `Available` and `Requirements`, and `resources`.
  static var instanceCatalogue: Form {
    let path = Form<String>.path(to: "a JSON file of instance types")
    return Form(
      shape: path.shape,
      read: { value, reading in
        guard let path = path.read(value, reading) else { return nil }
        let file = reading.inputs.resolve(path)
        let limits = ManifestLimits()
        do throws(TextFault) {
          let bytes = try reading.inputs.read(file, as: .catalogue, atMost: limits.fileBytes)
          let faults = Diagnostics()
          let documents = DocumentReader.read(bytes, file: file, limits: limits, into: faults)
          let items = documents.first?.items ?? []
          if !faults.hasErrors, items.isEmpty || items.count > KarpenterBlock.mostTypes {
            throw TextFault(
              expected: "a list of 1 to \(KarpenterBlock.mostTypes) instance types")
          }
          let types = items.enumerated().compactMap { index, item in
            InstanceCatalogue.type(
              ObjectReader(
                item, file: file, path: FieldPath.root.appending(index), diagnostics: faults))
          }
          reading.diagnostics.report(faults.all)
          return faults.hasErrors ? nil : types
        } catch {
          reading.report(value, expected: error.expected, hint: error.hint)
          return nil
        }
      },
      text: { "\($0.count) instance types" })
  }
}

/// Reads one instance type of a catalogue.
enum InstanceCatalogue {
  private static let payLabel = "karpenter.sh/capacity-type"

  static func type(_ reader: ObjectReader) -> KarpenterBlock.InstanceType? {
    var type = KarpenterBlock.InstanceType()
    type.name = reader.requiredString("name")
    type.capacity = reader.resources("resources")
    if let architecture = reader.string("architecture") {
      type.labels["kubernetes.io/arch"] = architecture
    }
    if let system = reader.strings("operatingSystems").first {
      type.labels["kubernetes.io/os"] = system
    }
    type.offerings = reader.requiredList("offerings") { offering(of: $0) }
    for resource in ["cpu", "memory"] where type.capacity[resource]?.isZero != false {
      reader.error("resources", found: "no \(resource)", expected: "an amount above 0")
      return nil
    }
    if type.capacity["pods"] == nil {
      type.capacity["pods"] = Quantity(Int64(NodePoolBlock.defaultPods))
    }
    return type
  }

  private static func offering(
    of reader: ObjectReader
  ) -> KarpenterBlock.InstanceType.Offering? {
    guard reader.bool("Available") != false else { return nil }
    guard reader.has("Price") else {
      reader.missing("Price")
      return nil
    }
    guard let price = reader.double("Price", in: 0...1e6) else { return nil }
    var offering = KarpenterBlock.InstanceType.Offering(
      zone: nil, isSpot: false, pricePerHour: price)
    _ = reader.list("Requirements") { requirement -> Int? in
      let values = requirement.strings("values")
      switch requirement.string("key") {
      case Node.zoneLabel: offering.zone = values.first
      case payLabel: offering.isSpot = values == ["spot"]
      default: break
      }
      return nil
    }
    return offering
  }
}
