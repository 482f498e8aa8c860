// SPDX-License-Identifier: Apache-2.0

/// A check of a container, with its timing.
///
/// Defaults: kubernetes v1.36 pkg/apis/core/v1/defaults.go, SetDefaults_Probe.
public struct Probe: Sendable, Hashable {
  /// What is done to check.
  public enum Handler: Sendable, Hashable {
    case exec(command: [String])
    case httpGet(HTTPGet)
    case tcpSocket(port: IntOrString)
    case grpc(port: Int32, service: String)
  }

  /// A request for a page.
  public struct HTTPGet: Sendable, Hashable {
    /// The path.
    public var path = "/"
    /// The port, by number or name.
    public var port: IntOrString = .int(0)
    /// `HTTP` or `HTTPS`.
    public var scheme = "HTTP"

    /// Makes a request for the root page.
    public init() {}
  }

  /// What is done to check.
  public var handler: Handler
  /// Seconds from the start of the container to the first check.
  public var initialDelaySeconds: Int32 = 0
  /// Seconds after which a check fails.
  public var timeoutSeconds: Int32 = 1
  /// Seconds between checks.
  public var periodSeconds: Int32 = 10
  /// Successes in a row that turn failure into success.
  public var successThreshold: Int32 = 1
  /// Failures in a row that turn success into failure.
  public var failureThreshold: Int32 = 3
  /// Overrides the pod's grace period when a liveness or startup probe kills, in seconds.
  public var terminationGracePeriodSeconds: Int64?

  /// Makes a probe with default timing.
  public init(handler: Handler) {
    self.handler = handler
  }
}
