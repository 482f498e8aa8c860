// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// The image pulls of one node: one at a time, in the order in which pods asked.
struct PullQueue: Sendable {
  /// The image being pulled; none if the node is idle.
  var current: PullIndex = .none
  /// Images that wait for their turn.
  var waitingImages: [PullIndex] = []
  /// Pods that wait for an image, in the order of their asking.
  var waitingPods: [PodHandle] = []
  /// Images that are pulled before a pod asks for them, with their sizes.
  var ahead: [(image: PullIndex, bytes: Int64)] = []
  /// Counts failures of the node, so that what ends after one is noticed as stale.
  var epoch: UInt32 = 0

  /// Adds a pod that needs an image.
  mutating func ask(_ pod: PodHandle, for image: PullIndex) {
    waitingPods.append(pod)
    if image != current, !waitingImages.contains(image) { waitingImages.append(image) }
  }

  /// Adds an image that no pod needs yet.
  mutating func askAhead(for image: PullIndex, bytes: Int64) {
    guard !ahead.contains(where: { $0.image == image }) else { return }
    ahead.append((image, bytes))
    if image != current, !waitingImages.contains(image) { waitingImages.append(image) }
  }

  /// The size of an image that was asked for ahead; nil for others.
  mutating func takeAhead(_ image: PullIndex) -> Int64? {
    guard let place = ahead.firstIndex(where: { $0.image == image }) else { return nil }
    return ahead.remove(at: place).bytes
  }

  /// Takes the next image to pull.
  mutating func startNext() -> PullIndex? {
    guard current.isNone, !waitingImages.isEmpty else { return nil }
    current = waitingImages.removeFirst()
    return current
  }
}
