// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

extension BehaviorBlock: ScenarioBlock {
  static let blank = BehaviorBlock(target: .blank)

  static let fields: [Field<BehaviorBlock>] = [
    Field(
      "target", \.target, .workload(uniqueIn: "behavior"), .required, "The workload."),
    Field("startup", block: \.startup, "How its pods start."),
    Field(
      "versions", \.versions, .list(of: .block(VersionBlock.self), count: 0...1000),
      .convention("all images start alike"),
      "How pods with certain images start, where that differs."),
    Field(
      "configs", \.configs, .list(of: .block(ConfigBlock.self), count: 0...1000),
      .convention("all contents work"),
      "What certain contents of ConfigMaps do to the pods that use them."),
    Field(
      "configReload", block: \.configReload,
      "How the application takes over a ConfigMap that changes while it runs."),
    Field(
      "request", optional: \.request,
      .block(RequestBlock.self), absent: "the workload serves no requests",
      "What its requests cost."),
    Field(
      "drain", \.drain, .duration(to: .hours(1)),
      .assumed("a server that closes its listener at SIGTERM"),
      "Time after SIGTERM for which the application still takes new requests."),
    Field(
      "loadBalancer", optional: \.loadBalancer, .block(LoadBalancerBlock.self),
      absent: "nothing lists the addresses of the pods",
      "The load balancer that lists the addresses of its pods."),
    Field(
      "postStart", optional: \.postStart, .block(PostStartBlock.self),
      absent: "the hook takes no time and never fails",
      "The hook that runs after the start of a container."),
    Field(
      "handover", \.handover, .spread(to: .minutes(10)),
      .assumed("a process that finds its state in shared memory; its vendor tells of milliseconds"),
      "Time from the end of the old version to the first answer of the new one that waited for its "
        + "file lock, in pods with standby containers."),
    Field(
      "idleCPU", \.idleCPUCores, .cores(atMost: 1000), .assumed("no background work"),
      "CPU that a ready pod uses without requests; in a Job while it works."),
    Field(
      "job", optional: \.job, .block(JobBlock.self),
      absent: "pods of Jobs succeed after a minute, others do not end",
      "How long the pods of a Job or CronJob work and how often they fail."),
    Field(
      "idleMemory", optional: \.idleMemoryBytes, .size(atMost: 1_000_000_000_000_000),
      absent: "60 % of the memory that the pod requests, as Ctrip reports of its clusters",
      "Memory that a pod holds without requests. Vertical autoscalers size memory only where this "
        + "is given."),
    Field(
      "containers", \.containers, .list(of: .block(ContainerBlock.self), count: 0...100),
      .convention("each container uses its part of the pod's requests"),
      "Which share of the pod's use is that of which container."),
  ]
}

extension BehaviorBlock.JobBlock: ScenarioBlock {
  static let blank = BehaviorBlock.JobBlock()

  static let fields: [Field<BehaviorBlock.JobBlock>] = [
    Field(
      "duration", \.duration, .spread(to: .hours(24)), .required,
      "Time from the start of the containers until they end."),
    Field(
      "failureRate", \.failureRatio, .share, .convention("programs work"),
      "The share of runs that end with a failure, drawn for each run."),
  ]
}

extension BehaviorBlock.ContainerBlock: ScenarioBlock {
  static let blank = BehaviorBlock.ContainerBlock()

  static let fields: [Field<BehaviorBlock.ContainerBlock>] = [
    Field("name", \.name, .dnsLabel(), .required, "The name of the container."),
    Field(
      "cpuShare", optional: \.cpuShare, .share, absent: "its part of the pod's requests",
      "Its part of the CPU that the pod uses."),
    Field(
      "memoryShare", optional: \.memoryShare, .share, absent: "its part of the pod's requests",
      "Its part of the memory that the pod holds."),
  ]
}

extension BehaviorBlock.VersionBlock: ScenarioBlock {
  static let blank = BehaviorBlock.VersionBlock()

  static let fields: [Field<BehaviorBlock.VersionBlock>] = [
    Field(
      "image", \.image, .text(atMost: 512), .required,
      "The image, written as in the manifest; any container of the pod may have it."),
    Field("startup", block: \.startup, "How such pods start."),
    Field(
      "neverReady", \.neverReady, .flag, .convention("images work"),
      "Whether such pods never become ready, as with a broken release."),
    Field(
      "errors", \.errorRatio, .share, .convention("images work"),
      "The share of requests that such pods answer with errors."),
  ]
}

extension BehaviorBlock.LoadBalancerBlock: ScenarioBlock {
  static let blank = BehaviorBlock.LoadBalancerBlock()

  static let fields: [Field<BehaviorBlock.LoadBalancerBlock>] = [
    Field(
      "reloadInterval", \.reloadInterval, .duration(to: .hours(1)),
      .weak("the router of OpenShift reloads its HAProxy at most every 5 s"),
      "Time for which changes of addresses are gathered before they are taken over together.")
  ]
}

extension BehaviorBlock.PostStartBlock: ScenarioBlock {
  static let blank = BehaviorBlock.PostStartBlock()

