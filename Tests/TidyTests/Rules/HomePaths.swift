// SPDX-License-Identifier: Apache-2.0

/// Nothing refers to the folders of the machine on which it was written.
enum HomePaths: TidyRule {
  /// Spelled in halves, or this file would be a finding itself.
  static let prefixes = ["/ro" + "ot/", "/ho" + "me/"]
  private static let pattern = Pattern(
    #"(?<![\w.])(?:"# + prefixes.joined(separator: "|") + #")[\w.-]+"#)

  static func findings(in file: SourceFile) -> [Finding] {
    pattern.findings(in: file.text, of: file) { "\"\($0.groups[0])\" is a path of one machine" }
  }
}
