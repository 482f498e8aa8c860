// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// An order of the timeline that makes the applications of a workload start slowly for a while.
struct SlowStartOrder: Sendable {
  let deployment: DeploymentIndex
  /// The image of the pods concerned; nil for all of the workload.
  let image: String?
  let applicationStart: DurationSpread
  /// When it ends; nil for never.
  let end: SimulationTime?
}

extension Simulation {
  /// Lets the containers that start from now on take another time to answer.
  mutating func slowStart(_ order: TimelineEntry.SlowStart) {
    guard let index = deployment(order.target) else { return }
    record(.startSlowed, .deployment(index), order.applicationStart.median.microseconds)
    slowStarts.append(
      SlowStartOrder(
        deployment: index, image: order.image, applicationStart: order.applicationStart,
        end: order.duration.map { now + $0 }))
  }

  /// How long the application of a pod takes to start if its container starts now.
  func applicationStart(of template: TemplateIndex) -> DurationSpread {
    let usual = behaviors[template.position].applicationStart
    // Nearly always there is no order.
    guard !slowStarts.isEmpty else { return usual }
    let compiled = compiledTemplates[template.position]
    let order = slowStarts.last { order in
      order.deployment == compiled.deployment && (order.end.map { now < $0 } ?? true)
        && (order.image == nil
          || compiled.specification.spec.containers.contains { $0.image == order.image })
    }
    return order?.applicationStart ?? usual
  }
}
