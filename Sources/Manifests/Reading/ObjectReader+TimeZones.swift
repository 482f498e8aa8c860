// SPDX-License-Identifier: Apache-2.0

extension ObjectReader {
  /// The name of a zone of the IANA time zone database; nil when absent or none.
  ///
  /// `Local` is refused, as the API refuses it: it depends on the machine of the controller.
  public func zoneName(_ key: String) -> String? {
    guard let name = string(key) else { return nil }
    if !name.isEmpty, ZoneRules(named: name) != nil { return name }
    error(
      key, found: "no time zone \"\(Value.shortened(name))\"",
      expected: "a zone of the IANA database such as Asia/Shanghai",
      hint: didYouMean(name, in: ZoneRules.names))
    return nil
  }
}
