// SPDX-License-Identifier: Apache-2.0

/// Collects the faults of one reading, in the order in which they are found.
///
/// A class, so that nested readers can share it; it lives on one thread during one reading and
/// only its `all` leaves. Beyond ``limit`` faults are counted but no longer kept, so that a large
/// broken file cannot eat memory.
public final class Diagnostics {
  /// The faults kept so far.
  public private(set) var all: [Diagnostic] = []
  /// How many of all reported faults are errors, including those no longer kept.
  public private(set) var errorCount = 0
  /// How many faults were reported but not kept.
  public private(set) var droppedCount = 0
  /// The greatest number of faults that are kept.
  public let limit: Int

  /// Makes an empty collector.
  public init(limit: Int = 10_000) {
    self.limit = limit
  }

  /// Whether any error was reported.
  public var hasErrors: Bool { errorCount > 0 }

  /// Adds one fault.
  public func report(_ diagnostic: Diagnostic) {
    if diagnostic.severity == .error { errorCount += 1 }
    if all.count < limit { all.append(diagnostic) } else { droppedCount += 1 }
  }

  /// Adds several faults in their order.
  public func report(_ diagnostics: some Sequence<Diagnostic>) {
    for diagnostic in diagnostics { report(diagnostic) }
  }
}
