// SPDX-License-Identifier: Apache-2.0

/// A position in an append-only table, kept apart from positions in other tables by its type.
public struct TypedIndex<Entity: ~Copyable>: Hashable, BitwiseCopyable, Sendable {
  /// The position, counted from 0.
  public let rawValue: UInt32

  /// Creates the index of a position.
  @inlinable
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// Creates the index of a position that must fit in 32 bits.
  @inlinable
  public init(_ position: Int) {
    self.rawValue = UInt32(position)
  }

  /// The index that stands for no element.
  @inlinable
  public static var none: Self { Self(rawValue: .max) }

  /// Whether this index stands for no element.
  @inlinable
  public var isNone: Bool { rawValue == .max }

  /// The position as an array index.
  @inlinable
  public var position: Int { Int(rawValue) }
}

extension TypedIndex: Strideable where Entity: ~Copyable {
  /// Whether the left index comes first in its table.
  @inlinable
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// Whether two indices name the same position.
  @inlinable
  public static func == (left: Self, right: Self) -> Bool { left.rawValue == right.rawValue }

  /// The number of positions from this index to another.
  @inlinable
  public func distance(to other: Self) -> Int { other.position - position }

  /// The index a number of positions further on.
  @inlinable
  public func advanced(by count: Int) -> Self { Self(position + count) }
}

extension TypedIndex: CustomStringConvertible where Entity: ~Copyable {
  /// The position, or `none`.
  public var description: String { isNone ? "none" : "\(rawValue)" }
}
