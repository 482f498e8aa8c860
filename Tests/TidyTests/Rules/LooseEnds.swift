// SPDX-License-Identifier: Apache-2.0

/// Work that is left open stands in an issue, not in the code.
enum LooseEnds: TidyRule {
  /// Spelled in halves, or this file would be a finding itself.
  static let words = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]
  private static let pattern = Pattern(#"\b(?:"# + words.joined(separator: "|") + #")\b"#)

  static func findings(in file: SourceFile) -> [Finding] {
    pattern.findings(in: file.text, of: file) { "\($0.groups[0]) belongs in an issue" }
  }
}
