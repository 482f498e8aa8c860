// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

@Suite struct UpdateOrderTests {
  private static func labels(_ values: [String?]) -> [LabelSet] {
    values.map { value in value.map { LabelSet([.init(key: "k", value: $0)]) } ?? [:] }
  }

  @Test func `the greatest weight goes first, equal ones as they came`() {
    var strategy = CloneSet.PriorityStrategy()
    strategy.weightPriority = [
      .init(weight: 10, matchSelector: LabelSelector(matchLabels: ["k": "a"])),
      .init(weight: 20, matchSelector: LabelSelector(matchLabels: ["k": "b"])),
    ]
    strategy.orderPriority = ["k"]
    let labels = Self.labels(["a", nil, "b", "a", "b"])
    #expect(UpdatePriority(strategy).sorted([0, 1, 2, 3, 4], labels: labels) == [2, 4, 0, 3, 1])
  }

  @Test func `by order the greatest number at the end goes first, and pods without the key before`()
  {
    var strategy = CloneSet.PriorityStrategy()
    strategy.orderPriority = ["k"]
    let labels = Self.labels(["x-2", "x-10", nil, "none"])
    #expect(UpdatePriority(strategy).sorted([0, 1, 2, 3], labels: labels) == [2, 1, 0, 3])
  }

  @Test(arguments: [
    ("a12", 12), ("12", 12), ("a", 0), ("", 0), ("1a", 0), ("99999999999999999999", 0),
    ("9223372036854775807", Int64.max),
  ])
  func `the number at the end of a text`(text: String, number: Int64) {
    #expect(UpdatePriority.trailingNumber(text) == number)
  }

  private static let term = [LabelSet.Label(key: "k", value: "m")]

  /// Pods as text: `m` matches, `.` does not; the result is the text in the new order.
  private static func scatter(_ pods: String, outOf all: String? = nil) -> String {
    let letters = Array(all ?? pods)
    let labels = Self.labels(letters.map { $0 == "m" ? "m" : nil })
    let order = UpdateScatter(Self.term).sorted(Array(0..<pods.count), labels: labels)
    return String(order.map { letters[$0] })
  }

  @Test(arguments: [
    ("mmm....", "m..m..m"), ("..mm", "m..m"), ("mm..", "m..m"), ("m...", "m..."),
    ("mmm.", "mmm."), ("mmmm......", "m..m..m..m"), ("mmmm..", "mm.m.m"),
  ])
  func `matching pods are spread among the others, the last at the end`(
    pods: String, spread: String
  ) {
    #expect(Self.scatter(pods) == spread)
  }

  @Test func `pods that match more rarely than in the whole set wait behind the others`() {
    // In the whole set one matches for each other; of those to update, two of eight.
    let text = Self.scatter("mmm......", outOf: "mmm......" + "mmmmmm")
    #expect(text.count { $0 == "m" } == 3 && text.hasSuffix("m"))
    #expect(text.hasPrefix("...."), "\(text)")
  }

  @Test(arguments: UInt64(1)...UInt64(200))
  func `no order loses or repeats a pod`(seed: UInt64) {
    var random = RandomStream(seed: seed, name: "order")
    let count = random.next(below: 30)
    let labels = Self.labels((0..<count).map { _ in ["m", "n", nil][random.next(below: 3)] })
    let pods = (0..<count).filter { _ in random.next(below: 4) > 0 }
    let terms = [Self.term[0], .init(key: "k", value: "n"), .init(key: "z", value: "1")]
    let chosen = Array(terms.prefix(1 + random.next(below: 3)))
    let order = UpdateScatter(chosen).sorted(pods, labels: labels)
    #expect(order.sorted() == pods, "seed \(seed)")
  }
}
