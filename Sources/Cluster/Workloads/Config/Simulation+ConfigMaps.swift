// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// ConfigMaps: their contents, and which of them the application in each pod uses.
///
/// A changed content reaches a pod that mounts the map with the next sync of the pod by its kubelet
/// (kubernetes v1.36 pkg/kubelet/pod_workers.go: syncFrequency and up to half of it by chance); the
/// kubelet's cache follows the map by a watch. A map that is released in batches never changes in a
/// pod: its workload gets a template that names the copy of the new content.
extension Simulation {
  /// Stores a ConfigMap; pods learn of a change, or a release of it begins.
  mutating func apply(_ manifest: ConfigMap) {
    let stored = configs.store(manifest)
    guard stored.isChanged, now > .zero || eventCount > 0 else { return }
    let map = configs.maps[stored.map]
    record(.configMapChanged, .configMap(stored.map), Int64(map.versions.versions.count))
    if map.isReleasedInBatches { releaseCopies(of: stored.map) }
    for index in deployments.indices { announce(map, to: index) }
    collectCopies(of: stored.map)
  }

  /// Plans the sync by which each running pod of a workload that mounts a map finds its change.
  private mutating func announce(_ map: ConfigTable.Map, to index: DeploymentIndex) {
    guard deployments[index].namespace == map.namespace else { return }
    for replicaSet in deployments[index].replicaSets {
      let references = behaviors[replicaSets[replicaSet].template.position].configs
      guard references.contains(where: { $0.isMounted && $0.name == map.name }) else { continue }
      for handle in replicaSets[replicaSet].pods where pods[handle].stage == .running {
        schedule(.configArrived(handle), after: timeToNextSync(of: handle), .kubelet)
      }
    }
  }

  /// The time until a kubelet syncs a pod the next time, at a moment that knows nothing of it.
  private func timeToNextSync(of handle: PodHandle) -> SimulationDuration {
    let pod = pods[handle]
    let owner = replicaSets[pod.replicaSet].deployment
    var stream = RandomStream(
      seed: seed, name: "kubelet/pod-sync",
      index: Int(owner.rawValue) << 40 ^ Int(now.microseconds & 0xFFFF) << 24 ^ Int(pod.ordinal))
    let period = kubelet.syncFrequency.seconds * (1 + stream.uniform() / 2)
    return controlPlane.watchDelay + SimulationDuration(seconds: period * stream.uniform())
  }

  // MARK: Copies

  /// Gives each StatefulSetPlus that names a map a template with the copy of its new content.
  private mutating func releaseCopies(of map: Int) {
    for index in deployments.indices where deployments[index].kind == .statefulSetPlus {
      guard deployments[index].namespace == configs.maps[map].namespace else { continue }
      let named = naming(deployments[index].templateSpec, of: index) { $0 == map }
      guard named != deployments[index].templateSpec else { continue }
      setTemplate(of: index, to: compile(named, of: index))
    }
  }

  /// A template of a StatefulSetPlus as it is stored: with copies in place of maps.
  func namingCopies(_ template: PodTemplateSpec, of index: DeploymentIndex) -> PodTemplateSpec {
    guard deployments[index].kind == .statefulSetPlus else { return template }
    // A copy that the manifest names itself stays.
    let namespace = deployments[index].namespace
    return naming(template, of: index, keepsCopies: true) {
      configs.maps[$0].isReleasedInBatches && configs.maps[$0].namespace == namespace
    }
  }

  private func naming(
    _ template: PodTemplateSpec, of index: DeploymentIndex, keepsCopies: Bool = false,
    _ isWanted: (Int) -> Bool
  ) -> PodTemplateSpec {
    var result = template
    let namespace = deployments[index].namespace
    for (place, volume) in template.spec.volumes.enumerated() {
      guard case .configMap(let name) = volume.source else { continue }
      let origin =
        keepsCopies
        ? configs.map(name, in: namespace) : configs.origin(of: name, in: namespace)
      guard let origin, isWanted(origin), configs.maps[origin].current >= 0 else { continue }
      let content = configs.contents[Int(configs.maps[origin].current)]
      result.spec.volumes[place].source = .configMap(name: content.copy)
    }
    return result
  }

