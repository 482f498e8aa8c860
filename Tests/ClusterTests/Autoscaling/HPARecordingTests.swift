// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

/// Reading, replaying and comparing recordings.
@Suite struct HPARecordingTests {
  private func read(_ text: String) -> (HPARecording?, [Diagnostic]) {
    let diagnostics = Diagnostics()
    let values = DocumentReader.read(Array(text.utf8), file: "case.json", into: diagnostics)
    let recording = values.first.map {
      HPARecording(reading: ObjectReader($0, file: "case.json", diagnostics: diagnostics))
    }
    return (recording, diagnostics.all)
  }

  private func file(_ steps: String, requests: String = "\"cpuMilli\":100") -> String {
    """
    {"format":"hpa-series/1","kubernetes":"1.36.2","cases":[{"name":"one","featureGates":{},
    "controllerFlags":{"tolerance":0.1},
    "hpaSpec":{"scaleTargetRef":{"kind":"Deployment","name":"web"},"maxReplicas":10,
    "metrics":[{"type":"Resource","resource":{"name":"cpu",
    "target":{"type":"Utilization","averageUtilization":50}}}]},
    "defaultPodContainers":[{"name":"app",\(requests)}],"steps":[\(steps)]}]}
    """
  }

  private static let inputs = """
    "t":0,"scaleSpecReplicas":1,"scaleStatusReplicas":1,"podUpdates":[{"name":"p","phase":"Running",
    "startTime":-900.5,"ready":"True","readyTransition":-800}],"metrics":{"resource":
    {"timestamp":0,"windowSeconds":30,"usage":{"p":{"app":{"cpuMilli":100}}}}}
    """

  @Test func `a step without recorded outputs is computed all the same`() throws {
    let (recording, faults) = read(file("{\(HPARecordingTests.inputs)}"))
    #expect(faults.isEmpty)
    let own = try #require(recording)
    let actual = own.withActualOutputs
    let expect = actual["cases"]?.items?.first?["steps"]?.items?.first?["expect"]
    #expect(expect?["scaleTo"]?.integer == 2)
    #expect(expect?["conditions"]?["AbleToScale"]?.string == "True/SucceededRescale")
    #expect(expect?["statusDesiredReplicas"]?.integer == 2)
    #expect(expect?["lastScaleTime"]?.double == 0)
    #expect(own.source["cases"]?.items?.first?["steps"]?.items?.first?["expect"] == nil)
  }

  @Test func `recorded outputs cannot reach a decision`() throws {
    let lie = "{\(HPARecordingTests.inputs),\"expect\":{\"scaleTo\":9}}"
    let honest = try #require(read(file("{\(HPARecordingTests.inputs)}")).0)
    let lied = try #require(read(file(lie)).0)
    #expect(
      honest.withActualOutputs["cases"]?.items?[0]["steps"]?.items?[0]["expect"]
        == lied.withActualOutputs["cases"]?.items?[0]["steps"]?.items?[0]["expect"])
  }

  @Test func `another format and wrong fields are told with their place`() {
    let other = read("{\"format\":\"hpa-series/2\",\"cases\":[{}]}").1
    #expect(other.contains { "\($0)".contains("hpa-series/1") })
    #expect(!read(file("{\"t\":\"now\"}")).1.isEmpty)
    #expect(!read(file("{\"t\":1e300}")).1.isEmpty)
  }

  @Test func `pod-level requests replace the sum, unless a container is named`() {
    let rows: [(String, Int64?)] = [
      (
        "\"containers\":[{\"name\":\"app\",\"cpuMilli\":40},{\"name\":\"log\",\"cpuMilli\":10}]",
        200
      ),
      ("\"containers\":[{\"name\":\"app\",\"cpuMilli\":40},{\"name\":\"log\"}]", nil),
      (
        "\"containers\":[{\"name\":\"app\"}],\"podLevelRequests\":{\"name\":\"\",\"cpuMilli\":80}",
        125
      ),
      (
        """
        "containers":[{"name":"app","cpuMilli":40},{"name":"log"}],
        "podLevelRequests":{"name":"","memoryBytes":80}
        """, 250
      ),
      (
        """
        "containers":[{"name":"app","cpuMilli":40}],
        "restartableInitContainers":[{"name":"side","cpuMilli":160}]
        """, 50
      ),
    ]
    for (extra, percent) in rows {
      let pod = "\"readyTransition\":-800"
      let inputs = HPARecordingTests.inputs.replacing(pod, with: pod + "," + extra)
      let step = read(file("{\(inputs)}")).0?.withActualOutputs["cases"]?.items?[0]["steps"]
      let metrics = step?.items?[0]["expect"]?["statusCurrentMetrics"]?.items
      #expect(metrics?.first?["averageUtilization"]?.integer == percent)
    }
  }
}
