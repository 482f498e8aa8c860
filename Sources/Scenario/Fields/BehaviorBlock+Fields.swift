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
      "request", optional: \.request,
      .block(RequestBlock.self), absent: "the workload serves no requests",
      "What its requests cost."),
    Field(
      "drain", \.drain, .duration(to: .hours(1)),
      .assumed("a server that closes its listener at SIGTERM"),
      "Time after SIGTERM for which the application still takes new requests."),
    Field(
      "idleCPU", \.idleCPUCores, .cores(atMost: 1000), .assumed("no background work"),
      "CPU that a ready pod uses without requests."),
    Field(
      "idleMemory", optional: \.idleMemoryBytes, .size(atMost: 1_000_000_000_000_000),
      absent: "60 % of the memory that the pod requests, as Ctrip reports of its clusters",
      "Memory that a pod holds without requests."),
    Field(
      "containers", \.containers, .list(of: .block(ContainerBlock.self), count: 0...100),
      .convention("each container uses its part of the pod's requests"),
      "Which share of the pod's use is that of which container."),
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
  ]
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
