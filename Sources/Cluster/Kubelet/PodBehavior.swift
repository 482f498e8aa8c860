// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// How the pods of one template start, serve and end: compiled once for each template.
struct PodBehavior: Sendable {
  /// The image, or images together, that a node must hold.
  var image: PullIndex
  var imageBytes: Int64
  var applicationStart: DurationSpread
  var readiness: ReadinessTiming
  /// Whether the pods never become ready.
  var isNeverReady: Bool
  /// Time that the preStop hook takes before SIGTERM is sent.
  var preStop: SimulationDuration
  /// Time after SIGTERM for which the application takes new requests.
  var drain: SimulationDuration
  /// Time from the end of the old version to the answers of the new one that waited for its lock.
  var handover: DurationSpread
  /// The hook after the start of a container; nil if it takes no time and never fails.
  var postStart: BehaviorBlock.PostStartBlock?
  /// The share of requests that are answered with errors, by the image.
  var errorRatio: Double
  /// The ConfigMaps that the template names.
  var configs: [ConfigReference]
  /// How the application takes over a content that changes.
  var configReload: BehaviorBlock.ConfigReloadBlock
  /// How the two containers swap that the template names; nil if it names none.
  var standby: StandbyPlan?
  /// Time from the deletion to SIGKILL.
  var gracePeriod: SimulationDuration
  /// CPU that one pod may use; its node's if it has no limit.
  var limitCores: Double
  /// CPU requested by one pod in cores.
  var requestCores: Double
  /// Memory that one pod holds.
  var memory: PodMemory
  /// Seconds for which a pod stays on a node that is tainted as unreachable; nil for ever.
  var unreachableToleration: SimulationDuration?
  /// How long the pods work; nil if they do not end by themselves.
  var work: BehaviorBlock.JobBlock?
  /// Whether a container that fails is started again in its pod.
  var restartsOnFailure: Bool

  /// Compiles a pod template of a workload.
  ///
  /// - Parameters:
  ///   - spec: the pod's spec.
  ///   - block: what the scenario says of the workload.
  ///   - image: the index of the images of the spec.
  ///   - requestMillis: the CPU that the pod requests.
  ///   - nodeCores: the CPU of the largest node, for pods without a limit.
  ///   - standby: how two of the containers swap, if they do.
  ///   - runsToCompletion: whether the pods are those of a Job.
  init(
    _ spec: PodSpec, _ block: BehaviorBlock?, image: PullIndex, requestMillis: Int64,
    nodeCores: Double, standby: StandbyPlan? = nil, runsToCompletion: Bool = false
  ) {
    let images = spec.containers.map(\.image)
    let version = block?.versions.first { images.contains($0.image) }
    let startup = version?.startup ?? block?.startup ?? BehaviorBlock.StartupBlock()
    isNeverReady = version?.neverReady ?? false
    postStart = block?.postStart
    errorRatio = version?.errorRatio ?? 0
    configs = ConfigReference.all(in: spec)
    configReload = block?.configReload ?? BehaviorBlock.ConfigReloadBlock()
    self.image = image
    imageBytes = startup.isImagePresent ? 0 : startup.imageBytes
    applicationStart = startup.applicationStart
    readiness = ReadinessTiming(spec)
    preStop = Self.preStop(of: spec)
    drain = block?.drain ?? .zero
    handover = block?.handover ?? BehaviorBlock.defaultHandover
    self.standby = standby
    gracePeriod = .seconds(max(0, min(spec.terminationGracePeriodSeconds, 86_400)))
    limitCores = Self.limitCores(of: spec) ?? nodeCores
    requestCores = Double(requestMillis) / 1000
    memory = PodMemory(spec, block)
    unreachableToleration = Self.unreachableToleration(of: spec)
    work = runsToCompletion ? block?.job ?? BehaviorBlock.JobBlock() : nil
    restartsOnFailure = spec.restartPolicy == .onFailure
  }

  /// The sum of the containers' CPU limits; nil if one of them has none.
  private static func limitCores(of spec: PodSpec) -> Double? {
    var millis: Int64 = 0
    if let podLevel = spec.resources.limits["cpu"] {
      millis = podLevel.boundedMilliValue
    } else {
      for container in spec.containers {
        guard let limit = container.resources.limits["cpu"] else { return nil }
        millis = min(millis + limit.boundedMilliValue, Resources.greatestAmount)
      }
    }
    return millis > 0 ? Double(millis) / 1000 : nil
  }

  /// The longest preStop hook of which the length is known.
  ///
  /// A hook that runs `sleep N`, alone or through a shell, takes N seconds; of others nothing is
  /// known.
  private static func preStop(of spec: PodSpec) -> SimulationDuration {
    var longest = 0.0
    for container in spec.containers {
      switch container.lifecycle?.preStop {
      case .sleep(let seconds): longest = max(longest, Double(seconds))
      case .exec(let command): longest = max(longest, sleepSeconds(in: command))
      default: break
      }
    }
    return SimulationDuration(seconds: min(longest, 86_400))
  }

  private static func sleepSeconds(in command: [String]) -> Double {
    let words = command.flatMap { $0.split(whereSeparator: \.isWhitespace) }
    guard let place = words.firstIndex(where: { $0 == "sleep" || $0.hasSuffix("/sleep") }),
      place + 1 < words.count
    else { return 0 }
    let digits = words[place + 1].prefix { ("0"..."9").contains($0) || $0 == "." }
    // The suffixes of sleep(1); anything else ends the number, as in `sleep 5;`.
    let unit: Double =
      switch words[place + 1].dropFirst(digits.count).first {
      case "m": 60
      case "h": 3600
      case "d": 86_400
      default: 1
      }
    return (Double(digits) ?? 0) * unit
  }

  /// The toleration of the taint `node.kubernetes.io/unreachable:NoExecute`; 300 s if the pod names
  /// none (kubernetes v1.36 plugin/pkg/admission/defaulttolerationseconds/admission.go).
  private static func unreachableToleration(of spec: PodSpec) -> SimulationDuration? {
    let taint = Taint(key: "node.kubernetes.io/unreachable", value: "", effect: .noExecute)
    let matching = spec.tolerations.filter { $0.tolerates(taint) }
    guard !matching.isEmpty else { return .seconds(300) }
    let seconds = matching.compactMap(\.tolerationSeconds)
    guard let least = seconds.min() else { return nil }
    return .seconds(max(0, min(least, 31_536_000)))
  }
}
