// SPDX-License-Identifier: Apache-2.0

// Defaults: kubernetes v1.36 pkg/apis/core/v1/defaults.go (SetDefaults_Container,
// SetDefaults_Pod, SetDefaults_Probe, SetDefaults_HTTPGetAction).

extension Container {
  init(reading reader: ObjectReader) {
    name = reader.requiredString("name")
    image = reader.string("image") ?? ""
    imagePullPolicy =
      reader.oneOf("imagePullPolicy", as: ImagePullPolicy.self)
      ?? (Container.isLatest(image) ? .always : .ifNotPresent)
    resources = ResourceRequirements(reading: reader.object("resources"))
    ports = reader.list("ports") { ContainerPort(reading: $0) }
    readinessProbe = reader.object("readinessProbe").flatMap { Probe(reading: $0) }
    livenessProbe = reader.object("livenessProbe").flatMap { Probe(reading: $0) }
    startupProbe = reader.object("startupProbe").flatMap { Probe(reading: $0) }
    lifecycle = reader.object("lifecycle").map { Lifecycle(reading: $0) }
    restartPolicy = reader.oneOf("restartPolicy", as: PodSpec.RestartPolicy.self)
    environmentConfigMaps = Container.configMaps(inEnvironmentOf: reader)
    for (key, probe) in [("livenessProbe", livenessProbe), ("startupProbe", startupProbe)] {
      if let probe, probe.successThreshold != 1 {
        reader.object(key)?.error(
          "successThreshold", found: "found \(probe.successThreshold)", expected: "1")
      }
    }
  }

  /// The names of ConfigMaps behind variables, each once.
  private static func configMaps(inEnvironmentOf reader: ObjectReader) -> [String] {
    let whole = (reader.field("envFrom")?.items ?? []).map { $0["configMapRef"] }
    let single = (reader.field("env")?.items ?? []).map { $0["valueFrom"]?["configMapKeyRef"] }
    return (whole + single).compactMap { $0?["name"]?.string }
      .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// Whether an image has the tag `latest`, or neither tag nor digest.
  static func isLatest(_ image: String) -> Bool {
    guard !image.contains("@") else { return false }
    let name = image.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    guard let colon = name.lastIndex(of: ":") else { return true }
    return name[name.index(after: colon)...] == "latest"
  }
}

extension ResourceRequirements {
  /// Reads requests and limits; requests that are not named are those of the limits.
  public init(reading reader: ObjectReader?, defaultsRequests: Bool = true) {
    self.init()
    guard let reader else { return }
    requests = reader.resources("requests")
    limits = reader.resources("limits")
    for limit in limits.items {
      guard let request = requests[limit.name] else {
        if defaultsRequests { requests[limit.name] = limit.quantity }
        continue
      }
      if request > limit.quantity, let given = reader.object("requests") {
        // Source: kubernetes v1.36 pkg/apis/core/validation/validation.go.
        given.error(
          limit.name, found: "found a request of \(request)",
          expected: "at most the limit of \(limit.quantity)")
      }
    }
  }
}

extension ContainerPort {
  init(reading reader: ObjectReader) {
    name = reader.string("name")
    containerPort = Int32(clamping: reader.requiredInt64("containerPort", in: 1...65_535))
    hostPort = reader.int32("hostPort", in: 0...65_535) ?? 0
    hostIP = reader.string("hostIP") ?? ""
    `protocol` = reader.oneOf("protocol", as: TransportProtocol.self) ?? .tcp
  }
}

extension Probe {
  init?(reading reader: ObjectReader) {
    guard let handler = Handler(reading: reader) else { return nil }
    self.init(handler: handler)
    initialDelaySeconds = reader.count("initialDelaySeconds") ?? 0
    timeoutSeconds = Probe.orDefault(reader.count("timeoutSeconds"), 1)
    periodSeconds = Probe.orDefault(reader.count("periodSeconds"), 10)
    successThreshold = Probe.orDefault(reader.count("successThreshold"), 1)
    failureThreshold = Probe.orDefault(reader.count("failureThreshold"), 3)
    terminationGracePeriodSeconds = reader.int64("terminationGracePeriodSeconds", in: 1 ... .max)
  }

  /// A given 0 means the default too.
  private static func orDefault(_ given: Int32?, _ standard: Int32) -> Int32 {
    guard let given, given != 0 else { return standard }
    return given
  }
}

extension Probe.Handler {
  init?(reading reader: ObjectReader) {
    let kinds = ["exec", "httpGet", "tcpSocket", "grpc"]
    let given = kinds.filter { reader.has($0) }
    guard given.count == 1, let kind = given.first, let action = reader.object(kind) else {
      if given.count != 1 {
        reader.error(
          found: given.isEmpty
            ? "no action is given" : "several actions are given: \(given.joined(separator: ", "))",
          expected: "one of \(kinds.joined(separator: ", "))")
      }
      return nil
    }
    switch kind {
    case "exec": self = .exec(command: action.strings("command"))
    case "httpGet": self = .httpGet(Probe.HTTPGet(reading: action))
    case "tcpSocket": self = .tcpSocket(port: action.requiredPort("port"))
    default:
      let port = Int32(clamping: action.requiredInt64("port", in: 1...65_535))
      self = .grpc(port: port, service: action.string("service") ?? "")
    }
  }
}

extension Probe.HTTPGet {
  init(reading reader: ObjectReader) {
    path = reader.string("path").flatMap { $0.isEmpty ? nil : $0 } ?? "/"
    port = reader.requiredPort("port")
    scheme = reader.oneOf("scheme", ["HTTP", "HTTPS"]) ?? "HTTP"
  }
}

extension ObjectReader {
  /// A port by number or name that must be there.
  fileprivate func requiredPort(_ key: String) -> IntOrString {
    guard has(key) else {
      missing(key)
      return .int(0)
    }
    guard let port = intOrString(key) else { return .int(0) }
    if case .int(let number) = port, !(1...65_535).contains(number) {
      error(key, found: "found \(number)", expected: "a port from 1 to 65535")
    }
    return port
  }
}

extension Lifecycle {
  init(reading reader: ObjectReader) {
    postStart = reader.object("postStart").flatMap { Handler(reading: $0) }
    preStop = reader.object("preStop").flatMap { Handler(reading: $0) }
  }
}

extension Lifecycle.Handler {
  init?(reading reader: ObjectReader) {
    if let action = reader.object("exec") {
      self = .exec(command: action.strings("command"))
    } else if let action = reader.object("httpGet") {
      self = .httpGet(Probe.HTTPGet(reading: action))
    } else if let action = reader.object("tcpSocket") {
      self = .tcpSocket(port: action.requiredPort("port"))
    } else if let action = reader.object("sleep") {
      self = .sleep(seconds: action.requiredInt64("seconds", in: 0 ... .max))
    } else {
      reader.error(
        found: "no action is given", expected: "one of exec, httpGet, tcpSocket, sleep")
      return nil
    }
  }
}
