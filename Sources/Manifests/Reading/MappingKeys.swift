// SPDX-License-Identifier: Apache-2.0

/// Finds keys given twice in one mapping: by looking through a few, by a set among many.
struct MappingKeys {
  private var many: Set<String> = []

  /// Takes a key; when it is already there, tells where.
  mutating func insert(_ key: String, among entries: [Value.Entry]) -> Mark? {
    let threshold = 16
    if entries.count < threshold {
      for entry in entries where entry.key == key { return entry.keyMark }
      return nil
    }
    if many.isEmpty { for entry in entries { many.insert(entry.key) } }
    if many.insert(key).inserted { return nil }
    return entries.first { $0.key == key }?.keyMark
  }
}
