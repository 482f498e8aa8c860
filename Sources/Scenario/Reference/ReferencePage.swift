// SPDX-License-Identifier: Apache-2.0

/// Writes a shape as a page of tables: one table a block, blocks in the order of the file.
struct ReferencePage {
  private var lines: [String] = []
  private var named: [BlockShape] = []

  /// The page of a whole document.
  static func text(of root: BlockShape) -> String {
    var page = ReferencePage()
    page.lines = introduction
    page.addBlock(root, path: "", heading: "The document")
    var done = 0
    // Named blocks may name further ones, which are appended while this goes on.
    while done < page.named.count {
      page.addBlock(page.named[done], path: "", heading: "Type: \(page.named[done].name ?? "")")
      done += 1
    }
    page.lines += grades
    return page.lines.joined(separator: "\n") + "\n"
  }

  private mutating func addBlock(_ block: BlockShape, path: String, heading: String) {
    lines += ["## \(heading)", ""]
    if !block.oneOf.isEmpty {
      let keys = block.oneOf.map { "`\($0)`" }.joined(separator: ", ")
      lines += ["Exactly one of \(keys) must be given.", ""]
    }
    if !block.fields.isEmpty {
      lines += [
        "| key | value | default | source of the default | meaning |", "|---|---|---|---|---|",
      ]
      lines += block.fields.map(row)
      lines.append("")
    }
    if let others = block.others {
      lines += ["Also allowed: \(others.name), each with a \(others.shape.phrase).", ""]
    }
    for field in block.fields {
      addInner(field.shape, path: path.isEmpty ? field.key : "\(path).\(field.key)")
    }
  }

  private mutating func addInner(_ shape: ValueShape, path: String) {
    switch shape {
    case .scalar: break
    case .list(let item, _): addInner(item, path: path + "[]")
    case .block(let block), .either(_, let block):
      guard let name = block.name else {
        addBlock(block, path: path, heading: "`\(path)`")
        return
      }
      if !named.contains(where: { $0.name == name }) { named.append(block) }
    }
  }

  private func row(_ field: FieldShape) -> String {
    let (defaultText, source) = presence(of: field)
    let cells = ["`\(field.key)`", value(field.shape), defaultText, source, field.summary]
    return "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
  }

  private func value(_ shape: ValueShape) -> String {
    guard case .scalar(let scalar) = shape, !scalar.choices.isEmpty else { return shape.phrase }
    return scalar.choices.map { "`\($0)`" }.joined(separator: ", ")
  }

  private func presence(of field: FieldShape) -> (String, String) {
    switch field.presence {
    case .required: return ("**required**", "")
    case .absent(let meaning): return ("–", meaning)
    case .preset(let source):
      let text = field.defaultText ?? ""
      return (
        text.isEmpty ? "`\"\"`" : "`\(text)`", "\(source.grade.rawValue): \(source.text)"
      )
    }
  }

  private static let introduction = [
    "# Scenario reference", "",
    "Generated from the lists of fields that decode a scenario; do not edit. A test fails when",
    "this page is stale, and `UPDATE_GOLDEN=1 swift test` writes it anew.", "",
    "A scenario is one YAML document. It refers to ordinary Kubernetes manifests and adds what",
    "they cannot say. Unknown keys are errors. A key without a value counts as not given. Any",
    "value can be set on the command line: `--set spec.duration=1h`,",
    "`--set 'spec.clusters[0].nodePools[0].count=500'`.", "",
    "```yaml", example, "```", "",
    "## Notation", "",
    "| name | examples | meaning |", "|---|---|---|",
    "| duration | `2h30m`, `350ms`, `1.5s`, `2d` | units us, ms, s, m, h, d; always with a unit |",
    "| spread | `500ms`, `{median: 500ms, p99: 3s}` | a constant, or a lognormal law |",
    "| instant | `\"2019-02-04T18:00:00+08:00\"` | RFC 3339 with its offset |",
    "| moment | `2h30m`, `\"20:00:00\"`, an instant | since the start; or the first time at or "
      + "after the start when local clocks show this; or an instant |",
    "| quantity | `500m`, `192Gi` | as in Kubernetes |",
    "| size | `500MB`, `300Mi` | bytes in decimal or binary units |",
    "| bandwidth | `1Gbps`, `125MB/s` | bits or bytes per second |",
    "| share | `0.1%`, `0.001` | a part of a whole |", "",
  ]

  private static let grades = [
    "## Grades of sources", "",
    "| grade | meaning |", "|---|---|",
    "| code | the shipped code of the system that is simulated |",
    "| derived | by arithmetic or reason from something with a source |",
    "| weak | a forum, a blog or the log of a single test |",
    "| assumed | no source was found; set it if it matters to you |",
    "| convention | a choice of form that models nothing |",
  ]

  /// A scenario that uses most blocks; a test reads it.
  static let example = """
    apiVersion: springtide.dev/v1alpha1
    kind: Scenario
    metadata: {name: spring-festival}
    spec:
      seed: 20190204
      start: "2019-02-04T18:00:00+08:00"
      duration: 8h
      clusters:
        - name: north
          nodePools:
            - name: online
              count: 300
              zones: [a, b, c]
              template:
                labels: {pool: online}
                capacity: {cpu: 48, memory: 192Gi}
          manifests: [manifests/feed/]
      behavior:
        - target: {kind: Deployment, name: feed}
          startup: {imageSize: 500MB, applicationStart: {median: 12s, p99: 40s}}
          request: {cpu: 5ms, concurrency: 64, timeout: 1s}
      traffic:
        - target: {kind: Deployment, name: feed}
          rate:
            csv: data/peak.csv
            scale: 3
            bursts: [{at: "20:00:00", times: 8}]
      timeline:
        - {at: "20:00:00", apply: manifests/feed-v2.yaml}
        - {at: 2h30m, failNodes: {pool: online, count: 5, for: 20m}}
      objectives:
        - {target: {kind: Deployment, name: feed}, latency: {p99: 200ms}, errors: 0.1%}
    """
}
