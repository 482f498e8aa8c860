// SPDX-License-Identifier: Apache-2.0

import EventKernel

extension KubeletBlock: ScenarioBlock {
  static let blank = KubeletBlock()

  static let fields: [Field<KubeletBlock>] = [
    Field(
      "sandbox", \.sandbox, .spread(),
      .assumed(
        "single reports: 1.5 s (containerd 6111), 4.8 s of a 7.5 s start (kubernetes 66672), "
          + "p90 above 10 s on busy clusters (cri-o 2906)"),
      "Creation of the pod sandbox and its network."),
    Field(
      "containerStart", \.containerStart, .spread(),
      .weak("test logs in kubernetes pull requests 111250 and 112954"),
      "Creation and start of the containers once the image is there."),
    Field(
      "pullBandwidth", \.pullBytesPerSecond, .bandwidth,
      .assumed("one network card of 1 Gbit/s or its share of a larger one"),
      "The rate at which one node can receive an image."),
    Field(
      "unpackPerMegabyte", \.unpackPerMegabyte, .duration(to: .seconds(10)),
      .weak("image pull calculators of calcbee.com and geekoncloud.com"),
      "Time to unpack one megabyte of image."),
    Field(
      "pullOverhead", \.pullOverhead, .duration(to: .minutes(10)),
      .weak("the low end of 0.35 to 1 s in the same calculators"),
      "Time of a pull besides transfer and unpacking."),
    Field(
      "shutdown", \.shutdown, .spread(),
      .assumed("a server that closes its connections and exits"),
      "Time until a container exits after SIGTERM unless its grace period ends first."),
    Field(
      "leaseRenewPeriod", \.leaseRenewPeriod, .duration(.seconds(1), to: .hours(1)),
      .kubernetes("pkg/kubelet/kubelet.go (a quarter of the lease of 40 s)"),
      "Distance of two heartbeats of a node."),
    Field(
      "syncFrequency", \.syncFrequency, .duration(.seconds(1), to: .hours(1)),
      .kubernetes("pkg/kubelet/apis/config/v1beta1/defaults.go"),
      "Distance of two syncs of a pod, which bring changed ConfigMaps into it; up to half as much is "
        + "added by chance."),
    Field(
      "statsPeriod", \.statsPeriod, .duration(.seconds(1), to: .hours(1)),
      .kubernetes("pkg/kubelet/cadvisor/cadvisor_linux.go (defaultHousekeepingInterval)"),
      "Distance of two samples of the use of a container, which metrics-server reads."),
  ]
}
