// SPDX-License-Identifier: Apache-2.0

import Manifests
import Testing

struct NearestNameTests {
  private let kinds = ["Deployment", "DaemonSet", "StatefulSet", "ReplicaSet"]

  @Test(arguments: [
    ("Deploymnet", "Deployment"), ("deployment", "Deployment"), ("Deploy-ment", "Deployment"),
    ("DaemonSets", "DaemonSet"), ("StatefullSet", "StatefulSet"),
  ])
  func `a misspelled name finds the one that was meant`(name: String, meant: String) {
    #expect(nearestName(to: name, in: kinds) == meant)
  }

  @Test(arguments: ["", "Pod", "Ingress", "x", "CustomResourceDefinition"])
  func `a name far from all finds none`(name: String) {
    #expect(nearestName(to: name, in: kinds) == nil)
  }

  @Test func `a swap of neighbours is one step and the first of equals wins`() {
    #expect(nearestName(to: "cpu", in: ["cup", "cpx"]) == "cup")
    #expect(nearestName(to: "ab", in: ["xy"]) == nil)
    #expect(didYouMean("memroy", in: ["cpu", "memory"]) == "did you mean \"memory\"?")
  }

  @Test func `a very long name costs little and finds nothing`() {
    let long = String(repeating: "x", count: 1_000_000)
    #expect(nearestName(to: long, in: kinds) == nil)
  }
}
