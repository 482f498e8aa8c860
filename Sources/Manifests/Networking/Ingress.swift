// SPDX-License-Identifier: Apache-2.0

/// An Ingress: the services that requests from outside go to.
///
/// Hosts, paths and certificates are passed over: every backend counts.
/// Source: kubernetes v1.36 staging/src/k8s.io/api/networking/v1/types.go.
public struct Ingress: Sendable, Hashable {
  /// Name and labels.
  public var metadata = ObjectMeta()
  /// The names of the services behind it, each once, in the order of the rules.
  public var services: [String] = []

  /// Makes an empty Ingress.
  public init() {}
}

extension Ingress {
  init(reading reader: ObjectReader) {
    metadata = ObjectMeta(ofObject: reader)
    guard let own = reader.requiredObject("spec") else { return }
    var names: [String] = []
    if let backend = own.object("defaultBackend") ?? own.object("backend") {
      names += Self.service(of: backend)
    }
    let rules: [[String]] = own.list("rules") { rule in
      rule.object("http")?.list("paths") { path -> [String]? in
        path.requiredObject("backend").map(Self.service)
      }.flatMap { $0 } ?? []
    }
    for name in names + rules.flatMap({ $0 }) where !services.contains(name) {
      services.append(name)
    }
  }

  private static func service(of backend: ObjectReader) -> [String] {
    // Version v1beta1 has the name in the backend itself.
    if let name = backend.string("serviceName") { return [name] }
    guard let service = backend.object("service") else { return [] }
    return [service.requiredString("name")]
  }
}
