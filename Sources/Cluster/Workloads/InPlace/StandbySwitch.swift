// SPDX-License-Identifier: Apache-2.0

package import EventKernel

/// Swaps two containers of one pod so that a new version serves within a lock's hand-over.
///
/// The pod has a business container that holds a file lock, a standby that sleeps, and a sidecar
/// whose readiness compares two version files. An update gives the standby the new image; it writes
/// its version and waits for the lock, so that the files differ and the pod becomes not ready. Then
/// the old business container becomes the standby: its end frees the lock, the new version serves,
/// and the files are equal again. Requests move with the roles, so the pod's sum never changes.
package enum StandbySwitch {
  /// What runs in one of the two containers.
  package enum Role: Hashable, BitwiseCopyable, Sendable {
    /// The business process of a revision, or its wait for the lock.
    case business(revision: Int)
    /// Sleeps.
    case pause
  }

  /// One of the two containers.
  package struct Container: Hashable, BitwiseCopyable, Sendable {
    /// What its image is.
    package var role: Role
    /// The version that it wrote to its file when it started.
    package var writtenVersion: Int
    /// Whether it runs.
    package var isRunning = true
    /// CPU that it requests, in millicores.
    package var requestMillis: Int64

    /// Creates a running container.
    package init(role: Role, writtenVersion: Int, requestMillis: Int64) {
      self.role = role
      self.writtenVersion = writtenVersion
      self.requestMillis = requestMillis
    }
  }

  /// What the controller sees of a pod.
  package struct View: Hashable, Sendable {
    /// The two containers.
    package var containers: [Container]
    /// The container that holds the lock; nil while it changes hands.
    package var lockHolder: Int?
    /// The revision that shall serve.
    package var targetRevision: Int

    /// Creates a pod that serves a revision from its first container.
    package init(revision: Int, businessMillis: Int64, pauseMillis: Int64) {
      containers = [
        Container(
          role: .business(revision: revision), writtenVersion: revision,
          requestMillis: businessMillis),
        Container(role: .pause, writtenVersion: revision, requestMillis: pauseMillis),
      ]
      lockHolder = 0
      targetRevision = revision
    }

    /// Whether the sidecar finds both files equal.
    package var isReady: Bool {
      containers[0].writtenVersion == containers[1].writtenVersion
    }
  }

  /// A change of the pod.
  package enum Action: Equatable, BitwiseCopyable, Sendable {
    /// The container restarts in place with another image and version.
    case replace(container: Int, role: Role, version: Int)
    /// The requests of the two containers are exchanged.
    case exchangeRequests
  }

  /// The next changes of a pod; empty while it must be waited for or is done.
  package static func next(_ view: View) -> [Action] {
    let target = view.targetRevision
    guard let holder = view.lockHolder, view.containers.allSatisfy(\.isRunning) else { return [] }
    let standby = 1 - holder
    if view.containers[holder].role == .business(revision: target) {
      // Undone before the lock went over: the standby sleeps again.
      guard view.containers[standby].role != .pause || !view.isReady else { return [] }
      return [.replace(container: standby, role: .pause, version: target)]
    }
    guard view.containers[standby].role == .business(revision: target) else {
      return [
        .replace(container: standby, role: .business(revision: target), version: target)
      ]
    }
    // The new version waits for the lock and the pod has been seen not ready.
    return [
      .exchangeRequests, .replace(container: holder, role: .pause, version: target),
    ]
  }

  /// Times of the parts of a switch.
  package struct Timing: Hashable, BitwiseCopyable, Sendable {
    /// From the order to the end of a container's process.
    package var containerStop: SimulationDuration
    /// From the end of a process to the start of its replacement.
    package var containerStart: SimulationDuration
    /// From the release of the lock until the waiting process has it and serves.
    package var lockHandover: SimulationDuration
    /// From a change of the files until the sidecar's probe has told it.
    package var probeDelay: SimulationDuration

    /// Takes the four times.
    package init(
      containerStop: SimulationDuration, containerStart: SimulationDuration,
      lockHandover: SimulationDuration, probeDelay: SimulationDuration
    ) {
      self.containerStop = containerStop
      self.containerStart = containerStart
      self.lockHandover = lockHandover
      self.probeDelay = probeDelay
    }

    /// How long no version serves.
    package var gap: SimulationDuration { lockHandover }

    /// How long the pod is not ready: from the first probe that finds the files different to the
    /// first that finds them equal; the old container stops and starts as a standby meanwhile.
    package var notReady: SimulationDuration { containerStop + containerStart + probeDelay }

    /// How long a whole switch takes.
    package var total: SimulationDuration {
      (containerStop + containerStart + probeDelay) * 2
    }

    /// How long no version serves when the one container restarts in place instead.
    package var gapOfRestart: SimulationDuration { containerStop + containerStart }
  }
}
