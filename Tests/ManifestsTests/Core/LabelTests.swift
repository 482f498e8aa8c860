// SPDX-License-Identifier: Apache-2.0

import Manifests
import Testing

struct LabelTests {
  @Test func `labels are kept in byte order and the later of two wins`() {
    let labels = LabelSet([
      .init(key: "b", value: "1"), .init(key: "a", value: "2"), .init(key: "b", value: "3"),
      .init(key: "A", value: "4"),
    ])
    #expect(labels.labels.map(\.key) == ["A", "a", "b"])
    #expect(labels["b"] == "3")
    #expect(labels["c"] == nil)
  }

  @Test(arguments: [UInt64(5), 6])
  func `a label set behaves like a dictionary`(seed: UInt64) {
    var random = TestGenerator(seed: seed)
    var labels: LabelSet = [:]
    var model: [String: String] = [:]
    for step in 0..<500 {
      let key = "key-\(random.next(below: 40))"
      let value: String? = random.next(below: 3) == 0 ? nil : "\(step)"
      labels[key] = value
      model[key] = value
      let sorted = model.keys.sorted()
      #expect(labels.labels.map(\.key) == sorted, "seed \(seed) step \(step)")
      #expect(sorted.allSatisfy { labels[$0] == model[$0] }, "seed \(seed) step \(step)")
    }
  }

  @Test func `a selector holds when labels and expressions all hold`() {
    let selector = LabelSelector(
      matchLabels: ["app": "web"],
      matchExpressions: [
        .init(key: "tier", operator: .in, values: ["a", "b"]),
        .init(key: "old", operator: .doesNotExist),
      ])
    #expect(selector.matches(["app": "web", "tier": "a"]))
    #expect(!selector.matches(["app": "web", "tier": "c"]))
    #expect(!selector.matches(["app": "web"]))
    #expect(!selector.matches(["app": "web", "tier": "a", "old": ""]))
    #expect(LabelSelector().matches([:]))
  }

  @Test func `a missing label meets NotIn and not Exists`() {
    let notIn = LabelSelector.Requirement(key: "x", operator: .notIn, values: ["1"])
    #expect(notIn.matches([:]))
    #expect(notIn.matches(["x": "2"]))
    #expect(!notIn.matches(["x": "1"]))
    #expect(!LabelSelector.Requirement(key: "x", operator: .exists).matches([:]))
    #expect(LabelSelector.Requirement(key: "x", operator: .exists).matches(["x": ""]))
  }

  @Test func `label keys of an affinity term become conditions on the pod's values`() {
    var term = PodAffinityTerm()
    term.matchLabelKeys = ["rev", "absent"]
    term.mismatchLabelKeys = ["tenant"]
    let labels: LabelSet = ["rev": "7", "tenant": "x"]
    #expect(term.resolvingLabelKeys(of: labels) == term, "a nil selector stays nil")
    term.labelSelector = LabelSelector(matchLabels: ["app": "a"])
    let selector = term.resolvingLabelKeys(of: labels).labelSelector
    #expect(
      selector?.matchExpressions == [
        .init(key: "rev", operator: .in, values: ["7"]),
        .init(key: "tenant", operator: .notIn, values: ["x"]),
      ])
  }

  @Test func `percentages scale up or down`() {
    let quarter = IntOrString.string("25%")
    #expect(quarter.scaled(total: 10, roundingUp: true) == 3)
    #expect(quarter.scaled(total: 10, roundingUp: false) == 2)
    #expect(quarter.scaled(total: 8, roundingUp: true) == 2)
    #expect(IntOrString.int(7).scaled(total: 3, roundingUp: true) == 7)
    #expect(IntOrString.string("web").scaled(total: 3, roundingUp: true) == nil)
    #expect(IntOrString.string("web").percent == nil)
  }

  @Test func `a toleration bears what it names`() {
    var toleration = Toleration()
    toleration.operator = .exists
    #expect(toleration.tolerates(Taint(key: "a", effect: .noExecute)))
    toleration.effect = .noSchedule
    #expect(!toleration.tolerates(Taint(key: "a", effect: .noExecute)))
    toleration.key = "b"
    #expect(!toleration.tolerates(Taint(key: "a", effect: .noSchedule)))
    toleration.operator = .equal
    toleration.value = "1"
    #expect(toleration.tolerates(Taint(key: "b", value: "1", effect: .noSchedule)))
    #expect(!toleration.tolerates(Taint(key: "b", value: "2", effect: .noSchedule)))
    toleration.operator = .gt
    #expect(toleration.tolerates(Taint(key: "b", value: "2", effect: .noSchedule)))
    #expect(!toleration.tolerates(Taint(key: "b", value: "x", effect: .noSchedule)))
  }
}
