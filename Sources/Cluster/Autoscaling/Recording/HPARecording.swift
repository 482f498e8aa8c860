// SPDX-License-Identifier: Apache-2.0

public import EventKernel
public import Manifests

/// A recording of HorizontalPodAutoscaler reconciles: inputs of format `hpa-series/1`.
///
/// Recorded outputs are no part of it, so that they cannot reach a decision.
public struct HPARecording: Sendable {
  /// The value of the `format` field that marks such a file.
  public static let format = "hpa-series/1"

  /// One autoscaler and one controller that starts without memory.
  public struct Case: Sendable {
    /// The name of the case.
    public var name = ""
    /// The controller's flags and gates.
    public var configuration = HPAControllerConfiguration()
    /// The spec with the defaults of the API.
    public var spec = HorizontalPodAutoscaler.Spec()
    /// The containers of every pod that does not list its own.
    public var defaultContainers: [RecordedContainer] = []
    /// The reconciles in order of time.
    public var steps: [Step] = []

    /// Makes an empty case.
    public init() {}
  }

  /// The inputs of one reconcile.
  public struct Step: Sendable {
    /// The time of the reconcile.
    public var time = SimulationTime.zero
    /// The spec from this step on; nil when it stays.
    public var spec: HorizontalPodAutoscaler.Spec?
    /// Whether the scale can be read.
    public var isScaleReadable = true
    /// Whether the scale can be written.
    public var isScaleWritable = true
    /// The replica count in the spec of the target.
    public var specReplicas: Int32 = 0
    /// The replica count in the status of the target.
    public var statusReplicas: Int32 = 0
    /// The pods that come, change or go.
    public var podUpdates: [RecordedPod] = []
    /// What the metrics APIs answer.
    public var metrics = RecordedMetrics()

    /// Makes an empty step.
    public init() {}
  }

  /// The cases in the order of the file.
  public var cases: [Case] = []
  /// The cases as they were read, for writing them again with other outputs.
  public var source: Value

  /// Makes a recording without cases.
  public init(source: Value) { self.source = source }
}
