// SPDX-License-Identifier: Apache-2.0

/// The page that lists every plugin with its arguments, written from the registry.
package enum PluginReference {
  /// The page `docs/scheduler-plugins.md`.
  package static func markdown() -> String {
    var lines = [
      "# Scheduler plugins", "",
      "Generated from the registry; do not edit. A `KubeSchedulerConfiguration` of",
      "`kubescheduler.config.k8s.io/v1` switches plugins on and off in its profiles and sets their",
      "arguments under `pluginConfig`. Without one the default profile decides as Kubernetes 1.36.",
      "", "## Default profile", "",
      "Arguments are those of Kubernetes. The weight is that of the score.", "",
      "| plugin | extension points | weight | what it does |", "| --- | --- | --- | --- |",
    ]
    for entry in PluginRegistry.entries where entry.isDefault {
      lines.append(
        "| `\(entry.name)` | \(points(of: entry)) | \(entry.defaultWeight) | \(entry.summary) |")
    }
    lines += [
      "", "## Further plugins", "",
      "None is on unless a profile names it, such as `multiPoint: {enabled: [{name: GroupLimit}]}`.",
      "Unknown arguments and values beyond their bounds are errors.",
    ]
    for entry in PluginRegistry.entries {
      guard let plugin = entry.description else { continue }
      lines += section(entry, plugin)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func points(of entry: PluginEntry) -> String {
    let parts = entry.make(PluginArguments())
    let names = [parts.filter.map { _ in "filter" }, parts.score.map { _ in "score" }]
    return names.compactMap { $0 }.joined(separator: ", ")
  }

  private static func section(
    _ entry: PluginEntry, _ plugin: any ConfiguredPlugin.Type
  ) -> [String] {
    var lines = [
      "", "### \(entry.name)", "",
      "\(entry.summary) Extension points: \(points(of: entry)). Source: \(plugin.source).", "",
    ]
    if plugin.fields.isEmpty {
      lines += ["It takes no arguments.", ""]
    } else {
      lines += ["| argument | values | default | what it does |", "| --- | --- | --- | --- |"]
      for field in plugin.fields {
        lines.append(
          "| `\(field.name)` | \(field.type) | \(field.standard) | \(field.summary) |")
      }
      lines.append("")
    }
    let example = plugin.example.split(separator: "\n").map { "  \($0)" }
    return lines + ["```yaml", "pluginConfig:"] + example + ["```"]
  }
}
