// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// metrics-server in time: what it reads of the kubelets, and when it can be asked for it.
extension Simulation {
  /// The longest time over which the kubelets are read, so that their answers spread.
  ///
  /// Source: metrics-server v0.8 pkg/scraper/scraper.go.
  private static let longestSpread = SimulationDuration.seconds(4)

  /// The time over which the kubelets are read: 8 ms for each.
  private var scrapeSpread: SimulationDuration {
    min(Self.longestSpread, .milliseconds(8) * Int64(health.count))
  }

  /// The time that a scrape of metrics-server may look back on.
  var scrapeReach: SimulationDuration {
    controlPlane.metricsResolution + kubelet.statsPeriod * 2 + Self.longestSpread
  }

  /// Load steps in a span of time, with some to spare.
  func rememberedSteps(_ reach: SimulationDuration) -> Int {
    Int(clamping: min(reach / max(trafficStep, .microseconds(1)) + 3, 1_000_000))
  }

  /// Stores what a round of scrapes has read of all pods that an autoscaler looks at.
  mutating func scrapeUsage() {
    // On average a kubelet is read in the middle of the round; the round is stored at its end.
    let readAt = now - SimulationDuration(microseconds: scrapeSpread.microseconds / 2)
    for deployment in scrapedDeployments {
      let place = Int(loadOfDeployment[deployment.position])
      guard place >= 0 else {
        scrapePods(of: deployment, readAt) { _, _, _ in }
        continue
      }
      // A load is large and has arrays of its own: one copy for all pods.
      let load = loads[place]
      scrapePods(of: deployment, readAt) { load.add(to: &$0, of: $1, $2) }
    }
    recorder.metricsStoredAt = now
    measureNodes()
    schedule(.usageScraped, at: nextScrape, .scrape)
  }

  private mutating func scrapePods(
    of deployment: DeploymentIndex, _ readAt: SimulationTime,
    _ addRequests: (inout UsageSample, PodState, PodMemory) -> Void
  ) {
    for replicaSet in deployments[deployment].replicaSets {
      for handle in replicaSets[replicaSet].pods where pods[handle].stage == .running {
        var sample = idleUsage(of: pods[handle], readAt: readAt)
        if sample.isPresent { addRequests(&sample, pods[handle], memory(of: pods[handle])) }
        pods[handle].usage = sample
      }
    }
  }

  /// The instant at which the next round of scrapes is stored.
  private var nextScrape: SimulationTime {
    let resolution = controlPlane.metricsResolution
    let first = SimulationTime.zero + scrapePhase + scrapeSpread
    guard first <= now else { return first }
    return first + resolution * ((now - first) / resolution + 1)
  }

  /// What a scrape reads of a pod that serves nothing.
  private func idleUsage(of pod: PodState, readAt: SimulationTime) -> UsageSample {
    guard !health[pod.node.position].isSilent,
      let window = UsageWindow(
        container: pod.startTime, scrape: readAt, resolution: controlPlane.metricsResolution,
        statsPeriod: kubelet.statsPeriod)
    else { return UsageSample() }
    var sample = UsageSample(
      cpuMillis: 0, timestamp: window.end, window: window.end - window.start)
    sample.memoryBytes = memory(of: pod).bytes(inFlight: 0)
    return sample
  }

  private func memory(of pod: PodState) -> PodMemory { behaviors[pod.template.position].memory }

  /// Which part of the use of a pod is that of one of its containers.
  ///
  /// What the scenario says, else the container's part of the requests that the manifest gives; an
  /// autoscaler that changes the requests does not change what the containers do.
  func usageShare(
    _ resource: String, ofContainer container: String, in template: TemplateIndex
  ) -> Double {
    let given = compiledTemplates[base(of: template).position]
    let block = behaviorBlock(of: given.deployment)
    let own = block?.containers.first { $0.name == container }
    return (resource == "cpu" ? own?.cpuShare : own?.memoryShare)
      ?? given.specification.spec.requestShare(resource, ofContainer: container)
  }

  /// Whether the scenario says what memory the pods of a workload hold.
  func tellsMemory(of deployment: DeploymentIndex) -> Bool {
    behaviorBlock(of: deployment)?.idleMemoryBytes != nil
  }

  private func behaviorBlock(of deployment: DeploymentIndex) -> BehaviorBlock? {
    guard !deployment.isNone else { return nil }
    let target = deployments[deployment].reference
    return behaviorBlocks.first { $0.target == target }
  }
}

extension ServiceLoad {
  /// Adds what the requests in a pod use in the window of a sample.
  fileprivate func add(to sample: inout UsageSample, of pod: PodState, _ memory: PodMemory) {
    let end = sample.timestamp.seconds
    sample.cpuMillis = usedMillis(
      pod.loadGroup, fromSeconds: (sample.timestamp - sample.window).seconds, toSeconds: end,
      joinedAt: pod.joinedLoadAt.seconds)
    if memory.bytesPerRequest > 0 {
      sample.memoryBytes = memory.bytes(inFlight: inFlight(pod.loadGroup, atSeconds: end))
    }
  }
}
