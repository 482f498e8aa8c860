// SPDX-License-Identifier: Apache-2.0

/// Names that look like those of Kubernetes and are equal in every run.
enum PodName {
  /// The letters and digits of generated names: no vowels, no look-alikes (kubernetes v1.36
  /// staging/src/k8s.io/apimachinery/pkg/util/rand/rand.go).
  private static let alphabet = Array("bcdfghjklmnpqrstvwxz2456789")

  /// The suffix of the pod with an ordinal: five characters, all different up to 14 million pods.
  static func suffix(_ ordinal: UInt32) -> String {
    // Multiplying by a number without a common factor visits every value once.
    var number = (UInt64(ordinal) * 7_368_787 + 5_915_587) % 14_348_907
    var text = ""
    for _ in 0..<5 {
      text.append(alphabet[Int(number % 27)])
      number /= 27
    }
    return text
  }

  /// The hash of a template: ten characters of a digest.
  static func hash(_ digest: UInt64) -> String {
    var number = digest
    var text = ""
    for _ in 0..<10 {
      text.append(alphabet[Int(number % 27)])
      number /= 27
    }
    return text
  }
}
