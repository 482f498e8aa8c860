// SPDX-License-Identifier: Apache-2.0

import Cluster
import Manifests
import Testing

@Suite struct InPlaceUpdateTests {
  private static func template(_ images: [String]) -> PodTemplateSpec {
    var template = PodTemplateSpec()
    template.metadata.labels = ["app": "web"]
    template.spec.containers = images.enumerated().map { place, image in
      var container = Container()
      container.name = "c\(place)"
      container.image = image
      return container
    }
    return template
  }

  @Test func `only images may differ`() {
    let old = Self.template(["a:1", "b:1"])
    #expect(InPlaceUpdate.changedContainers(from: old, to: old) == [])
    #expect(InPlaceUpdate.changedContainers(from: old, to: Self.template(["a:1", "b:2"])) == [1])
    #expect(
      InPlaceUpdate.changedContainers(from: old, to: Self.template(["a:2", "b:2"])) == [0, 1])
    #expect(InPlaceUpdate.changedContainers(from: old, to: Self.template(["a:2"])) == nil)
    var labelled = Self.template(["a:2", "b:1"])
    labelled.metadata.labels["v"] = "2"
    #expect(InPlaceUpdate.changedContainers(from: old, to: labelled) == nil)
    var larger = Self.template(["a:2", "b:1"])
    larger.spec.containers[0].resources.requests["cpu"] = Quantity(2)
    #expect(InPlaceUpdate.changedContainers(from: old, to: larger) == nil)
  }
}
