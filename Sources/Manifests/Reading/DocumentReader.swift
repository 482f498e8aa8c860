// SPDX-License-Identifier: Apache-2.0

/// Reads the text of a file to trees of values: YAML with any number of documents, or JSON.
public enum DocumentReader {
  /// Reads all documents of a text; faults go to the collector and never stop the program.
  ///
  /// A file named `.json` that begins with `{` or `[` is read as JSON by RFC 8259, all others as
  /// YAML. Empty documents give nothing. After a syntax error the documents before it remain.
  public static func read(
    _ bytes: [UInt8], file: String, limits: ManifestLimits = ManifestLimits(),
    into diagnostics: Diagnostics
  ) -> [Value] {
    if bytes.count > limits.fileBytes {
      diagnostics.report(tooLarge(file: file, byteCount: bytes.count, limits: limits))
      return []
    }
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    if let mark = firstInvalidUTF8(in: content) {
      diagnostics.report(
        Diagnostic(
          at: SourcePlace(file: file, mark: mark), found: "found bytes that are not UTF-8",
          expected: "text in UTF-8", hint: "save the file as UTF-8"))
      return []
    }
    do throws(ReadingFault) {
      if isJSON(content, file: file) {
        var reader = JSONReader(content, limits: limits)
        return [try reader.document()]
      }
    } catch {
      diagnostics.report(error.diagnostic(file: file))
      return []
    }
    let (documents, fault) = YAMLReader.documents(content, limits: limits)
    if let fault { diagnostics.report(fault.diagnostic(file: file)) }
    return documents
  }

  static func tooLarge(file: String, byteCount: Int, limits: ManifestLimits) -> Diagnostic {
    Diagnostic(
      at: SourcePlace(file: file),
      found: "refused: \(megabytes(byteCount)) file, limit is \(megabytes(limits.fileBytes))")
  }

  /// Sizes are told in the unit that makes the number whole, so that the limit reads `32 MiB`.
  private static func megabytes(_ count: Int) -> String {
    if count % (1 << 20) == 0 { return "\(count >> 20) MiB" }
    if count >= 1_000_000 { return "\(count / 1_000_000) MB" }
    return "\(count) byte"
  }

  private static func isJSON(_ bytes: [UInt8], file: String) -> Bool {
    guard file.lowercased().hasSuffix(".json") else { return false }
    let first = bytes.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  private static func firstInvalidUTF8(in bytes: [UInt8]) -> Mark? {
    if String(validating: bytes, as: UTF8.self) != nil { return nil }
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var line = 1
    var column = 1
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue("\n"):
        line += 1
        column = 1
      case .scalarValue: column += 1
      case .emptyInput, .error: return Mark(line: line, column: column)
      }
    }
  }
}
