// SPDX-License-Identifier: Apache-2.0

// Bounds: openkruise/rollouts pkg/webhook/rollout/validating/rollout_create_update_handler.go.

extension Rollout {
  /// The annotation of v1alpha1 that tells how a Deployment is released.
  private static let styleAnnotation = "rollouts.kruise.io/rolling-style"

  /// Reads a Rollout; v1alpha1 is converted as its API server does
  /// (openkruise/rollouts api/v1alpha1/conversion.go).
  init(reading reader: ObjectReader, version: String) {
    metadata = ObjectMeta(ofObject: reader)
    guard let own = reader.requiredObject("spec") else { return }
    spec = Spec(reading: own, version: version)
    if version == "v1alpha1" {
      let style = metadata.annotations[Self.styleAnnotation]?.lowercased()
      spec.enableExtraWorkloadForCanary = style != "partition"
    }
  }
}

extension Rollout.Spec {
  /// The greatest number of steps.
  private static let mostSteps = 50

  init(reading reader: ObjectReader, version: String) {
    let isOld = version == "v1alpha1"
    let owner = isOld ? reader.requiredObject("objectRef") : reader
    if let target = owner?.requiredObject("workloadRef") {
      workloadRef = CrossVersionObjectReference(reading: target)
    }
    disabled = reader.bool("disabled") ?? false
    guard let strategy = reader.requiredObject("strategy") else { return }
    paused = strategy.bool("paused") ?? false
    isBlueGreen = strategy.object("blueGreen") != nil
    guard let plan = strategy.object("canary") ?? strategy.object("blueGreen") else { return }
    failureThreshold = plan.intOrPercent("failureThreshold", atMost100Percent: true)
    enableExtraWorkloadForCanary = plan.bool("enableExtraWorkloadForCanary") ?? false
    steps = plan.requiredList("steps") { Rollout.Step(reading: $0, isOld: isOld) }
    check(plan)
  }

  private func check(_ plan: ObjectReader) {
    if steps.count > Self.mostSteps {
      plan.error(
        "steps", found: "found \(steps.count) steps", expected: "at most \(Self.mostSteps)")
    }
    for (previous, step) in zip(steps, steps.dropFirst()) {
      let isShrinking =
        switch (previous.replicas, step.replicas) {
        case (.int(let before), .int(let after)): after < before
        case (.string, .string): (step.replicas.percent ?? 0) < (previous.replicas.percent ?? 0)
        // A number and a percentage can not be compared.
        case (.int, .string), (.string, .int): false
        }
      if isShrinking {
        plan.error(
          "steps", found: "found \(step.replicas) after \(previous.replicas)",
          expected: "replicas that do not shrink from step to step")
      }
    }
  }
}

extension Rollout.Step {
  init?(reading reader: ObjectReader, isOld: Bool) {
    let weight = isOld ? reader.int32("weight", in: 0...100) : nil
    let given = reader.intOrPercent("replicas", atMost100Percent: true)
    guard let replicas = given ?? weight.map({ .string("\($0)%") }) else {
      reader.error("replicas", found: "found none", expected: "a number of pods or a percentage")
      return nil
    }
    self.init(replicas: replicas)
    if replicas.isZeroAmount {
      reader.error("replicas", found: "found \(replicas)", expected: "more than 0")
    }
    if let traffic = reader.string("traffic") {
      trafficPercent = IntOrString.string(traffic).percent
      if trafficPercent.map({ !(1...100).contains($0) }) ?? true {
        reader.error(
          "traffic", found: "found \"\(traffic)\"", expected: "a percentage from 1% to 100%")
      }
    }
    trafficPercent = trafficPercent ?? weight
    pauseSeconds = reader.object("pause")?.count("duration")
  }
}
