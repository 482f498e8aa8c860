// SPDX-License-Identifier: Apache-2.0

import Manifests
import Testing

/// A broken text, and what is said of it: place and message, then the hint if there is one.
struct BrokenInput: CustomTestStringConvertible, Sendable {
  var file = "t.yaml"
  var text: String
  var expected: [String]

  var testDescription: String { expected.first ?? text }

  /// A Deployment with these lines in its `spec`, which begins in line 5.
  static func deployment(_ spec: String, _ expected: String...) -> BrokenInput {
    let body = "  " + spec.replacing("\n", with: "\n  ")
    return BrokenInput(
      text: "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec:\n\(body)\n",
      expected: expected)
  }

  /// A Pod whose only container has these lines, which begin in line 6.
  static func container(_ lines: String, _ expected: String...) -> BrokenInput {
    let body = "    " + lines.replacing("\n", with: "\n    ")
    return BrokenInput(
      text: "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: c\n"
        + "\(body)\n", expected: expected)
  }

  /// A Pod with these lines in its `spec` behind one container, which begin in line 6.
  static func pod(_ lines: String, _ expected: String...) -> BrokenInput {
    let body = "  " + lines.replacing("\n", with: "\n  ")
    return BrokenInput(
      text: "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers: [{name: c}]\n"
        + "\(body)\n", expected: expected)
  }

  static func json(_ text: String, _ expected: String...) -> BrokenInput {
    BrokenInput(file: "t.json", text: text, expected: expected)
  }
}

private let good = """
  selector: {matchLabels: {a: b}}
  template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c}]}}
  """

private let syntax: [BrokenInput] = [
  BrokenInput(
    text: "a: [1, 2\nb: 3\n",
    expected: [
      "2:2: error: syntax error: did not find expected ',' or ']' while parsing a flow sequence "
        + "that begins in line 1"
    ]),
  BrokenInput(
    text: "a:\n\tb: 1\n",
    expected: [
      "2:1: error: syntax error: found character that cannot start any token while scanning for "
        + "the next token", "hint: indent with spaces: YAML does not allow tabs there",
    ]),
  BrokenInput(
    text: "a: \"b\n",
    expected: [
      "2:1: error: syntax error: found unexpected end of stream while scanning a quoted scalar "
        + "that begins in line 1"
    ]),
  BrokenInput(
    text: "x: é\na: b\u{1}\n",
    expected: ["2:5: error: syntax error: control characters are not allowed"]),
  BrokenInput(
    text: "a: 1\nb: 2\na: 3\n",
    expected: ["3:1: error: found the key \"a\" twice", "hint: it is first given in line 1"]),
  BrokenInput(
    text: "a: *b\n",
    expected: [
      "1:4: error: found the alias *b, expected an alias of an anchor that is defined above and "
        + "closed"
    ]),
  BrokenInput(
    text: "[a]: 1\n", expected: ["1:1: error: found a list as a key, expected a text"]),
  BrokenInput(
    text: "a: {<<: 5}\n",
    expected: [
      "1:9: error: found 5 after the merge key <<, expected a mapping or a list of mappings"
    ]),
  .json("{\"a\": 1,}", "1:9: error: found '}', expected a key in quotes"),
  .json("{\"a\" 1}", "1:6: error: found '1', expected ':'"),
  .json("[1 2]", "1:4: error: found '2', expected ',' or ']'"),
  .json("[01]", "1:3: error: found '1', expected ',' or ']'"),
  .json("[1.]", "1:4: error: found ']', expected a digit"),
  .json("[\n  tru\n]", "2:6: error: found a character with code 10, expected the word true"),
  .json("[\"a", "1:4: error: found the end of the file, expected '\"' to end the string"),
  .json("[\"\\x\"]", "1:4: error: found 'x', expected one of \" \\ / b f n r t u after '\\'"),
  .json("[\"é\\u12G4\"]", "1:8: error: found 'G', expected four hexadecimal digits"),
  .json("[] []", "1:4: error: found '[' after the end of the JSON value"),
  .json(
    "{\"a\":1,\n\"a\":2}", "2:1: error: found the key \"a\" twice",
    "hint: it is first given in line 1"),
]

