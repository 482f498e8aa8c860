// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Testing

@testable import Cluster

@Suite struct PullQueueTests {
  private static func pod(_ index: UInt32) -> PodHandle {
    PodHandle(index: index, generation: 1)
  }

  @Test func `one image is pulled at a time, in the order of asking`() {
    var queue = PullQueue()
    queue.ask(Self.pod(1), for: PullIndex(4))
    queue.ask(Self.pod(2), for: PullIndex(2))
    queue.ask(Self.pod(3), for: PullIndex(4))
    #expect(queue.startNext() == PullIndex(4))
    #expect(queue.startNext() == nil)
    queue.ask(Self.pod(4), for: PullIndex(4))
    queue.current = .none
    #expect(queue.startNext() == PullIndex(2))
    queue.current = .none
    #expect(queue.startNext() == nil)
    #expect(queue.waitingPods.map(\.index) == [1, 2, 3, 4])
  }

  @Test func `a node holds an image from the end of its pull on`() {
    var images = PulledImages()
    let first = images.intern("a:1")
    let second = images.intern("b:1")
    #expect(first != second)
    #expect(images.intern("a:1") == first)
    #expect(!images.isPresent(first, on: NodeIndex(9)))
    images.add(first, to: NodeIndex(9))
    #expect(images.isPresent(first, on: NodeIndex(9)))
    #expect(!images.isPresent(first, on: NodeIndex(8)))
    #expect(!images.isPresent(second, on: NodeIndex(9)))
  }
}
