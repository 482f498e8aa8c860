// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// The recommender in time: once a minute it reads the metrics API and recommends.
extension Simulation {
  /// An instant as the recommender counts it, in microseconds since 1970.
  func unixMicroseconds(_ instant: SimulationTime) -> Int64 {
    startUnixSeconds * 1_000_000 + instant.microseconds
  }

  /// Takes in the samples of all pods of an autoscaler and works out what they should ask for.
  ///
  /// Cost: two samples for each container of each pod.
  mutating func recommend(_ index: Int) {
    var histories: [PodHandle: [VPAContainerHistory]] = [:]
    let target = verticalAutoscalers[index].deployment
    for replicaSet in deployments[target].replicaSets {
      for handle in replicaSets[replicaSet].pods where pods[handle].stage == .running {
        histories[handle] = takeSamples(of: handle, for: index)
      }
    }
    verticalAutoscalers[index].histories = histories
    let names = containers(of: deployments[target].template).map(\.name)
    let known = verticalAutoscalers[index].memories.filter {
      names.contains($0.name) && $0.aggregate.sampleCount > 0
    }
    var advice = VPARecommender().recommend(
      known.map { ($0.name, $0.aggregate) }, policies: verticalAutoscalers[index].policies)
    for place in advice.indices {
      // A container whose memory is not simulated keeps what its template asks for.
      let name = advice[place].containerName
      let memory = known.first { $0.name == name }
      if memory?.aggregate.memoryPeaks.isEmpty != false { advice[place].dropMemory() }
    }
    guard advice != verticalAutoscalers[index].recommendations else { return }
    let before = verticalAutoscalers[index].recommendations.map(\.target)
    verticalAutoscalers[index].recommendations = advice
    verticalAutoscalers[index].admitted.removeAll(keepingCapacity: true)
    if advice.map(\.target) != before { recordTargets(of: index) }
  }

  private mutating func recordTargets(of index: Int) {
    for advice in verticalAutoscalers[index].recommendations {
      record(
        .recommended, .verticalAutoscaler(index), advice.target.cpuMillis ?? -1,
        recorder.intern(advice.targetText))
    }
  }

  /// The history of a pod's containers with the newest samples, which the aggregates get too.
  private mutating func takeSamples(
    of handle: PodHandle, for index: Int
  ) -> [VPAContainerHistory] {
    let pod = pods[handle]
    let containers = containers(of: pod.template)
    let known = verticalAutoscalers[index].histories[handle]
    var histories = known ?? containers.map { _ in VPAContainerHistory() }
    guard pod.usage.isPresent else { return histories }
    let instant = unixMicroseconds(pod.usage.timestamp.wholeSecond)
    let sizesMemory = tellsMemory(of: replicaSets[pod.replicaSet].deployment)
    for (place, container) in containers.enumerated() where place < histories.count {
      let memory = verticalAutoscalers[index].memory(of: container.name)
      let share = usageShare("cpu", ofContainer: container.name, in: pod.template)
      let millis = (Double(pod.usage.cpuMillis) * share).rounded()
      let isNew = histories[place].addCPU(
        millis: Int64(millis), at: instant,
        to: &verticalAutoscalers[index].memories[memory].aggregate)
      if isNew, sizesMemory {
        let share = usageShare("memory", ofContainer: container.name, in: pod.template)
        histories[place].addMemory(
          bytes: Int64((Double(pod.usage.memoryBytes) * share).rounded()), at: instant,
          to: &verticalAutoscalers[index].memories[memory].aggregate)
      }
    }
    return histories
  }
}

extension VPAContainerRecommendation {
  /// Leaves the memory out.
  mutating func dropMemory() {
    target.memoryBytes = nil
    lowerBound.memoryBytes = nil
    upperBound.memoryBytes = nil
    uncappedTarget.memoryBytes = nil
  }

  /// The target in words, for the event log.
  var targetText: String {
    let cpu = target.cpuMillis.map { "cpu \($0)m" }
    let memory = target.memoryBytes.map { "memory \($0 / (1 << 20))Mi" }
    return "\(containerName): " + [cpu, memory].compactMap { $0 }.joined(separator: ", ")
  }
}