private let objects: [BrokenInput] = [
  BrokenInput(
    text: "just text\n", expected: ["1:1: error: found \"just text\", expected a mapping"]),
  BrokenInput(
    text: "foo: bar\n",
    expected: [
      "1:1: error: apiVersion: required field is missing",
      "1:1: error: kind: required field is missing",
    ]),
  BrokenInput(
    text: "apiVersion: apps/v1\nkind: Deploymnet\n",
    expected: [
      "2:7: error: kind: unknown kind \"Deploymnet\" in apps/v1",
      "hint: did you mean \"Deployment\"?",
    ]),
  BrokenInput(
    text: "apiVersion: v1\nkind: Deployment\n",
    expected: [
      "2:7: error: kind: unknown kind \"Deployment\" in v1",
      "hint: Deployment belongs to the group \"apps\"",
    ]),
  BrokenInput(
    text: "apiVersion: apps/v2\nkind: ReplicaSet\n",
    expected: [
      "1:13: error: apiVersion: found \"apps/v2\", expected apps/v1 or apps/v1beta2 for ReplicaSet",
      "hint: did you mean \"apps/v1\"?",
    ]),
  BrokenInput(
    text: "apiVersion: v1\nkind: Namespace\nmetadata: {nmae: x}\n",
    expected: [
      "3:11: error: metadata.name: required field is missing", "hint: \"nmae\" is not known here",
    ]),
  BrokenInput(
    text: "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Namespace, metadata: {}}\n",
    expected: ["4:47: error: items[0].metadata.name: required field is missing"]),
  BrokenInput(
    text: "apiVersion: v1\nkind: Namespace\nmetadata: {name: x, labels: {version: 1}}\n",
    expected: [
      "3:39: error: metadata.labels.version: found 1, expected a text",
      "hint: put it in quotes: version: \"1\"",
    ]),
  BrokenInput(
    text: "apiVersion: v1\nkind: Pod\nmetadata: {name: x, creationTimestamp: yesterday}\n"
      + "spec: {containers: [{name: c}]}\n",
    expected: [
      "3:40: error: metadata.creationTimestamp: found \"yesterday\", expected a time such as "
        + "2019-02-04T18:00:00Z"
    ]),
]

private let workloads: [BrokenInput] = [
  .deployment(
    good + "\nreplicas: -1",
    "7:13: error: spec.replicas: found -1, expected a whole number from 0 to 2147483647"),
  .deployment(
    good + "\nreplicas: \"3\"",
    "7:13: error: spec.replicas: found \"3\", expected a whole number", "hint: leave the quotes out"
  ),
  .deployment(
    good + "\nreplicas: 99999999999",
    "7:13: error: spec.replicas: found 99999999999, expected a whole number from 0 to 2147483647"),
  .deployment(
    "template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c}]}}",
    "5:3: error: spec.selector: required field is missing"),
  .deployment(
    "selector: {matchLabels: {a: x}}\n"
      + "template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c}]}}",
    "5:13: error: spec.selector: the selector does not match the labels of the template",
    "hint: copy the labels of the selector to spec.template.metadata.labels"),
  .deployment(
    "selector: {}\ntemplate: {metadata: {labels: {a: b}}, spec: {containers: [{name: c}]}}",
    "5:13: error: spec.selector: found an empty selector, expected at least one label"),
  .deployment(
    good + "\nstrategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 0%}}",
    "7:59: error: spec.strategy.rollingUpdate.maxUnavailable: maxUnavailable and maxSurge are both "
      + "0, expected one of them to be greater, or no pod could ever be replaced"),
  .deployment(
    good + "\nstrategy: {type: Rolling}",
    "7:20: error: spec.strategy.type: found \"Rolling\", expected one of Recreate, RollingUpdate"),
  .deployment(
    good + "\nstrategy: {rollingUpdate: {maxSurge: abc}}",
    "7:40: error: spec.strategy.rollingUpdate.maxSurge: found \"abc\", expected a whole number "
      + "from 0 "
      + "on or a percentage such as 25%"),
  .deployment(
    "selector: {matchLabels: {a: b}}\n"
      + "template: {metadata: {labels: {a: b}}, spec: {restartPolicy: Never, "
      + "containers: [{name: c}]}}",
    "6:64: error: spec.template.spec.restartPolicy: found \"Never\", expected Always for this "
      + "kind"),
]

