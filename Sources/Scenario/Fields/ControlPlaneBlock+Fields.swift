// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

extension ControlPlaneBlock: ScenarioBlock {
  static let blank = ControlPlaneBlock()

  /// A control plane without limits and latencies.
  ///
  /// Periods stay, since they are rules and no delays.
  public static var ideal: ControlPlaneBlock {
    var block = ControlPlaneBlock()
    block.controllerManager = ClientRate(qps: 0, burst: 0)
    block.scheduler = ClientRate(qps: 0, burst: 0)
    block.kruiseManager.client = ClientRate(qps: 0, burst: 0)
    block.apiLatency = .zero
    block.watchDelay = .zero
    block.endpointPropagation = DurationSpread(median: .zero, p99: .zero)
    block.schedulingTime = .zero
    block.releaseSyncTimePerPod = .zero
    return block
  }

  static let fields: [Field<ControlPlaneBlock>] =
    [
      Field(
        "profile", .choice(["default", "ideal"], name: "profile"),
        .convention("the default values are those of this page"),
        "Values to begin with: `ideal` sets client rates to no limit and latencies to zero.",
        default: "default"
      ) { profile, block in block = profile == "ideal" ? .ideal : ControlPlaneBlock() },
      Field(
        "controllerManager", block: \.controllerManager,
        fields: ClientRate.fields(.kubernetes("pkg/controller/apis/config/v1alpha1/defaults.go")),
        "The API client of each controller of the kube-controller-manager."),
      Field(
        "scheduler", block: \.scheduler,
        fields: ClientRate.fields(.kubernetes("pkg/scheduler/apis/config/v1/defaults.go")),
        "The API client of the scheduler."),
      Field(
        "concurrentSyncs", \.concurrentSyncs, .integer(1...10_000),
        .kubernetes(
          "pkg/controller/{deployment,replicaset,statefulset}/config/v1alpha1/defaults.go"),
        "Workers of each controller."),
      Field(
        "kruiseManager", block: \.kruiseManager, fields: KruiseManager.fields,
        "The controllers of OpenKruise."),
    ] + latencyFields + periodFields

  private static let latencyFields: [Field<ControlPlaneBlock>] = [
    Field(
      "apiLatency", \.apiLatency, .duration(to: .minutes(1)),
      .assumed("an idle API server; its objective is a 99th percentile of at most 1 s"),
      "Time from the sending of a request until the API server has stored the object."),
    Field(
      "watchDelay", \.watchDelay, .duration(to: .minutes(1)),
      .assumed("of the order of one write in the same data centre"),
      "Time from a change of an object until a watcher sees it."),
    Field(
      "endpointPropagation", \.endpointPropagation, .spread(to: .hours(1)),
      .assumed(
        "a small cluster; kube-proxy syncs at most once a second, large ones take 10 to 30 s"),
      "Time from a change of a pod's readiness until all proxies send requests accordingly."),
    Field(
      "schedulingTime", \.schedulingTime, .duration(to: .minutes(1)),
      .assumed("kubernetes/enhancements 5278 reports a mean below 10 ms at 5,000 nodes"),
      "Time of the scheduler for one decision."),
    Field(
      "releaseSyncTimePerPod", \.releaseSyncTimePerPod, .duration(to: .minutes(1)),
      .derived(
        "10 s to sync the status of 10,000 pods during a release, as the team of Tencent Meeting "
          + "wrote of its StatefulSetPlus in 2020; milliseconds without a release"),
      "Time of the StatefulSetPlus controller for each pod that it looks at during a release."),
  ]

