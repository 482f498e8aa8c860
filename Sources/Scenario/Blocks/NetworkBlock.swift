// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// The service that gives each new pod an address and an interface.
///
/// A pod that restarts in place keeps both and never asks.
public struct NetworkBlock: Sendable, Equatable {
  /// Requests for addresses that the service takes from the whole cluster.
  public var addresses = ControlPlaneBlock.ClientRate(qps: 0, burst: 0)
  /// Time from a request until the address can be used on the node of the pod.
  public var addressTime = DurationSpread(median: .zero, p99: .zero)

  /// Creates a network whose nodes hold addresses in store.
  public init() {}
}