  static let fields: [Field<BehaviorBlock.PostStartBlock>] = [
    Field(
      "time", \.time, .duration(to: .hours(1)), .assumed("one call of a registry"),
      "Time of one try."),
    Field(
      "failures", \.failureRatio, .share, .convention("the hook works"),
      "The probability that a try fails."),
    Field(
      "retries", \.retries, .integer(0...1000),
      .kubernetes("pkg/kubelet/kuberuntime/kuberuntime_container.go (one call, then the kill)"),
      "Tries after the first one before the container is killed and waits for its restart."),
  ]
}

extension BehaviorBlock.ConfigBlock: ScenarioBlock {
  static let blank = BehaviorBlock.ConfigBlock()

  static let fields: [Field<BehaviorBlock.ConfigBlock>] = [
    Field(
      "configMap", \.configMap, .configMap, .required,
      "The name of the ConfigMap, without the hash of a copy."),
    Field(
      "contains", \.contains, .text(atMost: 512), .required,
      "A text that the content holds, in a value or as KEY: VALUE."),
    Field(
      "errors", \.errorRatio, .share, .convention("the content works"),
      "The share of requests that such pods answer with errors."),
    Field(
      "neverReady", \.neverReady, .flag, .convention("the content works"),
      "Whether the readiness probe of such pods fails; without a probe nobody notices."),
  ]
}

extension BehaviorBlock.ConfigReloadBlock: ScenarioBlock {
  static let blank = BehaviorBlock.ConfigReloadBlock()

  static let fields: [Field<BehaviorBlock.ConfigReloadBlock>] = [
    Field(
      "hook", .choice(Hook.allCases.map(\.rawValue), name: "hook"),
      .assumed("an application that watches its files"),
      "hot: the content is taken over while serving; restart: the process restarts; "
        + "none: it is read when the container starts anew.", default: "hot"
    ) { text, block in block.hook = Hook(rawValue: text) ?? .hot },
    Field(
      "time", \.time, .duration(to: .hours(1)), .assumed("reading a file"),
      "Time until the new content is in use; with a restart nothing is answered meanwhile."),
  ]
}

extension Form where Result == String {
  /// The name of a ConfigMap that must be among the manifests.
  fileprivate static var configMap: Form {
    Form.dnsName.also { name, value, reading in
      reading.configMaps.append(reading.mention(name, at: value))
    }
  }
}

extension BehaviorBlock.StartupBlock: ScenarioBlock {
  static let blank = BehaviorBlock.StartupBlock()

  static let fields: [Field<BehaviorBlock.StartupBlock>] = [
    Field(
      "imageSize", \.imageBytes, .size(atMost: 1_000_000_000_000),
      .assumed("an image that takes no time to pull"),
      "Size of the image that a node without it must pull."),
    Field(
      "imagePresent", \.isImagePresent, .flag, .convention("nodes begin without images"),
      "Whether every node holds the image from the start."),
    Field(
      "applicationStart", \.applicationStart, .spread(to: .hours(24)),
      .assumed("a small server; loading data or warming a JVM takes 45 to 300 s"),
      "Time from the start of the container until the application can answer a probe."),
    Field(
      section: "warmUp",
      [
        Field(
          "factor", \.warmUpFactor, .number(1...1000), .assumed("no warm-up"),
          "How much more CPU a request costs right after the start; 1 means no warm-up."),
        Field(
          "time", \.warmUpTime, .duration(.milliseconds(1), to: .hours(24)),
          .assumed("tens of seconds, as just-in-time compilers take"),
          "Time constant with which the extra cost decays."),
      ], "The extra cost of the first requests of a pod."),
  ]
}

extension BehaviorBlock.RequestBlock: ScenarioBlock {
  static let blank = BehaviorBlock.RequestBlock(cpu: .zero)

  static let fields: [Field<BehaviorBlock.RequestBlock>] = [
    Field(
      "cpu", \.cpu, .duration(.microseconds(1), to: .hours(1)), .required,
      "Mean CPU time of one request."),
    Field(
      "cpuSpread", \.cpuSpread, .number(0...100), .assumed("exponential, as in M/M/c"),
      "Coefficient of variation of the CPU time: 0 constant, 1 exponential."),
    Field(
      "wait", \.wait, .duration(to: .hours(1)), .assumed("no calls downstream"),
      "Mean time of one request that passes without using CPU, such as calls downstream."),
    Field(
      "concurrency", \.concurrency, .integer(1...1_000_000), .assumed("a usual pool of threads"),
      "Requests that a pod works on at once."),
    Field(
      "timeout", \.timeout, .duration(.milliseconds(1), to: .hours(1)),
      .assumed("of the order of what users bear"),
      "Age at which a request that still waits is given up and counts as failed."),
    Field(
      "arrivalSpread", \.arrivalSpread, .number(0...100),
      .derived("many independent users make a Poisson stream"),
      "Coefficient of variation of the time between arrivals: 1 is a Poisson stream."),
    Field(
      "memory", \.memoryBytes, .size(atMost: 1_000_000_000_000),
      .assumed("heaps that are reserved at the start do not grow with the load"),
      "Memory that a pod holds for each request in it."),
  ]
}
