// SPDX-License-Identifier: Apache-2.0

package import EventKernel

/// A pod that waits to be scheduled.
package struct QueuedPod<Pod>: BitwiseCopyable, Sendable {
  /// The pod.
  package var pod: Handle<Pod>
  /// Its template.
  package var template: TemplateIndex
  /// Its priority.
  package var priority: Int32
  /// How often it was found unschedulable.
  package var unschedulableCount: Int32 = 0
  /// How often in a row an error, such as a failed binding, ended its attempt.
  package var errorCount: Int32 = 0
  /// When it came to the queue first.
  package var addedAt: SimulationTime
  /// When it came to the queue last; pods of equal priority are tried in this order.
  package var queuedAt: SimulationTime
  /// The plugins that rejected it at the last attempt.
  package var rejectors = PluginSet()
  /// The events that may help it.
  package var wakers: SchedulingEvent = .all
  /// Whether its preemption still sends requests, during which no event wakes it.
  package var isHeld = false
  /// Tells equal times apart, in order of arrival.
  var sequence: UInt64 = 0
}
