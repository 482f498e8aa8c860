// SPDX-License-Identifier: Apache-2.0

/// What the time on a critical path went into, in the order in which it usually comes.
package enum PathCause: String, Sendable, CaseIterable {
  /// The autoscaler had to go in several steps; the earlier ones took this long.
  case earlierSteps = "earlier steps"
  /// From the middle of the window that a metric is a mean of until it could be asked for.
  case metricAge = "metric age"
  /// The metric waited for the autoscaler to look.
  case sync = "sync wait"
  /// A stabilisation window or a rate limit held the autoscaler back.
  case stabilization = "stabilization"
  /// Controllers had not yet learned of what had happened, or had not come round to it.
  case statusSync = "status sync"
  /// Requests waited for the rate limit of the controller's client, and for their answers, or the
  /// next look at the workload waited for them.
  case clientRate = "client rate"
  /// The old pod or its containers took their time to end.
  case shutdown
  /// The scheduler had other pods to place first.
  case scheduling
  /// No node had room.
  case room
  /// A new node was on its way.
  case provisioning = "node provisioning"
  /// The image came to the node, or waited behind others.
  case pull
  /// The kubelet made the sandbox, its network and the containers.
  case start
  /// The application started.
  case warmUp = "warm-up"
  /// The application could answer, the probe had not found out.
  case probe
  /// The pod had to be ready for minReadySeconds.
  case minReady = "minReadySeconds"
  /// The pod had to wait for its turn: `maxUnavailable`, `maxSurge` or an order held it back. What
  /// the pods before it took is told by the other causes, so no wait of a path has this one.
  case disruptionBudget = "disruption budget"
  /// Nothing more happened until the batch was given up.
  case deadline
  /// Nothing more happened until the run ended.
  case unfinished

  /// Whether a pod is busy with itself, so that others could be at the same time.
  package var isOfOnePod: Bool {
    switch self {
    case .shutdown, .start, .warmUp, .probe, .minReady: true
    default: false
    }
  }

  /// The colour of the cause in a bar.
  package var slot: Palette.Slot {
    switch self {
    case .earlierSteps, .clientRate, .statusSync: .ink
    case .metricAge, .shutdown: .purple
    case .sync, .minReady: .blue
    case .stabilization, .disruptionBudget: .brown
    case .scheduling, .room, .provisioning, .deadline, .unfinished: .vermillion
    case .pull: .sky
    case .start: .orange
    case .warmUp, .probe: .green
    }
  }

  /// Whether the colour is drawn lighter, for two causes share it.
  package var isFaint: Bool {
    switch self {
    case .earlierSteps, .clientRate, .probe, .provisioning, .minReady, .unfinished: true
    default: false
    }
  }
}
