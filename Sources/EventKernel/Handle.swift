// SPDX-License-Identifier: Apache-2.0

/// A reference to an element of a `Table` that notices when the element is gone.
///
/// The type parameter only keeps handles of different tables apart. An event that names an entity
/// which may be removed carries a handle; when it fires, `Table.contains(_:)` tells whether it is
/// stale.
public struct Handle<Entity: ~Copyable>: Hashable, BitwiseCopyable, Sendable {
  /// The slot of the element in its table.
  public let index: UInt32

  /// Which of the successive elements of the slot is meant; odd for an element that existed.
  public let generation: UInt32

  /// Creates a handle from its parts, as when reading a stored one.
  @inlinable
  public init(index: UInt32, generation: UInt32) {
    self.index = index
    self.generation = generation
  }

  /// The handle that no element ever has.
  @inlinable
  public static var none: Self { Self(index: .max, generation: 0) }

  /// Whether this is the handle that no element ever has.
  @inlinable
  public var isNone: Bool { self == .none }
}

extension Handle: CustomStringConvertible where Entity: ~Copyable {
  /// The slot and the generation, such as `17#3`.
  public var description: String { isNone ? "none" : "\(index)#\(generation)" }
}
