// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Testing

struct `A table with handles` {
  @Test func `finds each element by its handle alone`() {
    var table = Table<String>()
    let first = table.insert("a")
    let second = table.insert("b")
    #expect(table[first] == "a")
    #expect(table[second] == "b")
    table[second] += "!"
    #expect(table[second] == "b!")
    #expect(table.count == 2)
    #expect(table.remove(first) == "a")
    #expect(table.count == 1)
    #expect(!table.contains(first))
    #expect(!table.isCurrent(first))
    #expect(table.tryIndex(first) == nil)
    #expect(table.tryIndex(second) == 1)
  }

  @Test func `reuses the slot freed last, under another handle`() {
    var table = Table<Int>()
    let handles = (0..<4).map { table.insert($0) }
    table.remove(handles[1])
    table.remove(handles[3])
    let newer = table.insert(10)
    let newest = table.insert(11)
    #expect(newer.index == 3 && newest.index == 1)
    #expect(newer != handles[3] && newest != handles[1])
    #expect(table[newer] == 10 && table[newest] == 11)
    #expect(!table.contains(handles[1]) && !table.contains(handles[3]))
    #expect(table.insert(12).index == 4)
    #expect(table.slotCount == 5)
  }

  @Test func `visits elements in slot order while they come and go`() {
    var table = Table<Int>()
    let handles = (0..<6).map { table.insert($0) }
    table.remove(handles[2])
    var seen: [Int] = []
    for slot in 0..<table.slotCount {
      guard let handle = table.handle(atSlot: slot) else { continue }
      seen.append(table[handle])
      if table[handle] == 3 { table.remove(handles[4]) }
    }
    #expect(seen == [0, 1, 3, 5])
  }

  @Test func `never takes the handle of no element for one of its own`() {
    var table = Table<Int>()
    #expect(!table.contains(.none))
    table.remove(table.insert(1))
    #expect(!table.contains(.none))
    // The generation of a free slot is even; a forged handle with it must not match.
    #expect(!table.contains(Handle(index: 0, generation: 2)))
    #expect(Handle<Int>.none.isNone)
    #expect(!table.insert(2).isNone)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `agrees with a dictionary over random insertions and removals`(seed: UInt64) {
    var random = RandomStream(seed: seed, name: "table")
    var table = Table<UInt64>()
    var model: [Handle<UInt64>: UInt64] = [:]
    var live: [Handle<UInt64>] = []
    var dead: [Handle<UInt64>] = []
    for _ in 0..<3_000 {
      if live.isEmpty || random.next(below: 100 as UInt64) < 55 {
        let value = random.nextUInt64()
        let handle = table.insert(value)
        #expect(model.updateValue(value, forKey: handle) == nil)
        live.append(handle)
      } else {
        let handle = live.remove(at: random.next(below: live.count))
        #expect(model.removeValue(forKey: handle) == table.remove(handle))
        dead.append(handle)
      }
      #expect(table.count == live.count)
    }
    #expect(live.allSatisfy { table[$0] == model[$0] })
    #expect(!dead.contains { table.contains($0) })
  }

  @Test func `stops the program when a stale handle is used`() async {
    await #expect(processExitsWith: .failure) {
      var table = Table<Int>()
      let handle = table.insert(1)
      table.remove(handle)
      _ = table[handle]
    }
    await #expect(processExitsWith: .failure) {
      var table = Table<Int>()
      let handle = table.insert(1)
      table.remove(handle)
      table.remove(handle)
    }
  }

  @Test func `handles read as slot and generation`() {
    #expect("\(Handle<Int>(index: 17, generation: 3))" == "17#3")
    #expect("\(Handle<Int>.none)" == "none")
  }
}

struct `An indexed table` {
  private enum Shelf {}

  @Test func `numbers its elements from zero`() {
    var table = IndexedTable<Shelf, String>()
    #expect(table.isEmpty && table.nextIndex == TypedIndex(0))
    let first = table.append("a")
    let second = table.append("b")
    table[first] += "!"
    #expect(table[first] == "a!" && table[second] == "b")
    #expect(table.count == 2)
    #expect(table.indices.map { table[$0] } == ["a!", "b"])
    #expect(Array(table.elements) == ["a!", "b"])
    #expect(IndexedTable<Shelf, Int>(repeating: 7, count: 3).elements == [7, 7, 7])
  }

  @Test func `its indices are ordered and one of them stands for none`() {
    let index = TypedIndex<Shelf>(4)
    #expect(index < TypedIndex(5) && index.advanced(by: 3) == TypedIndex(7))
    #expect(index.distance(to: TypedIndex(1)) == -3)
    #expect(index.position == 4 && index.rawValue == 4)
    #expect(TypedIndex<Shelf>.none.isNone && !index.isNone)
    #expect("\(index) \(TypedIndex<Shelf>.none)" == "4 none")
  }

  @Test func `stops the program at an index out of range`() async {
    await #expect(processExitsWith: .failure) {
      var table = IndexedTable<Shelf, Int>()
      table.append(1)
      _ = table[.none]
    }
  }
}

struct `An epoch` {
  @Test func `tells an event scheduled before a restart from one after`() {
    var current = Epoch()
    let before = current
    let after = current.advance()
    #expect(before != current)
    #expect(after == current)
    #expect(current.rawValue == 1)
  }
}
