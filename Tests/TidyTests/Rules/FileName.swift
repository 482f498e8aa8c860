// SPDX-License-Identifier: Apache-2.0

/// A source file is named after what it declares, and says what that is.
///
/// `Pod.swift` declares or extends `Pod`, `Pod+Phase.swift` extends it, and a file of functions is
/// named after the first letter-for-letter, as `NearestName.swift` for `nearestName`.
enum FileName: TidyRule {
  private static let empty = Pattern(
    #"(?:Utilit(?:y|ies)|Utils?|Helpers?|Manager|Misc|Common)(?=[+.]|[A-Z])"#)

  static func findings(in file: SourceFile) -> [Finding] {
    guard file.module != nil, file.name.hasSuffix(".swift") else { return [] }
    let stem = String(file.name.dropLast(".swift".count))
    let type = String(stem.split(separator: "+").first ?? "")
    var findings = empty.findings(in: file.name, of: file) {
      "\"\($0.groups[0])\" does not say what the file is about"
    }
    if !declares(type, in: file.code) {
      findings.append(
        Finding(path: file.path, line: 1, what: "nothing in the file is called \(type)"))
    }
    return findings
  }

  private static func declares(_ name: String, in code: String) -> Bool {
    let function = name.prefix(1).lowercased() + name.dropFirst()
    let pattern = Pattern(
      #"\b(?:struct|class|enum|protocol|actor|typealias|extension)\s+(?:\w+\.)*\#(name)\b|"#
        + #"\bfunc\s+\#(function)\b"#)
    return !pattern.matches(in: code).isEmpty
  }
}
