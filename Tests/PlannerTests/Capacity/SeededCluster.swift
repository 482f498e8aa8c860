// SPDX-License-Identifier: Apache-2.0

/// Random clusters and pods in YAML, the same for a seed in every run.
struct SeededCluster {
  private var state: UInt64
  private let zone = "topology.kubernetes.io/zone"

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  /// A number below a bound, by xorshift64*.
  mutating func draw(_ bound: Int) -> Int {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return Int((state &* 0x2545_F491_4F6C_DD1D) >> 33) % bound
  }

  mutating func cluster() -> String {
    let count = 2 + draw(7)
    var text = ""
    for place in 0..<count {
      let labels = draw(4) > 0 ? "\(zone): z\(draw(3))" : ""
      let spec = draw(6) == 0 ? "taints: [{key: k, effect: NoSchedule}]" : ""
      text += Objects.node(
        "n\(place)", cpu: "\(1 + draw(6))", pods: 4 + draw(20), labels: labels, spec: spec)
    }
    for place in 0..<draw(10) { text += pod("old\(place)", bound: "n\(draw(count))") }
    return text
  }

  /// A cluster without rules, of which equal pods are to be added.
  mutating func plainCluster() -> (nodes: String, pods: String) {
    let count = 1 + draw(5)
    var nodes = ""
    var pods = ""
    for place in 0..<count {
      nodes += Objects.node("n\(place)", cpu: "\(2 + draw(3) * 2)", pods: 3 + draw(20))
      pods += Objects.pod("o\(place)", cpu: "\(draw(20) * 100)m", spec: "nodeName: n\(place)")
    }
    let cpu = "\(100 + draw(15) * 100)m"
    for place in 0..<1 + draw(30) { pods += Objects.pod("p\(place)", cpu: cpu) }
    return (nodes, pods)
  }

  /// A pod with random requests and rules.
  mutating func pod(_ name: String, bound: String?) -> String {
    var spec = ""
    if let bound { spec += "nodeName: \(bound)\n" }
    if draw(3) == 0 { spec += "tolerations: [{operator: Exists}]\n" }
    let selector = "labelSelector: {matchLabels: {app: web}}"
    switch draw(4) {
    case 0:
      let key = draw(2) == 0 ? zone : "kubernetes.io/hostname"
      spec += """
        topologySpreadConstraints:
        - {maxSkew: \(1 + draw(3)), topologyKey: \(key), whenUnsatisfiable: DoNotSchedule, \(selector)}

        """
    case 1:
      spec += """
        affinity:
          podAntiAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
            - {topologyKey: kubernetes.io/hostname, \(selector)}

        """
    default: break
    }
    return Objects.pod(name, cpu: "\(draw(8) * 100)m", spec: spec)
  }
}
