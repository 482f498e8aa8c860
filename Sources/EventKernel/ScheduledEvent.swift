// SPDX-License-Identifier: Apache-2.0

/// An event taken from the queue, with the instant and the phase it was scheduled for.
public struct ScheduledEvent<Payload: BitwiseCopyable>: BitwiseCopyable {
  /// The instant at which the event happens.
  public let time: SimulationTime

  /// The place of the event within its instant.
  public let phase: EventPhase

  /// What happens.
  public let payload: Payload

  /// Creates an event.
  @inlinable
  public init(time: SimulationTime, phase: EventPhase, payload: Payload) {
    self.time = time
    self.phase = phase
    self.payload = payload
  }
}

extension ScheduledEvent: Sendable where Payload: Sendable {}

extension ScheduledEvent: Equatable where Payload: Equatable {}