  private static let periodFields: [Field<ControlPlaneBlock>] = [
    Field(
      "hpaSyncPeriod", \.hpaSyncPeriod, .duration(.seconds(1), to: .hours(1)),
      .kubernetes("pkg/controller/podautoscaler/config/v1alpha1/defaults.go"),
      "Period of the horizontal pod autoscaler."),
    Field("hpa", block: \.hpa, "Flags of the horizontal pod autoscaler."),
    Field(
      section: "featureGates",
      [
        Field(
          "HPAScaleToZero", \.hpaScalesToZero, .flag,
          .kubernetes("pkg/features/kube_features.go"),
          "Whether autoscalers may go to zero and come back on Object and External metrics.")
      ], "Feature gates of Kubernetes."),
    Field(
      "timeZone", optional: \.timeZone, .timeZone, absent: "the offset of spec.start",
      "The zone of the controllers' processes, in which schedules without a zone are read."),
    Field(
      "cronExcludeDates",
      .choice(ControlPlaneBlock.ExcludeDates.allCases.map(\.rawValue), name: "reading"),
      .convention("what the users of the field mean"),
      "What `excludeDates` of an Alibaba CronHorizontalPodAutoscaler leave out: the jobs of each "
        + "`day` that matches, or, as its code compares them, those for which the next match has "
        + "the same `monthAndHour`.",
      default: ControlPlaneBlock.ExcludeDates.day.rawValue
    ) { text, block in block.cronExcludeDates = .init(rawValue: text) ?? .day },
    Field(
      "metricsResolution", \.metricsResolution, .duration(.seconds(1), to: .hours(1)),
      .preset(
        DefaultSource(
          grade: .code, text: "metrics-server manifests/base/deployment.yaml (--metric-resolution)")
      ),
      "Period of the metrics pipeline: what an autoscaler sees is up to this old."),
    Field(
      "nodeMonitorGracePeriod", \.nodeMonitorGracePeriod, .duration(.seconds(1), to: .hours(24)),
      .kubernetes("pkg/controller/nodelifecycle/config/v1alpha1/defaults.go"),
      "Silence of a node after which it counts as not ready."),
    Field(
      "nodeMonitorPeriod", \.nodeMonitorPeriod, .duration(.milliseconds(100), to: .hours(1)),
      .kubernetes("staging/src/k8s.io/cloud-provider/config/v1alpha1/defaults.go"),
      "Distance of two checks of the node heartbeats."),
    Field(
      "nodeEvictionRate", \.nodeEvictionRate, .number(0...10_000, unit: "nodes/s"),
      .kubernetes("cmd/kube-controller-manager/app/options/nodelifecyclecontroller.go"),
      "Nodes per second that may be tainted for eviction."),
  ]

  static func check(_ block: inout ControlPlaneBlock, at value: Value, _ reading: Reading) {
    for (key, rate) in [
      ("controllerManager", block.controllerManager), ("scheduler", block.scheduler),
      ("kruiseManager", block.kruiseManager.client),
    ]
    where rate.qps > 0 && rate.burst < 1 {
      reading.report(
        value[key]?["burst"] ?? value[key] ?? value, key: "\(key).burst", found: "found 0",
        expected: "at least 1, since qps sets a limit",
        hint: "with no burst no request could ever go; qps: 0 means no limit")
    }
  }
}

extension ControlPlaneBlock.KruiseManager {
  /// The keys; names and values are those of the flags and the feature gate.
  fileprivate static let fields: [Field<ControlPlaneBlock.KruiseManager>] = [
    Field(
      "qps", \.client.qps, .number(0...1_000_000, unit: "requests/s"),
      kruise("main.go (--rest-config-qps)"),
      "Requests per second of a controller about pods in the long run; 0 means no limit."),
    Field(
      "burst", \.client.burst, .integer(0...1_000_000), kruise("main.go (--rest-config-burst)"),
      "Requests that may go at once."),
    Field(
      "concurrentSyncs", \.concurrentSyncs, .integer(1...10_000),
      kruise("pkg/controller/{cloneset,statefulset} (--cloneset-workers, --statefulset-workers)"),
      "Workers of each controller."),
    Field(
      "preDownloadImages", \.preDownloadsImages, .flag,
      kruise("pkg/features/kruise_features.go (PreDownloadImageForInPlaceUpdate)"),
      "Whether nodes pull an image ahead of changes in place."),
  ]

  private static func kruise(_ file: String) -> Presence {
    .preset(DefaultSource(grade: .code, text: "openkruise/kruise \(file)"))
  }
}

extension ControlPlaneBlock.ClientRate {
  /// The keys; the two clients have their defaults from different files.
  fileprivate static func fields(_ presence: Presence) -> [Field<ControlPlaneBlock.ClientRate>] {
    [
      Field(
        "qps", \.qps, .number(0...1_000_000, unit: "requests/s"), presence,
        "Requests per second in the long run; 0 means no limit."),
      Field(
        "burst", \.burst, .integer(0...1_000_000), presence, "Requests that may go at once."),
    ]
  }
}