private let pods: [BrokenInput] = [
  .container(
    "resources: {requests: {memory: 1GB}}",
    "7:36: error: spec.containers[0].resources.requests.memory: found \"1GB\", expected a quantity "
      + "such as 100m, 1.5 or 2Gi"),
  .container(
    "resources: {requests: {memory: 1gi}}",
    "7:36: error: spec.containers[0].resources.requests.memory: found \"1gi\", expected a quantity "
      + "such as 100m, 1.5 or 2Gi"),
  .container(
    "resources: {requests: {memory: 1K}}",
    "7:36: error: spec.containers[0].resources.requests.memory: found \"1K\", whose suffix "
      + "\"K\" is "
      + "unknown, expected one of Ki Mi Gi Ti Pi Ei n u m k M G T P E",
    "hint: did you mean \"k\"?"),
  .container(
    "resources: {requests: {cpu: -1}}",
    "7:33: error: spec.containers[0].resources.requests.cpu: found -1, expected a quantity that "
      + "is not "
      + "negative"),
  .container(
    "resources: {requests: {cpu: 1e30}}",
    "7:33: error: spec.containers[0].resources.requests.cpu: found \"1e30\", expected a "
      + "quantity of at "
      + "most 9223372036854775807"),
  .container(
    "resources: {requests: {cpu: 2}, limits: {cpu: 1500m}}",
    "7:33: error: spec.containers[0].resources.requests.cpu: found a request of 2, expected at "
      + "most "
      + "the limit of 1500m"),
  .container(
    "readinessProbe: {periodSeconds: 3}",
    "7:21: error: spec.containers[0].readinessProbe: no action is given, expected one of exec, "
      + "httpGet, tcpSocket, grpc"),
  .container(
    "livenessProbe: {exec: {}, successThreshold: 2}",
    "7:49: error: spec.containers[0].livenessProbe.successThreshold: found 2, expected 1"),
  .container(
    "ports: [{containerPort: 70000}]",
    "7:29: error: spec.containers[0].ports[0].containerPort: found 70000, expected a whole number "
      + "from 1 to 65535"),
  .container(
    "imagePullPolicy: Allways",
    "7:22: error: spec.containers[0].imagePullPolicy: found \"Allways\", expected one of Always, "
      + "Never, IfNotPresent", "hint: did you mean \"Always\"?"),
  .pod(
    "tolerations: [{operator: Exists, value: x}]",
    "6:43: error: spec.tolerations[0].value: a value is given, expected none for Exists"),
  .pod(
    "topologySpreadConstraints: [{maxSkew: 0, topologyKey: z, whenUnsatisfiable: DoNotSchedule}]",
    "6:41: error: spec.topologySpreadConstraints[0].maxSkew: found 0, expected a whole number from "
      + "1 to 2147483647"),
  .pod(
    "affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{}]}}",
    "6:77: error: spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]"
      + ".topologyKey: required field is missing"),
  .pod(
    "initContainers: [{name: c}]",
    "5:15: error: spec.containers: found two containers named \"c\", expected a name of its own "
      + "for "
      + "each"),
  .pod("nodeSelector: [a]", "6:17: error: spec.nodeSelector: found a list, expected a mapping"),
  .pod(
    "hostNetwork: \"true\"", "6:16: error: spec.hostNetwork: found \"true\", expected true or false"
  ),
]

struct BrokenInputTests {
  @Test(arguments: syntax + objects + workloads + pods)
  func `a broken text is reported with its place and a hint`(_ input: BrokenInput) {
    let set = ManifestReader.read(text: input.text, file: input.file)
    let lines = set.diagnostics.flatMap { diagnostic in
      diagnostic.description.split(separator: "\n").map { line in
        line.replacing("\(input.file):", with: "", maxReplacements: 1)
          .replacing("    hint", with: "hint")
      }
    }
    #expect(lines.map(String.init) == input.expected)
    #expect(set.items.isEmpty && set.skipped.isEmpty)
  }

  @Test func `all faults of a file are reported at once, in order`() {
    let set = ManifestReader.read(
      text: """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {}
        spec:
          replicas: x
          podManagementPolicy: Sideways
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: fine}
        """, file: "t.yaml")
    #expect(
      set.diagnostics.map { "\($0.line) \($0.path)" } == [
        "3 metadata.name", "5 spec.replicas", "5 spec.template", "5 spec.selector",
        "6 spec.podManagementPolicy",
      ])
    #expect(set.refusedCount == 1)
    #expect(set.namespaces.map(\.metadata.name) == ["fine"])
  }
}
