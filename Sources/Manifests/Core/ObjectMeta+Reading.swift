// SPDX-License-Identifier: Apache-2.0

extension ObjectMeta {
  /// Reads metadata; a name or a prefix of one must be there when `isNamed`.
  ///
  /// `namespace` is what an absent one means: `default`, or empty outside namespaces.
  init(reading reader: ObjectReader?, isNamed: Bool = false, namespace: String = "default") {
    self.init(namespace: namespace)
    guard let reader else { return }
    name = reader.string("name") ?? ""
    generateName = reader.string("generateName")
    if isNamed, name.isEmpty, generateName == nil {
      // A name of another type has been reported already.
      if reader.value["name"]?.string != nil {
        _ = reader.requiredString("name")
      } else if !reader.has("name") {
        reader.missing("name")
      }
    }
    if let given = reader.string("namespace"), !namespace.isEmpty, !given.isEmpty {
      self.namespace = given
    }
    labels = reader.labels("labels")
    annotations = reader.labels("annotations")
    uid = reader.string("uid")
    ownerReferences = reader.list("ownerReferences") { OwnerReference(reading: $0) }
    creationTimestamp = reader.timestamp("creationTimestamp")
    deletionTimestamp = reader.timestamp("deletionTimestamp")
    deletionGracePeriodSeconds = reader.int64("deletionGracePeriodSeconds")
  }

  /// Reads the metadata of a whole object, which must have a name.
  init(ofObject reader: ObjectReader, namespace: String = "default") {
    self.init(
      reading: reader.requiredObject("metadata"), isNamed: true, namespace: namespace)
  }
}

extension OwnerReference {
  init(reading reader: ObjectReader) {
    apiVersion = reader.string("apiVersion") ?? ""
    kind = reader.requiredString("kind")
    name = reader.requiredString("name")
    uid = reader.string("uid") ?? ""
    controller = reader.bool("controller") ?? false
  }
}

extension CrossVersionObjectReference {
  /// Reads a reference, whose kind and name must be there.
  public init(reading reader: ObjectReader) {
    self.init(
      apiVersion: reader.string("apiVersion") ?? "", kind: reader.requiredString("kind"),
      name: reader.requiredString("name"))
  }
}

extension LabelSelector {
  /// Reads a selector.
  public init(reading reader: ObjectReader) {
    self.init(
      matchLabels: reader.labels("matchLabels"),
      matchExpressions: reader.list("matchExpressions") { Requirement(reading: $0) })
  }

  /// Reads the selector of a workload, which must be there, hold something and choose its own pods.
  ///
  /// Source: kubernetes v1.36 pkg/apis/apps/validation/validation.go.
  init(ofWorkload reader: ObjectReader, choosing template: PodTemplateSpec?) {
    self.init()
    guard let own = reader.requiredObject("selector") else { return }
    self.init(reading: own)
    if isEmpty {
      own.error(found: "found an empty selector", expected: "at least one label")
      return
    }
    if let template, !matches(template.metadata.labels) {
      reader.error(
        "selector", found: "the selector does not match the labels of the template",
        hint: "copy the labels of the selector to spec.template.metadata.labels")
    }
  }
}

extension LabelSelector.Requirement {
  init?(reading reader: ObjectReader) {
    let key = reader.requiredString("key")
    guard let comparison = reader.requiredOneOf("operator", as: Operator.self) else { return nil }
    self.init(key: key, operator: comparison, values: reader.strings("values"))
    let takesValues = comparison == .in || comparison == .notIn
    if takesValues, values.isEmpty {
      reader.error("values", found: "no values are given", expected: "at least one value")
    }
    if !takesValues, !values.isEmpty {
      reader.error("values", found: "values are given", expected: "none for \(comparison.rawValue)")
    }
  }
}
