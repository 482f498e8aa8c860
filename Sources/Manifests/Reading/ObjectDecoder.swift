// SPDX-License-Identifier: Apache-2.0

/// Turns the documents of one file into objects.
struct ObjectDecoder {
  let file: String
  let limits: ManifestLimits
  private var set = ManifestSet()
  private var droppedFaultCount = 0

  init(file: String, limits: ManifestLimits) {
    self.file = file
    self.limits = limits
  }

  /// Takes a document: an object, a list of them, or a `List` object.
  mutating func take(_ document: Value) {
    take(document, path: .root, listed: nil)
  }

  /// All that was read; faults beyond the bound are told by their number.
  func result() -> ManifestSet {
    guard droppedFaultCount > 0 else { return set }
    var result = set
    result.diagnostics.append(
      Diagnostic(
        at: SourcePlace(file: file), found: "\(droppedFaultCount) more faults are not shown"))
    return result
  }

  /// Items of a `PodList` may leave their own kind out: `listed` is what they then are.
  private mutating func take(
    _ value: Value, path: FieldPath, listed: (apiVersion: String, kind: String)?
  ) {
    if let items = value.items {
      for (index, item) in items.enumerated() {
        take(item, path: path.appending(index), listed: listed)
      }
      return
    }
    let diagnostics = Diagnostics()
    let reader = ObjectReader(value, file: file, path: path, diagnostics: diagnostics)
    if value.entries != nil { read(reader, listed: listed) }
    if diagnostics.hasErrors { set.refusedCount += 1 }
    let kept = diagnostics.all.prefix(max(0, limits.diagnostics - set.diagnostics.count))
    set.diagnostics += kept
    droppedFaultCount += diagnostics.all.count - kept.count + diagnostics.droppedCount
  }

  private mutating func read(
    _ reader: ObjectReader, listed: (apiVersion: String, kind: String)?
  ) {
    let apiVersion = text("apiVersion", in: reader, or: listed?.apiVersion)
    let kind = text("kind", in: reader, or: listed?.kind)
    guard let apiVersion, let kind else { return }
    if kind.hasSuffix("List"), let items = reader.field("items") {
      takeList(items, in: reader, apiVersion: apiVersion, kind: kind)
      return
    }
    let parts = apiVersion.split(separator: "/", maxSplits: 1).map(String.init)
    let group = parts.count == 2 ? parts[0] : ""
    let version = parts.last ?? ""
    // Deployments and the like moved from `extensions` to `apps` without change of shape.
    let home = group == "extensions" && kind != "Ingress" ? "apps" : group
    guard let entry = KindRegistry.entry(group: home, kind: kind) else {
      skip(reader, apiVersion: apiVersion, group: group, kind: kind)
      return
    }
    guard entry.versions.contains(version) else {
      let known = entry.versions.map { entry.group.isEmpty ? $0 : "\(entry.group)/\($0)" }
      reader.error(
        "apiVersion", found: "found \"\(Value.shortened(apiVersion))\"",
        expected: "\(known.joined(separator: " or ")) for \(kind)",
        hint: didYouMean(apiVersion, in: known))
      return
    }
    if home != group || entry.oldVersions.contains(version) {
      reader.warning(
        "apiVersion", found: "\(apiVersion) \(kind) is no longer served by Kubernetes",
        hint: "it is read as \(home)/\(entry.versions.first ?? version)")
    }
    let object = entry.decode(reader, version)
    guard !reader.diagnostics.hasErrors else { return }
    set.items.append(
      ManifestSet.Item(object: object, apiVersion: apiVersion, kind: kind, place: reader.place))
  }

  private func text(_ key: String, in reader: ObjectReader, or inherited: String?) -> String? {
    if !reader.has(key), let inherited { return inherited }
    let text = reader.requiredString(key)
    return text.isEmpty ? nil : text
  }

  private mutating func takeList(
    _ items: Value, in reader: ObjectReader, apiVersion: String, kind: String
  ) {
    guard items.items != nil else {
      reader.wrongType("items", expected: "a list")
      return
    }
    let itemKind = String(kind.dropLast("List".count))
    let listed = itemKind.isEmpty ? nil : (apiVersion: apiVersion, kind: itemKind)
    take(items, path: reader.path.appending("items"), listed: listed)
  }

  /// Lists an object that is not simulated, unless its kind looks misspelled.
  private mutating func skip(
    _ reader: ObjectReader, apiVersion: String, group: String, kind: String
  ) {
    if let kinds = BuiltinKinds.kinds(ofGroup: group), !kinds.contains(kind) {
      let elsewhere = BuiltinKinds.byGroup.first { $0.kinds.contains(kind) }
      reader.error(
        "kind",
        found: "unknown kind \"\(Value.shortened(kind))\" in \(Value.shortened(apiVersion))",
        hint: elsewhere.map { "\(kind) belongs to the group \"\($0.group)\"" }
          ?? didYouMean(kind, in: kinds))
      return
    }
    // What is not simulated is not judged either: a name of another type is just no name.
    let metadata = reader.value["metadata"]
    set.skipped.append(
      ManifestSet.Skipped(
        apiVersion: apiVersion, kind: kind, name: metadata?["name"]?.string ?? "",
        namespace: metadata?["namespace"]?.string ?? "", place: reader.place))
  }
}
