// SPDX-License-Identifier: Apache-2.0

extension HorizontalPodAutoscalerBehavior {
  init(reading reader: ObjectReader) {
    scaleUp = HPAScalingRules(
      reading: reader.object("scaleUp"), over: HPAScalingRules.defaultScaleUp)
    scaleDown = HPAScalingRules(
      reading: reader.object("scaleDown"), over: HPAScalingRules.defaultScaleDown)
  }
}

extension HPAScalingRules {
  /// The greatest window that the server accepts, in seconds.
  private static let greatestWindowSeconds: Int32 = 3_600

  /// Reads rules; fields that are not given are those of the default, and lists replace it whole.
  init(reading reader: ObjectReader?, over standard: HPAScalingRules) {
    self = standard
    guard let reader else { return }
    if let window = reader.int32(
      "stabilizationWindowSeconds", in: 0...HPAScalingRules.greatestWindowSeconds)
    {
      stabilizationWindowSeconds = window
    }
    selectPolicy = reader.oneOf("selectPolicy", as: SelectPolicy.self) ?? selectPolicy
    if reader.has("policies") {
      policies = reader.requiredList("policies") { Policy(reading: $0) }
    }
    tolerance = reader.amount("tolerance")
  }
}

extension HPAScalingRules.Policy {
  init?(reading reader: ObjectReader) {
    guard let type = reader.requiredOneOf("type", as: PolicyType.self) else { return nil }
    self.init(
      type: type,
      value: Int32(clamping: reader.requiredInt64("value", in: 1...Int64(Int32.max))),
      periodSeconds: Int32(clamping: reader.requiredInt64("periodSeconds", in: 1...1_800)))
  }
}
