// SPDX-License-Identifier: Apache-2.0

/// Amounts of resources by name (`cpu`, `memory`, `nvidia.com/gpu`), sorted by name.
public struct ResourceList: Sendable, Hashable {
  /// One resource with its amount.
  public struct Item: Sendable, Hashable {
    /// The resource, such as `cpu`.
    public var name: String
    /// The amount.
    public var quantity: Quantity

    /// Makes an item.
    public init(name: String, quantity: Quantity) {
      self.name = name
      self.quantity = quantity
    }
  }

  /// The resources in byte order of their names.
  public private(set) var items: [Item]

  /// Makes a list from items in any order; of two with one name the later wins.
  public init(_ items: [Item] = []) {
    self.items = []
    for item in items { self[item.name] = item.quantity }
  }

  /// Whether no resource is named.
  public var isEmpty: Bool { items.isEmpty }

  /// The amount of a resource; setting nil removes it.
  public subscript(name: String) -> Quantity? {
    get {
      for item in items where item.name == name { return item.quantity }
      return nil
    }
    set {
      let index = items.firstIndex { $0.name >= name } ?? items.count
      let present = index < items.count && items[index].name == name
      switch (present, newValue) {
      case (true, .some(let quantity)): items[index].quantity = quantity
      case (true, .none): items.remove(at: index)
      case (false, .some(let quantity)):
        items.insert(Item(name: name, quantity: quantity), at: index)
      case (false, .none): break
      }
    }
  }

  /// CPU in thousandths of a core, rounded up; 0 when not named.
  public var cpuMillis: Int64 { self["cpu"]?.milliValue ?? 0 }
  /// Memory in bytes, rounded up; 0 when not named.
  public var memoryBytes: Int64 { self["memory"]?.value ?? 0 }

  /// Adds the amounts of another list; names that are only there are taken over.
  public mutating func add(_ other: ResourceList) {
    for item in other.items {
      self[item.name] = self[item.name].map { $0 + item.quantity } ?? item.quantity
    }
  }

  /// Raises each amount to that of another list; names that are only there are taken over.
  public mutating func raise(to other: ResourceList) {
    for item in other.items {
      guard let own = self[item.name], own >= item.quantity else {
        self[item.name] = item.quantity
        continue
      }
    }
  }
}

/// What a container or pod asks for and may use at most.
public struct ResourceRequirements: Sendable, Hashable {
  /// What is set aside for it.
  public var requests: ResourceList
  /// What it may use at most.
  public var limits: ResourceList

  /// Makes requirements.
  public init(requests: ResourceList = ResourceList(), limits: ResourceList = ResourceList()) {
    self.requests = requests
    self.limits = limits
  }
}
