// SPDX-License-Identifier: Apache-2.0

extension NodePool {
  init(reading reader: ObjectReader) {
    metadata = ObjectMeta(ofObject: reader)
    guard let own = reader.requiredObject("spec") else { return }
    if let template = own.requiredObject("template") { readTemplate(template) }
    limits = own.resources("limits")
    weight = own.int32("weight", in: 1...100) ?? 1
    guard let disruption = own.object("disruption") else { return }
    consolidationPolicy =
      disruption.oneOf("consolidationPolicy", as: ConsolidationPolicy.self)
      ?? .whenEmptyOrUnderutilized
    if disruption.has("consolidateAfter") {
      consolidateAfterSeconds = disruption.secondsOrNever("consolidateAfter")
    }
    if disruption.has("budgets") { budgets = disruption.list("budgets") { Budget(reading: $0) } }
  }

  private mutating func readTemplate(_ template: ObjectReader) {
    labels = template.object("metadata")?.labels("labels") ?? [:]
    guard let own = template.requiredObject("spec") else { return }
    requirements = own.list("requirements") { Requirement(reading: $0) }
    taints = own.list("taints") { Taint(reading: $0) }
    if own.has("expireAfter") { expireAfterSeconds = own.secondsOrNever("expireAfter") }
    for key in ["startupTaints", "terminationGracePeriod"] where own.has(key) {
      own.warning(key, found: "\(key) is not simulated", hint: "it is left out of the run")
    }
  }
}

extension NodePool.Requirement {
  init?(reading reader: ObjectReader) {
    let key = reader.requiredString("key")
    guard let verb = reader.requiredOneOf("operator", as: NodePool.RequirementOperator.self)
    else { return nil }
    self.init(key: key, operator: verb, values: reader.strings("values"))
    switch verb {
    case .in, .notIn:
      if values.isEmpty, verb == .in {
        reader.error("values", found: "no values", expected: "at least one")
      }
    case .exists, .doesNotExist:
      if !values.isEmpty {
        reader.error("values", found: "\(values.count) values", expected: "none")
      }
    case .greater, .less:
      if values.count != 1 || values.allSatisfy({ Int64($0) == nil }) {
        reader.error("values", found: "\(values.count) values", expected: "one whole number")
      }
    }
    if reader.has("minValues") {
      reader.warning(
        "minValues", found: "minValues is not simulated",
        hint: "the cheapest machine is bought whatever else could be")
    }
  }
}

extension NodePool.Budget {
  init(reading reader: ObjectReader) {
    nodes = reader.intOrPercent("nodes", atMost100Percent: true) ?? .string("10%")
    schedule = reader.string("schedule")
    durationSeconds = reader.secondsOrNever("duration")
    if reader.has("schedule") != reader.has("duration") {
      reader.error(
        reader.has("schedule") ? "schedule" : "duration", found: "one of schedule and duration",
        expected: "both or none")
    }
    reasons = reader.strings("reasons").compactMap { name in
      if let reason = Reason(rawValue: name) { return reason }
      let names = Reason.allCases.map(\.rawValue)
      reader.error(
        "reasons", found: "found \"\(Value.shortened(name))\"",
        expected: "one of \(names.joined(separator: ", "))", hint: didYouMean(name, in: names))
      return nil
    }
  }
}

extension ObjectReader {
  /// Seconds of a text such as `1h30m` or `30s`; nil for `Never`, when absent and after a fault.
  ///
  /// The notation is that of kubernetes-sigs/karpenter pkg/apis/v1/duration.go, whose pattern knows
  /// hours, minutes and seconds.
  func secondsOrNever(_ key: String) -> Int64? {
    guard let text = string(key), text != "Never" else { return nil }
    var total: Int64 = 0
    var number: Int64?
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        number = min((number ?? 0) * 10 + Int64(byte - 48), 1_000_000_000)
      case UInt8(ascii: "h"), UInt8(ascii: "m"), UInt8(ascii: "s"):
        guard let count = number else { return refuse(key, text) }
        let unit: Int64 = byte == UInt8(ascii: "h") ? 3600 : byte == UInt8(ascii: "m") ? 60 : 1
        total += count * unit
        number = nil
      default: return refuse(key, text)
      }
      guard total <= 315_360_000 else { return refuse(key, text) }
    }
    return text.isEmpty || number != nil ? refuse(key, text) : total
  }

  private func refuse(_ key: String, _ text: String) -> Int64? {
    error(
      key, found: "found \"\(Value.shortened(text))\"",
      expected: "a time such as 30s or 1h30m of at most ten years, or Never")
    return nil
  }
}
