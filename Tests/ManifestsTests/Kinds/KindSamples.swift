// SPDX-License-Identifier: Apache-2.0

/// One rich object of every kind that is decoded, by group and kind.
let kindSamples: [(group: String, kind: String, text: String)] = [
  (
    "", "ConfigMap",
    "{apiVersion: v1, kind: ConfigMap, metadata: {name: c, annotations: {"
      + "springtide.dev/release: batches}}, data: {mode: a, list: 'x: 1'}, "
      + "binaryData: {blob: AAEC}, immutable: true}"
  ),
  (
    "", "LimitRange",
    "{apiVersion: v1, kind: LimitRange, metadata: {name: l}, spec: {limits: ["
      + "{type: Container, max: {cpu: 2}, min: {memory: 1Mi}, default: {memory: 1Gi}}]}}"
  ),
  ("", "Namespace", "{apiVersion: v1, kind: Namespace, metadata: {name: n1, labels: {team: a}}}"),
  (
    "", "Node",
    """
    apiVersion: v1
    kind: Node
    metadata: {name: n1, labels: {topology.kubernetes.io/zone: z1}}
    spec: {unschedulable: true, providerID: x://1, taints: [{key: a, value: b, effect: NoExecute}]}
    status:
      capacity: {cpu: 48, memory: 192Gi, pods: "110"}
      conditions: [{type: Ready, status: "True", lastTransitionTime: 2026-01-01T00:00:00Z}]
      images: [{names: [a:1, a@sha256:0], sizeBytes: 123}]
      addresses: [{type: InternalIP, address: 10.0.0.1}]
    """
  ),
  ("", "Pod", podSample),
  (
    "", "ReplicationController",
    "{apiVersion: v1, kind: ReplicationController, metadata: {name: r}, "
      + "spec: {template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c}]}}}}"
  ),
  (
    "", "ResourceQuota",
    "{apiVersion: v1, kind: ResourceQuota, metadata: {name: q}, spec: {"
      + "hard: {requests.cpu: 10, pods: 5}, scopes: [BestEffort]}, status: {used: {pods: 1}}}"
  ),
  (
    "", "Service",
    "{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {clusterIP: None, "
      + "selector: {a: b}, ports: [{port: 80}, {name: x, port: 81, targetPort: web}]}}"
  ),
  (
    "apps", "DaemonSet",
    "{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: d}, spec: {"
      + workload + ", updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}}}"
  ),
  (
    "apps", "Deployment",
    "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {"
      + workload + ", paused: true, strategy: {rollingUpdate: {maxSurge: 50%, maxUnavailable: 0}}}}"
  ),
  (
    "apps", "ReplicaSet",
    "{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: r}, spec: {"
      + workload + ", replicas: 3, minReadySeconds: 5}}"
  ),
  (
    "apps", "StatefulSet",
    "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: s}, spec: {"
      + workload + ", serviceName: s, ordinals: {start: 2}, podManagementPolicy: Parallel, "
      + "updateStrategy: {rollingUpdate: {partition: 2, maxUnavailable: 2}}, "
      + "persistentVolumeClaimRetentionPolicy: {whenScaled: Delete}, "
      + "volumeClaimTemplates: [{metadata: {name: data}}]}}"
  ),
  ("autoscaling", "HorizontalPodAutoscaler", autoscalerSample),
  (
    "batch", "CronJob",
    "{apiVersion: batch/v1, kind: CronJob, metadata: {name: c}, spec: {"
      + "schedule: '*/5 * * * *', timeZone: Asia/Shanghai, concurrencyPolicy: Forbid, "
      + "jobTemplate: {spec: {template: {spec: {restartPolicy: OnFailure, "
      + "containers: [{name: c}]}}}}}}"
  ),
  (
    "batch", "Job",
    "{apiVersion: batch/v1, kind: Job, metadata: {name: j}, spec: {parallelism: 4, "
      + "completions: 8, completionMode: Indexed, backoffLimitPerIndex: 1, podReplacementPolicy: Failed, "
      + "template: {spec: {restartPolicy: Never, containers: [{name: c}]}}}}"
  ),
  (
    "policy", "PodDisruptionBudget",
    "{apiVersion: policy/v1, kind: PodDisruptionBudget, "
      + "metadata: {name: p}, spec: {minAvailable: 50%, selector: {}, "
      + "unhealthyPodEvictionPolicy: AlwaysAllow}, status: {disruptionsAllowed: 1, "
      + "disruptedPods: {b: 2026-01-01T00:00:00Z, a: 2026-01-01T00:00:00Z}}}"
  ),
  (
    "scheduling.k8s.io", "PriorityClass",
    "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, "
      + "metadata: {name: p}, value: -10, preemptionPolicy: Never, globalDefault: true}"
  ),
  (
    "apps.kruise.io", "CloneSet",
    "{apiVersion: apps.kruise.io/v1alpha1, kind: CloneSet, "
      + "metadata: {name: c}, spec: {" + workload + ", replicas: 5, scaleStrategy: {"
      + "podsToDelete: [p], maxUnavailable: 1}, updateStrategy: {type: InPlaceIfPossible, "
      + "partition: 40%, maxSurge: 1, inPlaceUpdateStrategy: {gracePeriodSeconds: 10}, "
      + "priorityStrategy: {weightPriority: [{weight: 50, matchSelector: {matchLabels: {x: z}}}], "
      + "orderPriority: [{orderedKey: k}]}, scatterStrategy: [{key: s, value: t}]}}}"
  ),
  (
    "apps.kruise.io", "StatefulSet",
    "{apiVersion: apps.kruise.io/v1beta1, kind: StatefulSet, "
      + "metadata: {name: s}, spec: {" + workload + ", reserveOrdinals: [3, 1], "
      + "scaleStrategy: {maxUnavailable: 2}, updateStrategy: {rollingUpdate: {partition: 1, "
      + "podUpdatePolicy: InPlaceOnly, maxUnavailable: 20%, unorderedUpdate: {}, paused: true}}}}"
  ),
  (
    "autoscaling.alibabacloud.com", "CronHorizontalPodAutoscaler",
    "{apiVersion: autoscaling.alibabacloud.com/v1beta1, kind: CronHorizontalPodAutoscaler, "
      + "metadata: {name: c}, spec: {scaleTargetRef: {kind: Deployment, name: d}, "
      + "excludeDates: ['* * * 15 11 *'], jobs: [{name: a, schedule: '@hourly', targetSize: 0, "
      + "runOnce: true}]}}"
  ),
  (
    "extensions.tkestack.io", "CronHPA",
    "{apiVersion: extensions.tkestack.io/v1, kind: CronHPA, "
      + "metadata: {name: c}, spec: {scaleTargetRef: {kind: Deployment, name: d}, "
      + "crons: [{schedule: '* * * * *', targetReplicas: 7}]}}"
  ),
  (
    "springtide.dev", "PoolAutoscaler",
    "{apiVersion: springtide.dev/v1alpha1, kind: PoolAutoscaler, metadata: {name: p}, "
      + "spec: {scaleTargetRef: {kind: Deployment, name: d}, minReplicas: 2, maxReplicas: 9, "
      + "poolSelector: {matchLabels: {pool: feed}}, latencyOverPool: 1.3, stepPercent: 30, "
      + "baseline: {requestsPerSecond: 50, latencySeconds: 0.04}}}"
  ),
  (
    "keda.sh", "ScaledObject",
    "{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: s}, "
      + "spec: {scaleTargetRef: {name: d}, minReplicaCount: 2, idleReplicaCount: 0, "
      + "maxReplicaCount: 40, pollingInterval: 15, triggers: [{type: cron, metadata: "
      + "{timezone: Asia/Shanghai, start: 0 8 * * *, end: 0 20 * * *, desiredReplicas: '10'}}, "
      + "{type: cpu, metricType: Utilization, metadata: {value: '60'}}]}}"
  ),
  (
    "autoscaling.crane.io", "EffectiveHorizontalPodAutoscaler",
    "{apiVersion: autoscaling.crane.io/v1alpha1, kind: EffectiveHorizontalPodAutoscaler, "
      + "metadata: {name: e}, spec: {scaleTargetRef: {kind: Deployment, name: d}, "
      + "minReplicas: 1, maxReplicas: 9, scaleStrategy: Preview, specificReplicas: 3, crons: "
      + "[{name: day, timezone: Europe/Berlin, start: 0 8 * * *, end: 0 20 * * *, "
      + "targetReplicas: 7}]}}"
  ),
  (
    "networking.k8s.io", "Ingress",
    "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i}, spec: {"
      + "defaultBackend: {service: {name: a, port: {number: 80}}}, rules: [{http: {paths: "
      + "[{path: /, pathType: Prefix, backend: {service: {name: b, port: {number: 80}}}}, "
      + "{path: /a, pathType: Prefix, backend: {service: {name: a, port: {number: 80}}}}]}}]}}"
  ),
  (
    "platform.tkex", "StatefulSetPlus",
    "{apiVersion: platform.tkex/v1alpha1, kind: StatefulSetPlus, "
      + "metadata: {name: s}, spec: {" + workload + ", replicas: 10, updateStrategy: {batchNum: 2, "
      + "batchAuto: true, batchIntervalMinutes: 5, podsNumToUpdate: [4, 6], "
      + "podsToUpdate: [[s-0], [s-1, s-2]], batchDeadlineMinutes: 9}}}"
  ),
  (
    "autoscaling.k8s.io", "VerticalPodAutoscaler",
    """
    apiVersion: autoscaling.k8s.io/v1
    kind: VerticalPodAutoscaler
    metadata: {name: v}
    spec:
      targetRef: {apiVersion: apps/v1, kind: Deployment, name: d}
      updatePolicy: {updateMode: InPlaceOrRecreate, minReplicas: 3}
      resourcePolicy:
        containerPolicies:
          - {containerName: c, minAllowed: {cpu: 100m}, maxAllowed: {cpu: 2, memory: 4Gi}}
          - {containerName: "*", mode: "Off", controlledValues: RequestsOnly}
    """
  ),
  (
    "autoscaling.k8s.io", "VerticalPodAutoscalerCheckpoint",
    """
    apiVersion: autoscaling.k8s.io/v1
    kind: VerticalPodAutoscalerCheckpoint
    metadata: {name: v-c}
    spec: {vpaObjectName: v, containerName: c}
    status:
      version: v3
      firstSampleStart: 2026-01-01T00:00:00Z
      lastSampleStart: 2026-01-09T00:00:00Z
      totalSamplesCount: 11520
      cpuHistogram:
        referenceTimestamp: 2026-01-09T00:00:00Z
        totalWeight: 206.5
        bucketWeights: {"12": 10000, "3": 17}
      memoryHistogram: {}
    """
  ),
  (
    "karpenter.sh", "NodePool",
    """
    apiVersion: karpenter.sh/v1
    kind: NodePool
    metadata: {name: general}
    spec:
      template:
        metadata: {labels: {team: a}}
        spec:
          requirements:
            - {key: karpenter.sh/capacity-type, operator: In, values: [on-demand]}
            - {key: karpenter.kwok.sh/instance-cpu, operator: Gt, values: ["3"]}
          taints: [{key: a, effect: NoSchedule}]
          expireAfter: Never
      limits: {cpu: 1000}
      weight: 7
      disruption:
        consolidationPolicy: WhenEmpty
        consolidateAfter: 1h30m
        budgets: [{nodes: 20%, reasons: [Empty]}, {nodes: 0, schedule: 0 9 * * *, duration: 8h}]
    """
  ),
  (
    "springtide.dev", "ForecastBounds",
    "{apiVersion: springtide.dev/v1alpha1, kind: ForecastBounds, metadata: {name: f}, spec: {"
      + "scaleTargetRef: {kind: HorizontalPodAutoscaler, name: h}, minReplicas: 3, factor: 1.5, "
      + "targetUtilization: 0.5, lookBack: 12h, period: 30m}}"
  ),
  (
    "springtide.dev", "StepwiseDownsizing",
    "{apiVersion: springtide.dev/v1alpha1, kind: StepwiseDownsizing, metadata: {name: s}, spec: {"
      + "targetRef: {kind: Deployment, name: d}, targetUtilization: 0.4, minReplicas: 3, "
      + "observe: 12h, notice: 2h, step: 0.1, settle: 5m, guard: {errorRatio: 0.01}}}"
  ),
  (
    "rollouts.kruise.io", "Rollout",
    "{apiVersion: rollouts.kruise.io/v1beta1, kind: Rollout, metadata: {name: r}, spec: {"
      + "workloadRef: {apiVersion: apps.kruise.io/v1alpha1, kind: CloneSet, name: c}, "
      + "strategy: {paused: true, canary: {failureThreshold: 10%, steps: ["
      + "{replicas: 5%, traffic: 5%, pause: {duration: 60}}, {replicas: 50%}]}}}}"
  ),
]

