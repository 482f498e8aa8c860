// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// DaemonSets, Jobs and CronJobs as workloads like others.
extension DeploymentState {
  init(_ manifest: DaemonSet) {
    self.init(common: manifest.metadata, manifest.spec.template)
    kind = .daemonSet
    daemon = DaemonState(manifest.spec)
    minReady = .seconds(Int64(max(0, manifest.spec.minReadySeconds)))
  }

  init(_ manifest: Job) {
    self.init(common: manifest.metadata, manifest.spec.template)
    kind = .job
    // A Job is like one that a CronJob made, but for its name and its history.
    var spec = CronJob.Spec()
    spec.jobSpec = manifest.spec
    cron = CronState(spec)
  }

  init(_ manifest: CronJob) {
    self.init(common: manifest.metadata, manifest.spec.jobSpec.template)
    kind = .cronJob
    cron = CronState(manifest.spec)
  }

  /// The state of a workload that has no replicas of its own.
  private init(common metadata: ObjectMeta, _ template: PodTemplateSpec) {
    var common = Deployment()
    common.metadata = metadata
    common.spec.replicas = 0
    common.spec.template = template
    self.init(common)
  }
}
