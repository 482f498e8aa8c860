// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics

typealias DeploymentIndex = TypedIndex<DeploymentState>

/// A Deployment, or another workload that keeps pods by templates: its settings, its groups of pods
/// and what it last published.
///
/// A workload with numbered pods has one ReplicaSet a revision too, as the list of its pods.
struct DeploymentState: Sendable {
  let name: String
  let namespace: String
  /// What kind of workload it is.
  var kind = WorkloadKind.deployment
  /// What it has besides if its pods are numbered; nil in a Deployment.
  var numbered: NumberedState?
  /// What it has besides if it is a DaemonSet.
  var daemon: DaemonState?
  /// What it has besides if it is a Job or a CronJob.
  var cron: CronState?
  /// The template as its manifest gives it.
  var templateSpec: PodTemplateSpec
  var specReplicas: Int
  var isPaused = false
  var strategy: Deployment.StrategyType
  var maxSurge: IntOrString
  var maxUnavailable: IntOrString
  var minReady: SimulationDuration
  var progressDeadline: SimulationDuration?
  /// Old ReplicaSets without pods that are kept for a rollback.
  var revisionHistoryLimit: Int
  /// The template that new pods shall have.
  var template: TemplateIndex
  /// Its ReplicaSets from the oldest to the newest.
  var replicaSets: [ReplicaSetIndex] = []
  /// ReplicaSets created so far.
  var createdReplicaSets = 0
  /// Changes of the spec so far, as `metadata.generation` counts them.
  var generation = 1
  /// What the API server last heard of the Deployment.
  var status = DeploymentStatus()
  /// The status that the sync under way will publish.
  var nextStatus = DeploymentStatus()
  /// When the controller looks again by itself; an instant that has passed means nothing.
  var nextLookAt: SimulationTime?
  /// Syncs in a row that had to be tried again.
  var retries = 0
  /// The pods on their way out that the status tells of.
  var terminatingCount = 0
  /// The same as the sync under way will publish it.
  var nextTerminatingCount = 0
  /// The events that its controller may still report about it.
  var eventBudget = EventBudget()
  /// Its pods that use a configuration which makes them fail.
  var misconfigured = Misconfigured()
  /// Whether a Service publishes the addresses of its pods though they are not ready.
  var publishesNotReadyAddresses = false
  /// Whether the object exists yet; one that a later manifest brings does not.
  var exists = true
  /// How long the last finished rollout took.
  var lastRolloutDuration: SimulationDuration?
  /// When the running rollout began; nil if none runs.
  var rolloutStartedAt: SimulationTime?
  /// Rollouts begun so far.
  var rolloutCount = 0
  /// The batch under way, as it will be told of.
  var openBatch: BatchRecord?
  /// The template that the pods of that batch get.
  var openBatchTarget: TemplateIndex?
  /// The instant whose pods the newest status of a ReplicaSet tells of, as the last sync found it.
  var knownAt: SimulationTime?

  /// Pods that use a configuration which makes them fail.
  struct Misconfigured: BitwiseCopyable, Sendable {
    var present = 0
    /// The most at one time.
    var most = 0
    /// Those that did so at any time.
    var total = 0
  }

  /// Creates the state of a Deployment before its template is compiled.
  init(_ manifest: Deployment) {
    name = manifest.metadata.name
    namespace = manifest.metadata.namespace
    templateSpec = manifest.spec.template
    template = .none
    specReplicas = Int(manifest.spec.replicas)
    strategy = manifest.spec.strategy
    maxSurge = manifest.spec.maxSurge
    maxUnavailable = manifest.spec.maxUnavailable
    minReady = .zero
    revisionHistoryLimit = 0
    update(manifest.spec)
  }

  /// Takes over all settings but the replicas and the template.
  mutating func update(_ spec: Deployment.Spec) {
    isPaused = spec.paused
    strategy = spec.strategy
    maxSurge = spec.maxSurge
    maxUnavailable = spec.maxUnavailable
    minReady = .seconds(Int64(max(0, spec.minReadySeconds)))
    progressDeadline = .seconds(Int64(max(1, spec.progressDeadlineSeconds)))
    revisionHistoryLimit = Int(max(0, spec.revisionHistoryLimit))
  }
}
