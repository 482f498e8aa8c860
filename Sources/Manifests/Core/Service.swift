// SPDX-License-Identifier: Apache-2.0

/// A service: one address for the pods that a selector chooses.
public struct Service: Sendable, Hashable {
  /// How the service is reached.
  public enum ServiceType: String, Sendable, Hashable, CaseIterable {
    case clusterIP = "ClusterIP"
    case nodePort = "NodePort"
    case loadBalancer = "LoadBalancer"
    case externalName = "ExternalName"
  }

  /// A port of the service.
  public struct Port: Sendable, Hashable {
    /// The name; needed when there are several.
    public var name: String?
    /// The port of the service.
    public var port: Int32 = 0
    /// The port of the pods, by number or name.
    public var targetPort: IntOrString = .int(0)
    /// The port of the nodes; 0 for none.
    public var nodePort: Int32 = 0
    /// The transport protocol.
    public var `protocol`: ContainerPort.TransportProtocol = .tcp

    /// Makes an empty port.
    public init() {}
  }

  /// Name and labels.
  public var metadata = ObjectMeta()
  /// The labels of the pods behind it; empty means that it chooses none itself.
  public var selector: LabelSet = [:]
  /// The ports.
  public var ports: [Port] = []
  /// The address, `None` for a headless service, nil when the server is to choose.
  public var clusterIP: String?
  /// How the service is reached.
  public var type: ServiceType = .clusterIP
  /// Whether pods that are not ready take part.
  public var publishNotReadyAddresses = false

  /// Makes an empty service.
  public init() {}
}