private let workload =
  "selector: {matchLabels: {a: b}}, "
  + "template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c}]}}"

private let podSample = """
  apiVersion: v1
  kind: Pod
  metadata:
    name: p
    namespace: prod
    uid: u-1
    labels: {app: web, rev: "7"}
    ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: r, uid: u, controller: true}]
    deletionTimestamp: 2026-01-01T00:00:30Z
  spec:
    hostNetwork: true
    nodeSelector: {disk: ssd}
    priority: 100
    preemptionPolicy: Never
    schedulingGates: [{name: g}]
    readinessGates: [{conditionType: InPlaceUpdateReady}]
    terminationGracePeriodSeconds: 60
    overhead: {cpu: 10m}
    initContainers:
    - {name: side, restartPolicy: Always, image: "reg:5000/x", resources: {limits: {cpu: 1}}}
    containers:
    - name: main
      image: web@sha256:00
      resources: {requests: {cpu: 0.5}, limits: {cpu: 1, memory: 1Gi}}
      ports: [{containerPort: 80, name: web}]
      readinessProbe: {httpGet: {port: web}, periodSeconds: 5}
      livenessProbe: {tcpSocket: {port: 80}, initialDelaySeconds: 3}
      startupProbe: {grpc: {port: 9000}, failureThreshold: 30}
      lifecycle: {preStop: {sleep: {seconds: 5}}, postStart: {exec: {command: [a, b]}}}
    affinity:
      nodeAffinity:
        requiredDuringSchedulingIgnoredDuringExecution:
          nodeSelectorTerms:
          - matchExpressions: [{key: gen, operator: Gt, values: ["3"]}]
            matchFields: [{key: metadata.name, operator: In, values: [n1]}]
        preferredDuringSchedulingIgnoredDuringExecution:
        - {weight: 10, preference: {matchExpressions: [{key: a, operator: Exists}]}}
      podAntiAffinity:
        requiredDuringSchedulingIgnoredDuringExecution:
        - {topologyKey: zone, namespaceSelector: {}, matchLabelKeys: [rev]}
        preferredDuringSchedulingIgnoredDuringExecution:
        - {weight: 5, podAffinityTerm: {topologyKey: host, namespaces: [x]}}
    tolerations: [{key: k, operator: Exists, effect: NoExecute, tolerationSeconds: 300}]
    topologySpreadConstraints:
    - maxSkew: 2
      topologyKey: zone
      whenUnsatisfiable: DoNotSchedule
      minDomains: 3
      nodeTaintsPolicy: Honor
      matchLabelKeys: [rev]
    volumes:
    - {name: a, persistentVolumeClaim: {claimName: data}}
    - {name: b, configMap: {name: conf}}
    - {name: d, secret: {secretName: s}}
    - {name: e, nfs: {server: x, path: /}}
    - {name: f}
  status:
    phase: Running
    startTime: 2026-01-01T00:00:00Z
    conditions: [{type: Ready, status: "False"}]
    containerStatuses: [{name: main, ready: true, restartCount: 2, started: true}]
    nominatedNodeName: n2
  """

private let autoscalerSample = """
  apiVersion: autoscaling/v2
  kind: HorizontalPodAutoscaler
  metadata: {name: h}
  spec:
    scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: d}
    minReplicas: 0
    maxReplicas: 100
    metrics:
    - {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}
    - type: ContainerResource
      containerResource:
        {name: memory, container: c, target: {type: AverageValue, averageValue: 1Gi}}
    - {type: Pods, pods: {metric: {name: qps}, target: {type: AverageValue, averageValue: 100}}}
    - type: Object
      object:
        metric: {name: depth, selector: {matchLabels: {q: a}}}
        describedObject: {apiVersion: v1, kind: Service, name: s}
        target: {type: Value, value: 2k}
    - type: External
      external: {metric: {name: lag}, target: {type: AverageValue, averageValue: 30}}
    behavior:
      scaleUp: {stabilizationWindowSeconds: 60, tolerance: 50m}
      scaleDown: {selectPolicy: Disabled, policies: [{type: Pods, value: 1, periodSeconds: 60}]}
  """