  /// Removes old copies that no pod and no template wanted names.
  mutating func collectCopies(of map: Int) {
    var inUse: [String] = []
    for index in deployments.indices {
      for replicaSet in deployments[index].replicaSets where !replicaSets[replicaSet].pods.isEmpty {
        let template = replicaSets[replicaSet].template.position
        inUse += behaviors[template].configs.map(\.name)
      }
      inUse += behaviors[deployments[index].template.position].configs.map(\.name)
    }
    let count = configs.collectGarbage(of: map, inUse: inUse)
    if count > 0 { record(.configMapCopiesRemoved, .configMap(map), Int64(count)) }
  }

  // MARK: What pods use

  /// What the application of a pod would use if it read its configuration now.
  mutating func currentUsage(of handle: PodHandle, isStart: Bool) -> Int32 {
    let pod = pods[handle]
    let references = behaviors[pod.template.position].configs
    let deployment = replicaSets[pod.replicaSet].deployment
    guard !references.isEmpty, !deployment.isNone else { return -1 }
    let namespace = deployments[deployment].namespace
    var contents = references.map { configs.content($0.name, in: namespace) }
    if !isStart, pod.config >= 0 {
      // Variables keep what they had when the container started.
      let before = configs.usages[Int(pod.config)].contents
      for (place, reference) in references.enumerated()
      where !reference.isMounted && place < before.count {
        contents[place] = before[place]
      }
    }
    let usage = ConfigTable.Usage(deployment: deployment, contents: contents)
    let blocks = behaviorBlocks.first { $0.target == deployments[deployment].reference }?.configs
    let (known, maps) = (configs.contents, configs.maps)
    return configs.intern(usage) { usage in
      Self.effect(of: usage.contents.filter { $0 >= 0 }.map { known[Int($0)] }, maps, blocks ?? [])
    }
  }

  private static func effect(
    of contents: [ConfigTable.Content], _ maps: [ConfigTable.Map],
    _ blocks: [BehaviorBlock.ConfigBlock]
  ) -> ConfigTable.Effect {
    var effect = ConfigTable.Effect()
    for block in blocks {
      let isUsed = contents.contains {
        maps[$0.map].name == block.configMap && $0.contains(block.contains)
      }
      guard isUsed else { continue }
      effect.errorRatio = 1 - (1 - effect.errorRatio) * (1 - block.errorRatio)
      effect.isNeverReady = effect.isNeverReady || block.neverReady
    }
    return effect
  }

  /// The application of a pod starts and reads its configuration.
  mutating func readConfig(_ handle: PodHandle) {
    setUsage(of: handle, to: currentUsage(of: handle, isStart: true))
  }

  /// Counts pods that use a content which makes them fail.
  mutating func setUsage(of handle: PodHandle, to usage: Int32) {
    let before = configs.effect(of: pods[handle].config).isBad
    let after = configs.effect(of: usage).isBad
    pods[handle].config = usage
    let index = replicaSets[pods[handle].replicaSet].deployment
    guard before != after, !index.isNone else { return }
    var count = deployments[index].misconfigured
    count.present += after ? 1 : -1
    count.most = max(count.most, count.present)
    if after, !pods[handle].wasMisconfigured {
      pods[handle].wasMisconfigured = true
      count.total += 1
    }
    deployments[index].misconfigured = count
  }

  /// The share of requests that a pod answers with errors, by its image and its configuration.
  func errorRatio(of pod: PodState) -> Double {
    let byConfig = configs.effect(of: pod.config).errorRatio
    return 1 - (1 - byConfig) * (1 - behaviors[pod.template.position].errorRatio)
  }
}
