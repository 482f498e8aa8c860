// SPDX-License-Identifier: Apache-2.0

/// The name in a list that a misspelled one most likely meant, or nil when none is near.
///
/// Nearness is the Damerau-Levenshtein distance (optimal string alignment: a swap of neighbours is
/// one step) without regard to ASCII case. A third of the length, at least 1 and at most 4, may
/// differ; among equally near names the first of the list wins. Cost: length x length a name.
public func nearestName(to name: String, in names: some Sequence<String>) -> String? {
  let wanted = Array(name.prefix(128).utf8.map(lowercased))
  let cutoff = min(4, max(1, wanted.count / 3))
  var best: (name: String, distance: Int)?
  for candidate in names where candidate != name {
    let other = Array(candidate.utf8.map(lowercased))
    guard abs(other.count - wanted.count) <= cutoff else { continue }
    let distance = editDistance(wanted, other)
    guard distance <= cutoff, distance < max(wanted.count, 1) else { continue }
    if let known = best, known.distance <= distance { continue }
    best = (candidate, distance)
  }
  return best?.name
}

/// The hint `did you mean "x"?` for a misspelled name, or nil when no name is near.
public func didYouMean(_ name: String, in names: some Sequence<String>) -> String? {
  nearestName(to: name, in: names).map { "did you mean \"\($0)\"?" }
}

private func lowercased(_ byte: UInt8) -> UInt8 {
  byte >= 0x41 && byte <= 0x5A ? byte + 0x20 : byte
}

/// Three rows of the usual table are enough: a swap looks two rows back.
private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var beforeLast = [Int](repeating: 0, count: right.count + 1)
  var last = Array(0...right.count)
  for row in 0..<left.count {
    var current = [row + 1]
    current.reserveCapacity(right.count + 1)
    for column in 0..<right.count {
      let same = left[row] == right[column]
      var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (same ? 0 : 1))
      if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
        cost = min(cost, beforeLast[column - 1] + 1)
      }
      current.append(cost)
    }
    beforeLast = last
    last = current
  }
  return last[right.count]
}
