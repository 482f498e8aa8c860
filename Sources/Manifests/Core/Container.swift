// SPDX-License-Identifier: Apache-2.0

/// One container of a pod.
public struct Container: Sendable, Hashable {
  /// When the image is fetched.
  public enum ImagePullPolicy: String, Sendable, Hashable, CaseIterable {
    case always = "Always"
    case never = "Never"
    case ifNotPresent = "IfNotPresent"
  }

  /// The name, unique in the pod.
  public var name = ""
  /// The image reference.
  public var image = ""
  /// When the image is fetched.
  public var imagePullPolicy: ImagePullPolicy = .ifNotPresent
  /// What it asks for and may use.
  public var resources = ResourceRequirements()
  /// The ports it listens on.
  public var ports: [ContainerPort] = []
  /// The check for receiving traffic.
  public var readinessProbe: Probe?
  /// The check for a restart.
  public var livenessProbe: Probe?
  /// The check that holds the other two back until it succeeds.
  public var startupProbe: Probe?
  /// The ConfigMaps that give environment variables; read when the container starts.
  public var environmentConfigMaps: [String] = []
  /// What runs after the start and before the stop.
  public var lifecycle: Lifecycle?
  /// `Always` on an init container makes it a sidecar; nil elsewhere.
  public var restartPolicy: PodSpec.RestartPolicy?

  /// Makes an empty container.
  public init() {}

  /// Whether an init container keeps running beside the others.
  public var isSidecar: Bool { restartPolicy == .always }
}

/// A port of a container.
public struct ContainerPort: Sendable, Hashable {
  /// The transport protocol.
  public enum TransportProtocol: String, Sendable, Hashable, CaseIterable {
    case tcp = "TCP"
    case udp = "UDP"
    case sctp = "SCTP"
  }

  /// The name, by which services and probes may refer to it.
  public var name: String?
  /// The port in the container.
  public var containerPort: Int32 = 0
  /// The port of the node that is taken; 0 for none.
  public var hostPort: Int32 = 0
  /// The address of the node that is taken; empty for all.
  public var hostIP = ""
  /// The transport protocol.
  public var `protocol`: TransportProtocol = .tcp

  /// Makes an empty port.
  public init() {}
}

/// What runs after the start and before the stop of a container.
public struct Lifecycle: Sendable, Hashable {
  /// One action.
  public enum Handler: Sendable, Hashable {
    case exec(command: [String])
    case httpGet(Probe.HTTPGet)
    case tcpSocket(port: IntOrString)
    /// Waits that many seconds.
    case sleep(seconds: Int64)
  }

  /// What runs right after the start.
  public var postStart: Handler?
  /// What runs before the stop signal; its time counts in the grace period.
  public var preStop: Handler?

  /// Makes an empty lifecycle.
  public init() {}
}
