// SPDX-License-Identifier: Apache-2.0

/// An append-only array whose positions have a type of their own.
///
///     var queues = IndexedTable<Queue, Int>()
///     let first: TypedIndex<Queue> = queues.append(5)
///     queues[first] += 1
public struct IndexedTable<Entity: ~Copyable, Element> {
  @usableFromInline var storage: ContiguousArray<Element>

  /// Creates an empty table.
  @inlinable
  public init() {
    storage = []
  }

  /// Creates a table that holds the same element a number of times.
  @inlinable
  public init(repeating element: Element, count: Int) {
    storage = ContiguousArray(repeating: element, count: count)
  }

  /// The elements in the order of their indices.
  @inlinable
  public var elements: ContiguousArray<Element> { storage }

  /// The number of elements.
  @inlinable
  public var count: Int { storage.count }

  /// Whether there is no element.
  @inlinable
  public var isEmpty: Bool { storage.isEmpty }

  /// The indices of all elements, in order.
  @inlinable
  public var indices: Range<TypedIndex<Entity>> { TypedIndex(0)..<TypedIndex(storage.count) }

  /// The index that the next appended element will have.
  @inlinable
  public var nextIndex: TypedIndex<Entity> { TypedIndex(storage.count) }

  /// Makes room for a number of elements in all.
  @inlinable
  public mutating func reserveCapacity(_ capacity: Int) {
    storage.reserveCapacity(capacity)
  }

  /// Adds an element at the end and returns its index.
  @inlinable
  @discardableResult
  public mutating func append(_ element: Element) -> TypedIndex<Entity> {
    let index = nextIndex
    precondition(!index.isNone, "an indexed table holds fewer than 2^32 - 1 elements")
    storage.append(element)
    return index
  }

  /// The element at an index of this table.
  @inlinable
  public subscript(index: TypedIndex<Entity>) -> Element {
    get { storage[index.position] }
    _modify { yield &storage[index.position] }
  }
}

extension IndexedTable: Sendable where Entity: ~Copyable, Element: Sendable {}
