// SPDX-License-Identifier: Apache-2.0

/// Configuration that pods mount as files or read as environment.
public struct ConfigMap: Sendable, Hashable {
  /// Name and labels.
  public var metadata = ObjectMeta()
  /// The texts by their keys.
  public var data = LabelSet()
  /// The binary contents by their keys, in base 64.
  public var binaryData = LabelSet()
  /// Whether the server refuses changes of the content.
  public var immutable = false

  /// Makes an empty map.
  public init() {}

  /// The annotation that has a changed content released in batches, when it is `batches`.
  ///
  /// Without it a change reaches all pods that mount the map. The vendor of the releases in batches
  /// (Tencent Meeting on TKEx, 2020) shows no manifest of them, so the key is our own.
  public static let releaseAnnotation = "springtide.dev/release"

  /// Whether a changed content is released in batches of copies.
  public var isReleasedInBatches: Bool { metadata.annotations[Self.releaseAnnotation] == "batches" }

  /// The greatest content in bytes; kubernetes v1.36 pkg/apis/core/types.go, MaxSecretSize.
  static let greatestSize = 1_048_576
}

extension ConfigMap {
  init(reading reader: ObjectReader) {
    metadata = ObjectMeta(ofObject: reader)
    data = reader.labels("data")
    binaryData = reader.labels("binaryData")
    immutable = reader.bool("immutable") ?? false
    let size = (data.labels + binaryData.labels).reduce(0) { $0 + $1.value.utf8.count }
    if size > Self.greatestSize {
      reader.error(
        "data", found: "found \(size) bytes", expected: "at most \(Self.greatestSize)")
    }
    for label in binaryData.labels where data[label.key] != nil {
      reader.error(
        "binaryData", found: "key \"\(label.key)\" is in data too", expected: "keys in one of them")
    }
    if let order = metadata.annotations[Self.releaseAnnotation], order != "batches" {
      reader.error(
        "metadata", found: "annotation \(Self.releaseAnnotation) is \"\(order)\"",
        expected: "batches, or no such annotation")
    }
  }
}
