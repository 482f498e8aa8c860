// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

@Suite struct ConfigMapVersionsTests {
  @Test func `equal contents share a copy, whatever the order of the keys`() {
    var versions = ConfigMapVersions(name: "app")
    let first = versions.submit([("a", "1"), ("b", "2")])
    #expect(first.name.hasPrefix("app-") && first.number == 1)
    let second = versions.submit([("a", "1"), ("b", "3")])
    #expect(second.name != first.name)
    let again = versions.submit([("b", "2"), ("a", "1")])
    #expect(again.name == first.name && again.number == 3)
    #expect(versions.versions.map(\.name) == [second.name, first.name])
    #expect(
      versions.submit([("a", "12"), ("b", "")]).name
        != versions.submit([("a", "1"), ("b", "2")]).name)
  }

  @Test func `only the last ten copies stay, and those that are mounted`() {
    var versions = ConfigMapVersions(name: "app")
    let all = (0..<13).map { versions.submit([("k", "\($0)")]) }
    let removed = versions.collectGarbage(inUse: [all[1].name])
    #expect(removed.map(\.name) == [all[0].name, all[2].name])
    #expect(versions.versions.count == 11)
    #expect(versions.collectGarbage(inUse: []).map(\.name) == [all[1].name])
    #expect(versions.collectGarbage(inUse: []).isEmpty)
  }

  @Test func `a bad content reaches one batch, where a native change reaches all pods`() {
    var world = ReleaseWorld(replicas: 10, batches: 5)
    world.view.updateType = .inPlaceOnly
    world.view.isAutomatic = false
    world.view.deadline = .minutes(5)
    world.view.updateRevision = 2
    world.settle(broken: 2)
    #expect(world.revisions == "1111111122" && world.serving == 8)
    world.view.now = .zero + .minutes(5)
    world.settle(broken: 2)
    #expect(world.revisions == "1111111111" && world.serving == 10)
    // One batch of all is what mounting the same ConfigMap comes to.
    var native = ReleaseWorld(replicas: 10, batches: 1)
    native.view.updateType = .inPlaceOnly
    native.view.updateRevision = 2
    native.settle(broken: 2)
    #expect(native.serving == 0)
  }
}
