// SPDX-License-Identifier: Apache-2.0

import EventKernel
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
      let load = Int(loadOfDeployment[deployment.position])
      for replicaSet in deployments[deployment].replicaSets {
        for handle in replicaSets[replicaSet].pods where pods[handle].stage == .running {
          pods[handle].usage = usage(of: pods[handle], load: load, readAt: readAt)
        }
      }
    }
    recorder.metricsStoredAt = now
    measureNodes()
    schedule(.usageScraped, at: nextScrape, .scrape)
  }

  /// The instant at which the next round of scrapes is stored.
  private var nextScrape: SimulationTime {
    let resolution = controlPlane.metricsResolution
    let first = SimulationTime.zero + scrapePhase + scrapeSpread
    guard first <= now else { return first }
    return first + resolution * ((now - first) / resolution + 1)
  }

  private func usage(of pod: PodState, load: Int, readAt: SimulationTime) -> UsageSample {
    guard !health[pod.node.position].isSilent,
      let window = UsageWindow(
        container: pod.startTime, scrape: readAt, resolution: controlPlane.metricsResolution,
        statsPeriod: kubelet.statsPeriod)
    else { return UsageSample() }
    var sample = UsageSample(
      cpuMillis: 0, timestamp: window.end, window: window.end - window.start)
    sample.memoryBytes = memory(of: pod, load: load, atSecond: window.end.seconds)
    if load >= 0 {
      sample.cpuMillis = loads[load].usedMillis(
        pod.loadGroup, fromSeconds: window.start.seconds, toSeconds: window.end.seconds,
        joinedAt: (pod.endpointDueAt > .zero ? pod.endpointDueAt : pod.readyChangedAt).seconds)
    }
    return sample
  }

  /// The working set of a pod: what it holds without requests, and what the requests in it hold.
  private func memory(of pod: PodState, load: Int, atSecond second: Double) -> Int64 {
    let memory = behaviors[pod.template.position].memory
    guard load >= 0, memory.bytesPerRequest > 0 else { return memory.bytes(inFlight: 0) }
    return memory.bytes(inFlight: loads[load].inFlight(pod.loadGroup, atSeconds: second))
  }
}
