// SPDX-License-Identifier: Apache-2.0

/// The span of simulated time in which two simulations of the same input began to differ.
public struct Divergence: Sendable, Equatable, CustomStringConvertible {
  /// The last instant looked at where both were equal, in microseconds; -1 if they never were.
  public var equalAtMicroseconds: Int64
  /// The first instant looked at where they differ, in microseconds.
  public var differentAtMicroseconds: Int64
  /// The digest of the first simulation where they differ.
  public var firstDigest: String
  /// The digest of the second simulation where they differ.
  public var secondDigest: String

  /// Creates a divergence.
  public init(
    equalAtMicroseconds: Int64, differentAtMicroseconds: Int64, firstDigest: String,
    secondDigest: String
  ) {
    self.equalAtMicroseconds = equalAtMicroseconds
    self.differentAtMicroseconds = differentAtMicroseconds
    self.firstDigest = firstDigest
    self.secondDigest = secondDigest
  }

  /// The message for people.
  public var description: String {
    let different = Self.seconds(differentAtMicroseconds)
    let digests = "digests \(firstDigest) and \(secondDigest) at \(different)"
    guard equalAtMicroseconds >= 0 else {
      return "two runs of the same input differ from the start: \(digests)"
    }
    let equal = Self.seconds(equalAtMicroseconds)
    return "two runs of the same input differ after \(equal): \(digests)"
  }

  static func seconds(_ microseconds: Int64) -> String {
    let fraction = String(microseconds % 1_000_000)
    let zeros = String(repeating: "0", count: max(0, 6 - fraction.count))
    return "\(microseconds / 1_000_000).\(zeros)\(fraction) s"
  }
}
