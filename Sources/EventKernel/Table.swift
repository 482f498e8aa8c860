// SPDX-License-Identifier: Apache-2.0

/// A collection of elements that come and go, each found by a handle that never finds another.
///
/// Slots of removed elements are reused, last removed first, so the same calls give the same handles
/// in every run. Insertion, removal and lookup take constant time. A removed element stays in memory
/// until its slot is reused.
///
/// To visit the elements in slot order, also while inserting and removing:
///
///     for slot in 0..<table.slotCount {
///       guard let handle = table.handle(atSlot: slot) else { continue }
///       table[handle].advance()
///     }
public struct Table<Element> {
  @usableFromInline var elements: ContiguousArray<Element> = []
  /// Odd while the slot is in use, even while it is free; a handle of an element is always odd.
  @usableFromInline var generations: ContiguousArray<UInt32> = []
  @usableFromInline var freeSlots: ContiguousArray<UInt32> = []
  @usableFromInline var retiredCount = 0

  /// Creates an empty table.
  @inlinable
  public init() {}

  /// The number of elements.
  @inlinable
  public var count: Int { generations.count - freeSlots.count - retiredCount }

  /// Whether there is no element.
  @inlinable
  public var isEmpty: Bool { count == 0 }

  /// The number of slots, in use or free; no element has a slot beyond.
  @inlinable
  public var slotCount: Int { generations.count }

  /// Makes room for a number of elements in all.
  @inlinable
  public mutating func reserveCapacity(_ capacity: Int) {
    elements.reserveCapacity(capacity)
    generations.reserveCapacity(capacity)
  }

  /// Adds an element and returns its handle.
  @inlinable
  @discardableResult
  public mutating func insert(_ element: Element) -> Handle<Element> {
    if let slot = freeSlots.popLast() {
      elements[Int(slot)] = element
      generations[Int(slot)] &+= 1
      return Handle(index: slot, generation: generations[Int(slot)])
    }
    precondition(generations.count < Int(UInt32.max), "a table holds fewer than 2^32 - 1 elements")
    elements.append(element)
    generations.append(1)
    return Handle(index: UInt32(generations.count - 1), generation: 1)
  }

  /// Takes an element out and returns it; its handle and all copies of it become stale.
  @inlinable
  @discardableResult
  public mutating func remove(_ handle: Handle<Element>) -> Element {
    let index = currentIndex(handle)
    generations[index] &+= 1
    // A slot whose generations are used up is never reused, so an old handle can not come alive.
    if generations[index] == 0 {
      retiredCount += 1
    } else {
      freeSlots.append(handle.index)
    }
    return elements[index]
  }

  /// Whether the element of a handle is still in the table.
  @inlinable
  public func contains(_ handle: Handle<Element>) -> Bool { tryIndex(handle) != nil }

  /// Whether the element of a handle is still in the table, as an event handler asks it.
  @inlinable
  public func isCurrent(_ handle: Handle<Element>) -> Bool { tryIndex(handle) != nil }

  /// The slot of a handle's element, or nothing if the handle is stale.
  @inlinable
  public func tryIndex(_ handle: Handle<Element>) -> Int? {
    let index = Int(handle.index)
    guard index < generations.count, generations[index] == handle.generation,
      handle.generation & 1 == 1
    else { return nil }
    return index
  }

  /// The handle of the element in a slot, or nothing if the slot is free.
  @inlinable
  public func handle(atSlot slot: Int) -> Handle<Element>? {
    let generation = generations[slot]
    guard generation & 1 == 1 else { return nil }
    return Handle(index: UInt32(slot), generation: generation)
  }

  /// The element of a handle, which must not be stale.
  @inlinable
  public subscript(handle: Handle<Element>) -> Element {
    get { elements[currentIndex(handle)] }
    _modify { yield &elements[currentIndex(handle)] }
  }

  @inlinable
  func currentIndex(_ handle: Handle<Element>) -> Int {
    guard let index = tryIndex(handle) else {
      preconditionFailure("the handle \(handle) is stale")
    }
    return index
  }
}

extension Table: Sendable where Element: Sendable {}
