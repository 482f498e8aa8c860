// SPDX-License-Identifier: Apache-2.0

package import EventKernel

/// A position in an `ImageTable`.
package typealias ImageIndex = TypedIndex<ImageTable>

/// The images that nodes have, each with the number of nodes that have it.
package struct ImageTable: Sendable {
  private var sizes: IndexedTable<ImageTable, Int64> = IndexedTable()
  private var nodeCounts: IndexedTable<ImageTable, Int> = IndexedTable()
  private var indexOfName: [String: ImageIndex] = [:]
  /// How often the number of nodes of some image changed.
  package private(set) var version = 0

  /// The image with a reference, if some node ever had it.
  package func index(_ name: String) -> ImageIndex? { indexOfName[name] }

  /// The size in bytes, as told by the first node that had the image.
  package func sizeBytes(_ image: ImageIndex) -> Int64 { sizes[image] }

  /// The number of nodes that have the image.
  package func nodeCount(_ image: ImageIndex) -> Int { nodeCounts[image] }

  mutating func intern(_ name: String, sizeBytes: Int64) -> ImageIndex {
    let sizeBytes = min(max(sizeBytes, 0), Resources.greatestAmount)
    if let index = indexOfName[name] {
      if nodeCounts[index] == 0 { sizes[index] = sizeBytes }
      return index
    }
    let index = sizes.append(sizeBytes)
    nodeCounts.append(0)
    indexOfName[name] = index
    return index
  }

  mutating func add(_ image: ImageIndex) {
    nodeCounts[image] += 1
    version += 1
  }

  mutating func remove(_ image: ImageIndex) {
    nodeCounts[image] -= 1
    version += 1
  }
}
