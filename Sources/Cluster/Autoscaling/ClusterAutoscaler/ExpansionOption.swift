// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// What growing one group would do for the waiting pods.
package struct ExpansionOption: Sendable, Equatable {
  /// The place of the group.
  package var group: Int
  /// New nodes.
  package var nodeCount: Int
  /// Pods that would find a place.
  package var podCount: Int
  /// What those pods ask for.
  package var requests: Resources
  /// What one node has.
  package var nodeCapacity: Resources
  /// The price of a node for an hour.
  package var pricePerHour: Double
  /// The rank of the group.
  package var priority: Int?

  /// Creates an option.
  package init(
    group: Int, nodeCount: Int, podCount: Int, requests: Resources, nodeCapacity: Resources,
    pricePerHour: Double = 0, priority: Int? = nil
  ) {
    self.group = group
    self.nodeCount = nodeCount
    self.podCount = podCount
    self.requests = requests
    self.nodeCapacity = nodeCapacity
    self.pricePerHour = pricePerHour
    self.priority = priority
  }

  /// The shares of CPU and memory that stay idle, added up (expander/waste/waste.go).
  var wastedShare: Double {
    func share(_ capacity: Int64, _ used: Int64) -> Double {
      let offered = capacity * Int64(nodeCount)
      return offered > 0 ? Double(offered - used) / Double(offered) : 0
    }
    return share(nodeCapacity.cpuMillis, requests.cpuMillis)
      + share(nodeCapacity.memoryBytes, requests.memoryBytes)
  }

  /// The price for what the pods are worth times the unfitness of the node's size
  /// (expander/price/price.go).
  func priceScore(clusterSize: Int) -> Double {
    let extra = Self.podPrice(cpuMillis: 500, memoryBytes: 500 << 20)
    let pods = Self.podPrice(cpuMillis: requests.cpuMillis, memoryBytes: requests.memoryBytes)
    let spent = (pricePerHour * Double(nodeCount) + extra) / (pods + extra)
    let preferred = Double(Self.preferredCPUMillis(clusterSize: clusterSize))
    let own = Double(max(nodeCapacity.cpuMillis, 1))
    let unfitness = max(preferred / own, own / preferred)
    let suppressed = (unfitness - 1) * (1 - Self.tanh(Double(nodeCount - 1) / 15)) + 1
    return suppressed * spent
  }

  /// The worth of requests for an hour, at 0.033174 a core and 0.004446 a gibibyte (the defaults of
  /// cluster-autoscaler/cloudprovider/gce/gce_price_info.go).
  private static func podPrice(cpuMillis: Int64, memoryBytes: Int64) -> Double {
    Double(cpuMillis) / 1000 * 0.033174 + Double(memoryBytes) / 1_073_741_824 * 0.004446
  }

  /// The size of node that suits a cluster (expander/price/preferred.go).
  private static func preferredCPUMillis(clusterSize: Int) -> Int64 {
    switch clusterSize {
    case ...2: 1000
    case ...6: 2000
    case ...20: 4000
    case ...60: 8000
    case ...200: 16_000
    default: 32_000
    }
  }

  private static func tanh(_ x: Double) -> Double {
    let decay = PortableMath.exp(-2 * x)
    return (1 - decay) / (1 + decay)
  }
}
