// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

/// Compares the index with the search through all nodes while a plugin beyond Kubernetes decides.
enum ExtensionAgreement {
  /// A configuration with a plugin, as text.
  static func text(_ plugin: String, _ arguments: String = "") -> String {
    var text = """
      apiVersion: kubescheduler.config.k8s.io/v1
      kind: KubeSchedulerConfiguration
      profiles:
        - plugins: {multiPoint: {enabled: [{name: \(plugin), weight: 3}]}}

      """
    if !arguments.isEmpty {
      text += "    pluginConfig: [{name: \(plugin), args: \(arguments)}]\n"
    }
    return text
  }

  /// The configuration that a text of arguments makes, with the faults that were found.
  static func read(_ plugin: String, _ arguments: String = "") -> (SchedulerProfile, [String]) {
    let faults = Diagnostics()
    let text = text(plugin, arguments)
    let documents = DocumentReader.read(Array(text.utf8), file: "c.yaml", into: faults)
    let configuration = SchedulerConfiguration(
      reading: ObjectReader(documents[0], file: "c.yaml", diagnostics: faults))
    return (
      configuration.profiles[0],
      faults.all.map { "\($0.message)\($0.hint.map { " | \($0)" } ?? "")" }
    )
  }

  /// The profile with a plugin; a fault in the arguments is recorded as an issue.
  static func profile(_ plugin: String, _ arguments: String = "") -> SchedulerProfile {
    let (profile, faults) = read(plugin, arguments)
    #expect(faults.isEmpty, "\(faults)")
    return profile
  }

  /// Places random pods by index and by scan; both must agree after every disturbance.
  static func check(
    _ profile: SchedulerProfile, seed: UInt64, change: (inout Pod, Int) -> Void = { _, _ in },
    node alter: (inout Node) -> Void = { _ in },
    disturb: (inout NodeTable, inout RandomCluster, Int) -> Void = { _, _, _ in }
  ) {
    var random = RandomCluster(seed: seed)
    var nodes = NodeTable()
    for number in 0..<12 {
      var node = random.node("n\((number * 7 + Int(seed)) % 101)-\(number)")
      alter(&node)
      nodes.add(node)
    }
    let templates = (0..<8).map { number in
      var pod = random.pod(number)
      change(&pod, number)
      return nodes.templates.intern(pod)
    }
    let tieBreak: TieBreak = seed % 2 == 0 ? .smallestName : .draw
    var indexed = Scheduler(profile: profile, tieBreak: tieBreak)
    var scanning = Scheduler(profile: profile, tieBreak: tieBreak)
    scanning.usesIndex = false
    var first = RandomStream(seed: seed, name: "draws")
    var second = first
    var placed: [(template: TemplateIndex, node: NodeIndex)] = []
    for step in 0..<250 {
      if !placed.isEmpty, random.chance(45) {
        let pod = placed.remove(at: random.draws.next(below: placed.count))
        nodes.remove(pod.template, from: pod.node)
      }
      if random.chance(2), nodes.presentCount > 4 {
        let node = NodeIndex(random.draws.next(below: nodes.count))
        if nodes.isPresent[node] {
          nodes.remove(node)
          placed.removeAll { $0.node == node }
        }
      }
      if random.chance(3) {
        var node = random.node("late-\(step)")
        alter(&node)
        nodes.add(node)
      }
      disturb(&nodes, &random, step)
      let template = random.pick(templates)
      let left = indexed.place(template, in: &nodes, draws: &first)
      let right = scanning.place(template, in: &nodes, draws: &second)
      #expect(left == right, "seed \(seed), step \(step)")
      #expect(indexed.summary == scanning.summary, "seed \(seed), step \(step)")
      guard left == right, case .node(let node) = left else { continue }
      nodes.place(template, on: node)
      placed.append((template, node))
    }
    #expect(placed.count > 3, "seed \(seed): hardly a pod found a node")
  }

  /// Gives a pod the owner that a StatefulSet or ReplicaSet is.
  static func own(_ pod: inout Pod, _ kind: String, _ name: String, hash: String? = nil) {
    var owner = OwnerReference()
    owner.apiVersion = "apps/v1"
    owner.kind = kind
    owner.name = hash.map { "\(name)-\($0)" } ?? name
    owner.controller = true
    pod.metadata.ownerReferences = [owner]
    if let hash { pod.metadata.labels["pod-template-hash"] = hash }
  }
}
