// SPDX-License-Identifier: Apache-2.0

/// The events of a controller on their way to the API server, one request after the other.
///
/// They go through the client of the controller and so take tokens from its work: a clientset has
/// one rate limiter (kubernetes v1.36 staging/src/k8s.io/client-go/kubernetes/clientset.go), and the
/// broadcaster writes to its sink from one goroutine (tools/record/event.go).
struct EventSink: BitwiseCopyable, Sendable {
  /// Events that the broadcaster keeps; more are dropped (tools/record/event.go, maxQueuedEvents).
  static let capacity = 1000

  /// Events that wait for the one under way.
  private(set) var waitingCount = 0
  private(set) var isBusy = false

  /// Takes an event in, or drops it when too many wait.
  mutating func add() { waitingCount = min(waitingCount + 1, Self.capacity) }

  /// Begins with the next event; returns whether there is one and none is under way.
  mutating func start() -> Bool {
    guard !isBusy, waitingCount > 0 else { return false }
    waitingCount -= 1
    isBusy = true
    return true
  }

  /// The event under way has been stored.
  mutating func finish() { isBusy = false }
}
