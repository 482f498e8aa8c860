// SPDX-License-Identifier: Apache-2.0

public import MetricStore

/// Why a run did not come to its end.
public enum RunFault: Error, Sendable, Equatable {
  /// The store refused what the run recorded.
  case store(RunStoreError)
  /// An invariant of the cluster was broken at or before an instant.
  case unsound(atMicroseconds: Int64, failures: [String])
  /// Two simulations of the same input differed.
  case diverged(Divergence)
}

extension RunFault: CustomStringConvertible {
  /// The message for people.
  public var description: String {
    switch self {
    case .store(let error): return error.description
    case .unsound(let microseconds, let failures):
      let list = failures.map { "\n  \($0)" }.joined()
      let time = Divergence.seconds(microseconds)
      return "the audit at \(time) found \(failures.count) broken invariants:\(list)"
    case .diverged(let divergence): return divergence.description
    }
  }
}
