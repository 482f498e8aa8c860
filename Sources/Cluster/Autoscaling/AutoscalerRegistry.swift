// SPDX-License-Identifier: Apache-2.0

/// The autoscalers that are simulated, as one list for the decoder, the reference page and tests.
public enum AutoscalerRegistry {
  /// One autoscaler.
  public struct Entry: Sendable, Hashable {
    /// The name of the type that decides, which its source file and test file have too.
    public var rule: String
    /// The kind of object in manifests.
    public var kind: String
    /// The API groups in which the kind is read.
    public var apiGroups: [String]
    /// One sentence on what it does.
    public var summary: String
    /// Seconds from one look of the real controller to its next; nil when it acts on time itself.
    public var syncSeconds: Int64?
  }

  /// All autoscalers, in the order of the reference page.
  public static let entries = [
    Entry(
      rule: "HorizontalPodAutoscalerRule", kind: "HorizontalPodAutoscaler",
      apiGroups: ["autoscaling"],
      summary:
        "Sets the replica count of a workload from metrics, as kube-controller-manager does.",
      syncSeconds: 15),
    Entry(
      rule: "CronHorizontalPodAutoscalerRule", kind: "CronHorizontalPodAutoscaler",
      apiGroups: ["autoscaling.alibabacloud.com"],
      summary: "Sets replica counts, or the bounds of an HPA, at times of the clock.",
      syncSeconds: nil),
    Entry(
      rule: "TkestackCronHPARule", kind: "CronHPA", apiGroups: ["extensions.tkestack.io"],
      summary: "Sets replica counts at times of the clock; of several due entries the first wins.",
      syncSeconds: 10),
    Entry(
      rule: "VPAUpdater", kind: "VerticalPodAutoscaler", apiGroups: ["autoscaling.k8s.io"],
      summary: "Sets what containers ask for from what they used, by eviction or in place.",
      syncSeconds: 60),
    Entry(
      rule: "ForecastBoundsRule", kind: "ForecastBounds", apiGroups: ["springtide.dev"],
      summary: "Moves the bounds of an HPA with the capacity that is predicted.", syncSeconds: 60),
    Entry(
      rule: "StepwiseDownsizingRule", kind: "StepwiseDownsizing", apiGroups: ["springtide.dev"],
      summary: "Takes surplus pods away in steps and gives them back if that does harm.",
      syncSeconds: 60),
    Entry(
      rule: "ScaledObjectRule", kind: "ScaledObject", apiGroups: ["keda.sh"],
      summary: "Makes an HPA of triggers, and goes to zero and back when they are quiet.",
      syncSeconds: 30),
    Entry(
      rule: "PoolAutoscalerRule", kind: "PoolAutoscaler", apiGroups: ["springtide.dev"],
      summary: "Steps up when requests and latency are worse than the pool's and the last days'.",
      syncSeconds: 60),
    Entry(
      rule: "CronFloor", kind: "EffectiveHorizontalPodAutoscaler",
      apiGroups: ["autoscaling.crane.io"],
      summary: "Makes an HPA with a least count in spans of time, or only shows its decisions.",
      syncSeconds: 15),
  ]

  /// The entry for a kind of object; nil when there is none.
  public static func entry(kind: String, apiGroup: String) -> Entry? {
    entries.first { $0.kind == kind && $0.apiGroups.contains(apiGroup) }
  }
}
